/** What is remembered for a time, by digests: in memory, or in a table of a database. */
package io.github.podsights.camel.store;
