/** The programs that {@code bench/run} starts; none of them is part of the product. */
package io.github.podsights.bench;
