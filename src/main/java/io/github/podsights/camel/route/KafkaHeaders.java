package io.github.podsights.camel.route;

/**
 * What camel-kafka calls the headers of a record: {@code KafkaConstants}, as the version that runs has them. Before Camel 4.22
 * they had other values, and a compiler copies those that it sees. Without camel-kafka nobody reads them.
 */
public final class KafkaHeaders {

    /** The key that a record is sent with. */
    public static final String KEY = value("KEY", "CamelKafkaKey");

    /** The topic that a record is sent to, in place of the endpoint's. */
    public static final String OVERRIDE_TOPIC = value("OVERRIDE_TOPIC", "CamelKafkaOverrideTopic");

    /** The topic that a record came from. */
    public static final String TOPIC = value("TOPIC", "CamelKafkaTopic");

    /** The partition that a record came from. */
    public static final String PARTITION = value("PARTITION", "CamelKafkaPartition");

    /** The offset of a record in its partition. */
    public static final String OFFSET = value("OFFSET", "CamelKafkaOffset");

    private KafkaHeaders() {}

    private static String value(String name, String otherwise) {
        try {
            return (String) Class.forName("org.apache.camel.component.kafka.KafkaConstants")
                    .getField(name)
                    .get(null);
        } catch (ReflectiveOperationException e) {
            return otherwise;
        }
    }
}
