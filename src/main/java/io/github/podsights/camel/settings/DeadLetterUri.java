package io.github.podsights.camel.settings;

import static io.github.podsights.camel.settings.Check.check;

import io.github.podsights.camel.yaml.Finding;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Where dead letters go: {@code file:DIR} or {@code kafka:TOPIC}, each maybe with options of its Camel component, or {@code
 * jms:QUEUE}.
 */
public sealed interface DeadLetterUri {

    /** What can be one. */
    String EXPECTED = "file: and a directory, kafka: and a topic, or jms: and a queue";

    /** What stands behind the {@code ?}; empty if nothing does. */
    String options();

    /** A directory. */
    record Directory(Path path, String options) implements DeadLetterUri {

        private static final String SCHEME = "file:";

        public Directory {
            Objects.requireNonNull(options, "options");
            check(
                    Property.DEAD_LETTER_URI,
                    FileUri.isPossible(path),
                    Finding.quoted(path.toString()),
                    FileUri.POSSIBLE);
        }

        /** Without the options. */
        @Override
        public String toString() {
            return SCHEME + path;
        }
    }

    /** A topic of Kafka. */
    record Topic(String name, String options) implements DeadLetterUri {

        private static final String SCHEME = "kafka:";

        /** What the route sets, so that a letter is confirmed: a second value beside it Camel takes for a list. */
        private static final Set<String> SET_BY_THE_ROUTE = Set.of(
                "deliveryTimeoutMs",
                "enableIdempotence",
                "headerFilterStrategy",
                "maxBlockMs",
                "maxRequestSize",
                "recordMetadata",
                "requestRequiredAcks",
                "requestTimeoutMs",
                "synchronous",
                "valueSerializer");

        private static final Pattern POSSIBLE = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,249}");

        public Topic {
            Objects.requireNonNull(options, "options");
            check(
                    Property.DEAD_LETTER_URI,
                    POSSIBLE.matcher(name).matches(),
                    Finding.quoted(SCHEME + name),
                    "kafka: and a topic, whose name has letters, digits, '.', '_' and '-', at most 249 of them, and is"
                            + " neither '.' nor '..'");
            for (String option : options.split("&", -1)) {
                String key = option.substring(0, (option + "=").indexOf('='));
                check(
                        Property.DEAD_LETTER_URI,
                        !SET_BY_THE_ROUTE.contains(key),
                        "the option " + key,
                        "options other than those that the route dead-letter-kafka sets");
            }
        }

        /** Without the options, which may hold a password. */
        @Override
        public String toString() {
            return SCHEME + name;
        }
    }

    /** A queue of the JMS broker that {@code podsights.source.jms.url} names. */
    record Queue(String name) implements DeadLetterUri {

        private static final String SCHEME = "jms:";

        public Queue {
            check(
                    Property.DEAD_LETTER_URI,
                    JmsSourceSettings.isQueue(name),
                    Finding.quoted(SCHEME + name),
                    "jms: and " + JmsSourceSettings.QUEUE_NAME);
        }

        /** None: the route says how a letter is sent. */
        @Override
        public String options() {
            return "";
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
     * @throws InvalidSettingException if it is none; the options, which may hold a password, are not shown
     */
    static DeadLetterUri of(String uri, Function<String, Path> resolve) {
        int query = uri.indexOf('?');
        String where = query < 0 ? uri : uri.substring(0, query);
        String options = query < 0 ? "" : uri.substring(query + 1);
        if (where.startsWith(Topic.SCHEME)) {
            return new Topic(where.substring(Topic.SCHEME.length()), options);
        }
        if (where.startsWith(Queue.SCHEME)) {
            check(
                    Property.DEAD_LETTER_URI,
                    options.isEmpty(),
                    "options behind jms: and a queue",
                    "none: a file dead-letter-jms in config/routes says how a letter is sent otherwise");
            return new Queue(where.substring(Queue.SCHEME.length()));
        }
        check(
                Property.DEAD_LETTER_URI,
                where.startsWith(Directory.SCHEME) && where.length() > Directory.SCHEME.length(),
                Finding.quoted(where),
                EXPECTED);
        return new Directory(resolve.apply(where.substring(Directory.SCHEME.length())), options);
    }
}
