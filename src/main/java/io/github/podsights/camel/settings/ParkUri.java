package io.github.podsights.camel.settings;

import static io.github.podsights.camel.settings.Check.check;

import io.github.podsights.camel.yaml.Finding;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Where deliveries are parked: {@code file:DIR}, {@code kafka:PREFIX}, of topics that are told apart by their delay, or
 * {@code jms:QUEUE}.
 */
public sealed interface ParkUri {

    /** A topic's name has at most 249 characters, and the delay is to stand behind it. */
    int LONGEST_GROUP = 200;

    /** A directory. */
    record Directory(Path path) implements ParkUri {

        private static final String SCHEME = "file:";

        public Directory {
            check(Property.PARK_URI, FileUri.isPossible(path), Finding.quoted(path.toString()), FileUri.POSSIBLE);
        }

        @Override
        public String toString() {
            return SCHEME + path;
        }
    }

    /** Topics of Kafka, one for each delay: the prefix, {@code -}, and the delay, as in {@code podsights-parked-10m}. */
    record Topics(String prefix) implements ParkUri {

        private static final String SCHEME = "kafka:";

        /** With a delay behind it, it is a name of at most 249 characters. */
        private static final Pattern POSSIBLE = Pattern.compile("[A-Za-z0-9._-]{1,230}");

        public Topics {
            check(
                    Property.PARK_URI,
                    POSSIBLE.matcher(prefix).matches(),
                    Check.quote(SCHEME + prefix),
                    "kafka: and the prefix of topics, which has letters, digits, '.', '_' and '-', at most 230 of them");
        }

        @Override
        public String toString() {
            return SCHEME + prefix;
        }
    }

    /** A queue of a JMS broker, which keeps each message back until it is due. */
    record Queue(String name) implements ParkUri {

        private static final String SCHEME = "jms:";

        public Queue {
            check(
                    Property.PARK_URI,
                    JmsSourceSettings.isQueue(name),
                    Check.quote(SCHEME + name),
                    "jms: and " + JmsSourceSettings.QUEUE_NAME);
        }

        @Override
        public String toString() {
            return SCHEME + name;
        }
    }

    /**
     * Takes an address apart.
     *
     * @param resolve makes a path of a directory as it was written
     * @throws InvalidSettingException if it is none
     */
    static ParkUri of(String uri, Function<String, Path> resolve) {
        if (uri.startsWith(Topics.SCHEME)) {
            return new Topics(uri.substring(Topics.SCHEME.length()));
        }
        if (uri.startsWith(Queue.SCHEME)) {
            return new Queue(uri.substring(Queue.SCHEME.length()));
        }
        check(
                Property.PARK_URI,
                uri.startsWith(Directory.SCHEME) && uri.length() > Directory.SCHEME.length(),
                Check.quote(uri),
                "file: and a directory, kafka: and the prefix of topics, or jms: and a queue");
        return new Directory(resolve.apply(uri.substring(Directory.SCHEME.length())));
    }

    /**
     * Where the deliveries of each kind of source are parked.
     *
     * @param sources the kinds of source that run
     * @param uri what is set; empty for the source's own kind
     * @param base the directory that a relative path is taken from
     * @param group the consumer group of the Kafka source: its topics are its own, for another group that read them would
     *     send what is parked there as well
     * @param queue that the JMS source reads, or its subscription
     * @return by the kind of source; those of {@code direct} only if it is set
     */
    static Map<String, ParkUri> places(
            List<String> sources, Optional<ParkUri> uri, Path base, String group, String queue) {
        Map<String, ParkUri> places = new HashMap<>();
        uri.ifPresent(set -> places.put("direct", set));
        if (sources.contains("file")) {
            places.put("file", uri.orElseGet(() -> new Directory(base.resolve("data/parked"))));
        }
        if (sources.contains("jms")) {
            places.put("jms", uri.orElseGet(() -> new Queue(parkedQueue(queue))));
        }
        if (sources.contains("kafka")) {
            places.put("kafka", uri.orElseGet(() -> new Topics(ofTopics(group) + "-parked")));
        }
        return places;
    }

    /** Where address and queue are named apart, the address is that of others. */
    private static String parkedQueue(String queue) {
        String own = ".parked";
        String name = queue.substring(queue.lastIndexOf("::") + 1).replaceFirst("^:", "");
        return name.substring(0, Math.min(name.length(), 255 - own.length())) + own;
    }

    /** A group may have a name that no topic can have. */
    private static String ofTopics(String group) {
        String name = group.replaceAll("[^A-Za-z0-9._-]", "_");
        return name.substring(0, Math.min(name.length(), LONGEST_GROUP));
    }
}
