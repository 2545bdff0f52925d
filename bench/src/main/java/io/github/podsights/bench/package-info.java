/** The programs that {@code bench/run} and {@code bench/kafka} start; none of them is part of the product. */
package io.github.podsights.bench;
