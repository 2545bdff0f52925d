/** Configuration that changes while the bundle runs: what was seen, what has changed, and what became of the change. */
package io.github.podsights.camel.reload;
