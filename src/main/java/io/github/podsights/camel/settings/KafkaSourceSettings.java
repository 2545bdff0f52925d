package io.github.podsights.camel.settings;

import static io.github.podsights.camel.settings.Check.check;

import io.github.podsights.camel.yaml.Finding;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The Kafka source.
 *
 * @param brokers where the cluster is first asked for: {@code host:port}, several by commas
 * @param topic the topics that are read, several by commas
 * @param groupId the consumer group; instances of the same group share the partitions
 * @param consumers how many consumers this instance has, 1 to 64; each reads whole partitions
 * @param inFlight how many events may be in flight, of all consumers together, 1 to 10,000
 * @param autoOffsetReset where a group begins that has committed nothing: {@code earliest}, {@code latest} or {@code none}
 * @param groupProtocol "classic", or "consumer" for brokers from 4.0
 */
public record KafkaSourceSettings(
        String brokers,
        String topic,
        String groupId,
        int consumers,
        int inFlight,
        String autoOffsetReset,
        String groupProtocol) {

    private static final Pattern BROKERS = Pattern.compile(
            "[^\\s,:]+:\\d{1,5}(,[^\\s,:]+:\\d{1,5})*" + "|\\[[0-9A-Fa-f:.]+]:\\d{1,5}(,\\[[0-9A-Fa-f:.]+]:\\d{1,5})*");

    private static final String TOPIC = "[A-Za-z0-9._-]{1,249}";

    private static final Pattern TOPICS = Pattern.compile(TOPIC + "(," + TOPIC + ")*");

    /** What may stand in a URI as it is. */
    private static final Pattern GROUP = Pattern.compile("[A-Za-z0-9._:-]{1,255}");

    public KafkaSourceSettings {
        check(
                Property.KAFKA_BROKERS,
                BROKERS.matcher(brokers).matches(),
                Finding.quoted(brokers),
                "host:port, several by commas without blanks");
        check(
                Property.KAFKA_TOPIC,
                TOPICS.matcher(topic).matches(),
                Finding.quoted(topic),
                "a topic's name, several by commas without blanks: letters, digits, '.', '_' and '-'");
        check(
                Property.KAFKA_GROUP_ID,
                GROUP.matcher(groupId).matches(),
                Finding.quoted(groupId),
                "the name of a consumer group: letters, digits, '.', '_', ':' and '-'");
        check(
                Property.KAFKA_CONSUMERS,
                consumers >= 1 && consumers <= 64,
                Integer.toString(consumers),
                "a number from 1 to 64");
        check(
                Property.KAFKA_IN_FLIGHT,
                inFlight >= 1 && inFlight <= 10_000,
                Integer.toString(inFlight),
                "a number from 1 to 10000");
        oneOf(Property.KAFKA_AUTO_OFFSET_RESET, autoOffsetReset, List.of("earliest", "latest", "none"));
        oneOf(Property.KAFKA_GROUP_PROTOCOL, groupProtocol, List.of("classic", "consumer"));
    }

    private static void oneOf(Property property, String value, List<String> possible) {
        check(property, possible.contains(value), Finding.quoted(value), String.join(" or ", possible));
    }
}
