package io.github.podsights.camel.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Every property, with its default and what it is for: the README's table is made of these. */
public enum Property {
    SOURCE(
            "podsights.source",
            "file",
            "Where events come from: `file`, `kafka`, `jms`, several by commas, or `none` (only `direct:podsights`)."),
    FILE_DIRECTORY(
            "podsights.source.file.directory",
            "data/inbox",
            "The directory that is watched for `.jsonl`, `.ndjson` and `.json` files, each also with `.gz`."),
    FILE_IN_FLIGHT(
            "podsights.source.file.in-flight",
            "256",
            "How many events may be in flight, 1 to 10000; after a `kill -9` at most as many come twice."),
    FILE_QUIET(
            "podsights.source.file.quiet",
            "2s",
            "How long a file must have been left alone before it is taken; 0s takes it at once."),
    KAFKA_BROKERS(
            "podsights.source.kafka.brokers",
            "localhost:9092",
            "Where the cluster is first asked for: `host:port`, several by commas."),
    KAFKA_TOPIC("podsights.source.kafka.topic", "podsights-events", "The topics that are read, several by commas."),
    KAFKA_GROUP_ID(
            "podsights.source.kafka.group-id",
            "podsights",
            "The consumer group; instances of the same group share the partitions."),
    KAFKA_CONSUMERS(
            "podsights.source.kafka.consumers",
            "4",
            "How many consumers an instance has, 1 to 64; more than there are partitions have nothing to do."),
    KAFKA_IN_FLIGHT(
            "podsights.source.kafka.in-flight",
            "512",
            "How many events may be in flight in an instance, 1 to 10000; after a `kill -9` at most twice as many come"
                    + " twice."),
    KAFKA_AUTO_OFFSET_RESET(
            "podsights.source.kafka.auto-offset-reset",
            "earliest",
            "Where a group begins that has committed nothing: `earliest`, `latest`, or `none` to refuse to."),
    KAFKA_GROUP_PROTOCOL(
            "podsights.source.kafka.group-protocol",
            "classic",
            "`classic`, or `consumer` for brokers from 4.0: nobody stops reading while partitions move."),
    JMS_BROKER(
            "podsights.source.jms.broker",
            "artemis",
            "Whose client connects: `artemis` (ActiveMQ Artemis), or `activemq` (ActiveMQ Classic). A bean"
                    + " `podsightsConnectionFactory` goes before it."),
    JMS_URL(
            "podsights.source.jms.url",
            "tcp://localhost:61616",
            "The broker, with what its client takes behind a `?`; several as `(tcp://a:61616,tcp://b:61616)`, of ActiveMQ Classic"
                    + " with `failover:` before it."),
    JMS_QUEUE("podsights.source.jms.queue", "podsights.events", "The queue that is read, unless it is a topic."),
    JMS_TOPIC(
            "podsights.source.jms.topic",
            "none",
            "A topic that is read in place of a queue, by a subscription that is shared and durable; ActiveMQ Classic has none."),
    JMS_SUBSCRIPTION(
            "podsights.source.jms.subscription",
            "podsights",
            "The name of the topic's subscription; instances that name the same share its messages."),
    JMS_IN_FLIGHT(
            "podsights.source.jms.in-flight",
            "64",
            "How many events may be in flight in an instance, 1 to 1000, by as many consumers; after a `kill -9` at most as"
                    + " many come twice."),
    JMS_USER("podsights.source.jms.user", "none", "Who it connects as."),
    JMS_PASSWORD("podsights.source.jms.password", "none", "Its password, best as `{{env:NAME}}` or `{{file:/path}}`."),
    INTEGRATIONS(
            "podsights.integrations",
            "config/integrations",
            "The directory of the integrations, a YAML file each; by default the directory `integrations` of the"
                    + " configuration."),
    COLLECTOR_URL(
            "podsights.collector.url",
            "https://collector.podsights.com/v1/server",
            "The collector's address, `http` or `https`."),
    CONNECT_TIMEOUT("podsights.collector.connect-timeout", "5s", "How long a connection may take to be made."),
    RESPONSE_TIMEOUT(
            "podsights.collector.response-timeout",
            "10s",
            "How long the collector may be silent, the time to connect included."),
    ATTEMPT_TIMEOUT(
            "podsights.collector.attempt-timeout",
            "20s",
            "How long an attempt may take as a whole, from the connection to the last byte of the answer."),
    CONNECTIONS(
            "podsights.collector.connections",
            "as many as in flight, for each integration",
            "How many connections there may be, 1 to 10000, of all integrations; by default more as integrations come while it"
                    + " runs. Fewer than deliveries in flight make them wait for each other."),
    CONNECTION_TIME_TO_LIVE(
            "podsights.collector.connection-time-to-live",
            "1m",
            "How long a connection is used before it is made anew."),
    PROXY("podsights.collector.proxy", "none", "An HTTP proxy on the way to the collector: `http://host:port`."),
    TRUST_STORE(
            "podsights.collector.trust-store",
            "the JVM's",
            "Certificates to trust, in place of the JVM's: a file in PEM, PKCS#12 or JKS form, without a password."),
    ATTEMPTS("podsights.redelivery.attempts", "5", "How often a delivery is tried in place, 1 to 100."),
    DELAY(
            "podsights.redelivery.delay",
            "500ms",
            "The backoff after the first attempt; the wait is drawn between 0 and it."),
    MULTIPLIER(
            "podsights.redelivery.multiplier", "2", "What the backoff grows by after each further attempt, 1 to 10."),
    MAX_DELAY("podsights.redelivery.max-delay", "30s", "The longest backoff."),
    BUDGET("podsights.redelivery.budget", "60s", "The time from the first attempt in which the last one has to begin."),
    ON_AMBIGUOUS(
            "podsights.redelivery.on-ambiguous",
            "retry",
            "What becomes of a delivery that was sent but not answered, so that the collector may have accepted it:"
                    + " `retry` (it may arrive twice) or `dead-letter` (it may never have arrived)."),
    DELIVERY_RATE(
            "podsights.delivery.rate", "none", "The most attempts a second for each integration, 0.001 to 1000000."),
    GATE_MAX_PROBE_INTERVAL(
            "podsights.gate.max-probe-interval",
            "5s",
            "The longest time between two probes while nothing can be sent; while an integration is paused by an answer,"
                    + " twelve times that."),
    PROFILE("podsights.profile", "the shipped one", "A YAML file that says how the collector's answers are taken."),
    MAX_AGE(
            "podsights.delivery.max-age",
            "7d",
            "How old an event may be that is sent, by its own timestamp: the collector dates it to when it comes. An"
                    + " older one is a dead letter, `too_old`; a replay sends it, and warns."),
    PARK_SCHEDULE(
            "podsights.park.schedule",
            "1m,10m,1h,6h,16h",
            "How long a delivery that failed in place is parked, stage by stage; `none` parks nothing."),
    PARK_URI(
            "podsights.park.uri",
            "by source",
            "Where deliveries are parked: `file:` and a directory, `kafka:` and the prefix of topics, or `jms:` and a queue. By"
                    + " default `file:data/parked` for files, for Kafka `kafka:` and the consumer group with `-parked`, for"
                    + " JMS `jms:` and the queue with `.parked`; those of `direct:podsights` are parked only if it is set."),
    PARK_MAX(
            "podsights.park.max",
            "100000",
            "How many deliveries may be parked, 1 to 10000000; sources are held while there are as many."),
    DEAD_LETTER_URI(
            "podsights.dead-letter.uri",
            "file:data/dead-letters",
            "Where dead letters go: `file:` and a directory, `kafka:` and a topic, which may have options of camel-kafka"
                    + " behind a `?`, or `jms:` and a queue."),
    DUPLICATES_WINDOW(
            "podsights.duplicates.window",
            "24h",
            "For how long after a delivery was accepted the same one is a duplicate, and not sent; `none`: nothing is one."),
    DUPLICATES_MAX_ENTRIES(
            "podsights.duplicates.max-entries",
            "by the size of the heap",
            "How many accepted deliveries are remembered in memory, 1 to 100000000; by default 1000000, or what a fifth of the"
                    + " heap and three tenths of its old generation hold; the oldest are forgotten first."),
    DUPLICATES_JDBC_URL(
            "podsights.duplicates.jdbc.url",
            "none",
            "A database that remembers them in place of the memory, `jdbc:h2:…` or `jdbc:postgresql:…`; its table is made if it"
                    + " is missing."),
    DUPLICATES_JDBC_USER("podsights.duplicates.jdbc.user", "none", "The user of that database."),
    DUPLICATES_JDBC_PASSWORD(
            "podsights.duplicates.jdbc.password", "none", "Its password, best as `{{env:NAME}}` or `{{file:/path}}`."),
    IDENTITY_TIME_TO_LIVE(
            "podsights.identity.time-to-live",
            "30d",
            "For how long after an `identify` event the hash of its e-mail address is known of its visitor; `none`: none is."),
    IDENTITY_MAX_ENTRIES(
            "podsights.identity.max-entries",
            "1000000",
            "Under how many ids hashes are kept, 1 to 100000000; the oldest are forgotten first. Unless it is set, memory keeps"
                    + " no more than a fifth of the heap and three tenths of its old generation hold."),
    IDENTITY_JDBC_URL(
            "podsights.identity.jdbc.url",
            "none",
            "A database that keeps them in place of the memory, `jdbc:h2:…` or `jdbc:postgresql:…`; its table is made if it is"
                    + " missing."),
    IDENTITY_JDBC_USER("podsights.identity.jdbc.user", "none", "The user of that database."),
    IDENTITY_JDBC_PASSWORD(
            "podsights.identity.jdbc.password", "none", "Its password, best as `{{env:NAME}}` or `{{file:/path}}`."),
    DEAD_LETTER_KEEP(
            "podsights.dead-letter.keep",
            "90d",
            "How long dead letters in a directory are kept, replayed or not; `off` keeps them for ever."),
    EVENT_MAX_BYTES("podsights.event.max-bytes", "1048576", "The largest event that is read, in bytes, 1 to 16777216."),
    URL_REMOVE_PARAMETERS(
            "podsights.url.remove-parameters",
            "none",
            "Names of query parameters, by commas, that are removed from URLs in addition to the built-in ones."),
    RELOAD(
            "podsights.reload",
            "on",
            "Whether `run` looks once a second whether integrations, their secrets, the profile or `config/routes` have changed,"
                    + " and puts that in force: `on` or `off`."),
    RELOAD_LAST_GOOD(
            "podsights.reload.last-good",
            "data/last-good",
            "The directory in which the configuration in force is kept, for a restart with a broken file; `none` keeps"
                    + " nothing."),
    ROUTES_CHECK(
            "podsights.routes.check",
            "on",
            "Whether a start, and a change while it runs, refuse what `validate` finds wrong in `config/routes`: `on`, or `off`,"
                    + " where a route that does not keep the settlement contract as it is checked is right all the same."),
    ADMIN_PORT(
            "podsights.admin.port",
            "8084",
            "Where `run` shows metrics, health and status over HTTP; 0 for any port that is free, `off` for none. `run"
                    + " --once` has none unless this is set, and an embedding application never."),
    ADMIN_HOST("podsights.admin.host", "127.0.0.1", "The address that it listens on; `0.0.0.0` for all of them."),
    ADMIN_TOKEN(
            "podsights.admin.token",
            "none",
            "What has to be shown (`Authorization: Bearer …`) for everything but metrics and health, at least 16"
                    + " characters, best as `{{env:NAME}}` or `{{file:/path}}`; without it only this machine gets that.");

    private final String key;
    private final String defaultText;
    private final String description;

    Property(String key, String defaultText, String description) {
        this.key = key;
        this.defaultText = defaultText;
        this.description = description;
    }

    /** The name of the property, such as {@code podsights.collector.url}. */
    public String key() {
        return key;
    }

    /** The default as a person reads it. */
    public String defaultText() {
        return defaultText;
    }

    /** What it is for, in Markdown. */
    public String description() {
        return description;
    }

    /** The environment variable that goes before the file: {@code PODSIGHTS_COLLECTOR_URL}. */
    public String environmentVariable() {
        return variable(key);
    }

    /** The environment variable that goes before a file for a property of any name, also one of Camel's. */
    public static String variable(String name) {
        return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** The property of that name. */
    public static Optional<Property> of(String key) {
        return Arrays.stream(values())
                .filter(property -> property.key.equals(key))
                .findFirst();
    }

    /** The names of all properties. */
    public static List<String> keys() {
        return Arrays.stream(values()).map(Property::key).toList();
    }
}
