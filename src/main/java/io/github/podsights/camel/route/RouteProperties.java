package io.github.podsights.camel.route;

import io.github.podsights.camel.parked.ParkTopic;
import io.github.podsights.camel.route.kafka.KafkaParts;
import io.github.podsights.camel.settings.DeadLetterUri;
import io.github.podsights.camel.settings.FileUri;
import io.github.podsights.camel.settings.JmsSourceSettings;
import io.github.podsights.camel.settings.KafkaSourceSettings;
import io.github.podsights.camel.settings.ParkSettings;
import io.github.podsights.camel.settings.Property;
import io.github.podsights.camel.settings.Settings;
import java.util.List;
import org.apache.camel.spi.PropertiesComponent;

/** The properties that the routes name: what they get is what was checked, with its default and its path resolved. */
public final class RouteProperties {

    private static final String PARK_DIRECTORY = "podsights.park.directory";
    private static final String PARK_TOPICS = "podsights.park.topics";
    private static final String PARK_ALL_TOPICS = "podsights.park.topics-of-all-delays";
    private static final String PARK_QUEUE = "podsights.park.queue";
    private static final String PARK_CONSUMERS = "podsights.park.consumers";

    /** {@code JmsParts.SCHEME}: camel-jms may not be there. */
    private static final String JMS = "podsights-jms";

    private static final String JMS_DESTINATION = "podsights.source.jms.destination";
    private static final String JMS_SHARED = "podsights.source.jms.shared";

    private RouteProperties() {}

    /** Whether a bundle itself gives it to the routes of its context: no person sets it. */
    public static boolean isMade(String name) {
        return List.of(
                        PARK_DIRECTORY,
                        PARK_TOPICS,
                        PARK_ALL_TOPICS,
                        PARK_QUEUE,
                        PARK_CONSUMERS,
                        JMS_DESTINATION,
                        JMS_SHARED)
                .contains(name);
    }

    static void override(PropertiesComponent properties, Settings settings) {
        properties.addOverrideProperty(
                Property.COLLECTOR_URL.key(), settings.collector().url().toString());
        properties.addOverrideProperty(
                Property.FILE_DIRECTORY.key(),
                FileUri.path(settings.fileSource().directory()));
        properties.addOverrideProperty(Property.DEAD_LETTER_URI.key(), endpoint(settings.deadLetterUri()));
        overrideParking(properties, settings.parking());
        settings.parking().queue().ifPresent(queue -> {
            properties.addOverrideProperty(PARK_QUEUE, queue);
            int consumers = Math.max(1, settings.jmsSource().inFlight() / 2);
            properties.addOverrideProperty(PARK_CONSUMERS, Integer.toString(consumers));
        });
        KafkaSourceSettings kafka = settings.kafkaSource();
        properties.addOverrideProperty(Property.KAFKA_BROKERS.key(), kafka.brokers());
        properties.addOverrideProperty(Property.KAFKA_TOPIC.key(), kafka.topic());
        properties.addOverrideProperty(Property.KAFKA_GROUP_ID.key(), kafka.groupId());
        properties.addOverrideProperty(Property.KAFKA_CONSUMERS.key(), Integer.toString(kafka.consumers()));
        properties.addOverrideProperty(Property.KAFKA_AUTO_OFFSET_RESET.key(), kafka.autoOffsetReset());
        properties.addOverrideProperty(Property.KAFKA_GROUP_PROTOCOL.key(), kafka.groupProtocol());
        overrideJms(properties, settings.jmsSource());
    }

    /** What is read is a queue, or a topic by its subscription: the routes need not know which. */
    private static void overrideJms(PropertiesComponent properties, JmsSourceSettings jms) {
        properties.addOverrideProperty(
                JMS_DESTINATION,
                jms.subscription().map(of -> "topic:" + of.topic()).orElse("queue:" + jms.queue()));
        properties.addOverrideProperty(
                JMS_SHARED, Boolean.toString(jms.subscription().isPresent()));
        // Another bundle in this context reads what it finds here: a queue beside a topic, say, is refused.
        jms.subscription()
                .ifPresentOrElse(
                        of -> properties.addOverrideProperty(Property.JMS_SUBSCRIPTION.key(), of.name()),
                        () -> properties.addOverrideProperty(Property.JMS_QUEUE.key(), jms.queue()));
        properties.addOverrideProperty(Property.JMS_IN_FLIGHT.key(), Integer.toString(jms.inFlight()));
    }

    /** Those that no person sets: what {@code podsights.park.uri} comes to. */
    private static void overrideParking(PropertiesComponent properties, ParkSettings parking) {
        parking.directory()
                .ifPresent(directory -> properties.addOverrideProperty(PARK_DIRECTORY, FileUri.path(directory)));
        parking.topics().ifPresent(prefix -> {
            properties.addOverrideProperty(PARK_TOPICS, prefix);
            properties.addOverrideProperty(PARK_ALL_TOPICS, ParkTopic.pattern(prefix));
        });
    }

    private static String endpoint(DeadLetterUri uri) {
        if (uri instanceof DeadLetterUri.Queue queue) {
            return JMS + ":queue:" + queue.name();
        }
        String where = uri instanceof DeadLetterUri.Directory directory
                ? FileUri.of(directory.path())
                : KafkaParts.SCHEME + ":" + ((DeadLetterUri.Topic) uri).name();
        return uri.options().isEmpty() ? where : where + "?" + uri.options();
    }
}
