package io.github.podsights.camel.settings;

import static io.github.podsights.camel.settings.Check.check;

import io.github.podsights.camel.yaml.Finding;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All properties, read and checked.
 *
 * @param sources the kinds of source that run: {@code file}, {@code kafka}, {@code jms}, or none
 * @param maxAge how old an event may be, by its own timestamp; more than zero
 * @param parking what becomes of deliveries that failed in place
 * @param deadLetterUri where dead letters go; a relative directory is resolved already
 * @param deadLetterKeep how long dead letters in a directory are kept; zero for ever
 * @param eventMaxBytes the largest event that is read, in bytes, 1 to 16 MiB
 * @param urlRemoveParameters names of query parameters that are removed in addition to the built-in ones
 * @param reload what becomes of changes of the configuration while it runs
 */
public record Settings(
        Set<String> sources,
        FileSourceSettings fileSource,
        KafkaSourceSettings kafkaSource,
        JmsSourceSettings jmsSource,
        Path integrations,
        CollectorSettings collector,
        RedeliverySettings redelivery,
        DeliverySettings delivery,
        Duration maxAge,
        ParkSettings parking,
        DeadLetterUri deadLetterUri,
        DuplicatesSettings duplicates,
        IdentitySettings identity,
        Duration deadLetterKeep,
        int eventMaxBytes,
        List<String> urlRemoveParameters,
        ReloadSettings reload,
        AdminSettings admin) {

    /** The kinds of source that {@code podsights.source} may name. */
    public static final List<String> SOURCES = List.of("file", "kafka", "jms", "none");

    /** The same without any source, and with nothing parked, taken back, or erased for its age. */
    public Settings withoutSources() {
        return new Settings(
                Set.of("none"),
                fileSource,
                kafkaSource,
                jmsSource,
                integrations,
                collector,
                redelivery,
                delivery,
                maxAge,
                parking.off(),
                deadLetterUri,
                duplicates,
                identity,
                Duration.ZERO,
                eventMaxBytes,
                urlRemoveParameters,
                reload,
                admin.withoutPort());
    }

    /** Whether events come from topics, or dead letters or parked deliveries go to some. */
    public boolean usesKafka() {
        return sources.contains("kafka")
                || deadLetterUri instanceof DeadLetterUri.Topic
                || parking.topics().isPresent();
    }

    /** Whether events come from a queue of JMS, or dead letters or parked deliveries go to one. */
    public boolean usesJms() {
        return sources.contains("jms")
                || deadLetterUri instanceof DeadLetterUri.Queue
                || parking.queue().isPresent();
    }

    /** The same without databases, for what sends nothing. */
    public Settings withoutDatabases() {
        return new Settings(
                sources,
                fileSource,
                kafkaSource,
                jmsSource,
                integrations,
                collector,
                redelivery,
                delivery,
                maxAge,
                parking,
                deadLetterUri,
                new DuplicatesSettings(duplicates.window(), duplicates.maxEntries(), Optional.empty()),
                new IdentitySettings(identity.timeToLive(), identity.maxEntries(), Optional.empty()),
                deadLetterKeep,
                eventMaxBytes,
                urlRemoveParameters,
                reload,
                admin);
    }

    public Settings {
        sources = Set.copyOf(sources);
        urlRemoveParameters = List.copyOf(urlRemoveParameters);
        for (String source : sources) {
            check(Property.SOURCE, SOURCES.contains(source), Finding.quoted(source), "file, kafka, jms or none");
        }
        check(
                Property.SOURCE,
                sources.size() == 1 || !sources.contains("none"),
                String.join(",", sources),
                "none alone, or one or more sources");
        checkQueues(
                sources.contains("jms") && jmsSource.subscription().isEmpty() ? jmsSource.queue() : null,
                parking.queue().orElse(null),
                deadLetterUri);
        Check.positive(Property.MAX_AGE, maxAge);
        check(
                Property.DEAD_LETTER_KEEP,
                !deadLetterKeep.isNegative() && deadLetterKeep.compareTo(Duration.ofDays(36_500)) <= 0,
                deadLetterKeep.toDays() + "d",
                "a duration of at most 36500d, such as 90d, or off");
        check(
                Property.EVENT_MAX_BYTES,
                eventMaxBytes >= 1 && eventMaxBytes <= 1 << 24,
                Integer.toString(eventMaxBytes),
                "a number from 1 to 16777216");
    }

    /** What is written to a queue that is read as another thing would come back, as a dead letter, for ever. */
    private static void checkQueues(String source, String parked, DeadLetterUri letters) {
        String letterQueue = letters instanceof DeadLetterUri.Queue queue ? queue.name() : null;
        check(
                Property.PARK_URI,
                parked == null || !parked.equals(source),
                Finding.quoted("jms:" + parked),
                "another queue than the one that events come from");
        check(
                Property.DEAD_LETTER_URI,
                letterQueue == null || (!letterQueue.equals(source) && !letterQueue.equals(parked)),
                Finding.quoted(letters.toString()),
                "another queue than those that events come from, or are parked in");
    }
}
