package io.github.podsights.camel.route;

/** {@code KafkaConstants}, by their values, since camel-kafka may not be there. */
final class KafkaHeaders {

    static final String KEY = "CamelKafkaKey";

    static final String TOPIC = "CamelKafkaOverrideTopic";

    private KafkaHeaders() {}
}
