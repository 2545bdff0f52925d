/**
 * A Kafka broker in this process, for the demo and the tests; nothing of the bundle itself uses it. It needs Kafka's
 * server ({@code kafka_2.13}), which neither an embedding application nor the distribution has.
 */
package io.github.podsights.camel.broker;
