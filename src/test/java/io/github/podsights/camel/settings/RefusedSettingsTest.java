package io.github.podsights.camel.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.podsights.camel.yaml.Finding;
import io.github.podsights.camel.yaml.Findings;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each value that can't be is refused, by a finding that names its property. */
class RefusedSettingsTest {

    private static final String URL =
            "a URL that begins with http:// or https://, with a host and without user, password, query and fragment";
    private static final String BROKERS = "host:port, several by commas without blanks";

    private static final String TOPICS =
            "a topic's name, several by commas without blanks: letters, digits, '.', '_' and '-'";

    private static final String TO_10000 = "a number from 1 to 10000";
    private static final String WHOLE = "a whole number";
    private static final String WRITTEN = "a duration such as 500ms, 10s, 5m, 1h or 7d";
    private static final String SOME_TIME =
            "a duration of more than zero and at most a year, such as 500ms, 10s, 5m or 1h";

    private static final String DIRECTORY_OR_TOPIC = "file: and a directory, kafka: and a topic, or jms: and a queue";
    private static final String PARKED = "file: and a directory, kafka: and the prefix of topics, or jms: and a queue";

    private static final String QUEUE = "jms: and the name of a queue: letters, digits, '.', '_', ':', '/' and '-'";

    private static final String TOPIC =
            "kafka: and a topic, whose name has letters, digits, '.', '_' and '-', at most 249 of"
                    + " them, and is neither '.' nor '..'";

    private static final String WINDOW = "a duration of at most a year, such as 24h, or none";
    private static final String IN_URL = "a user or password in it";
    private static final String DATABASE =
            "jdbc:h2:\u2026 or jdbc:postgresql:\u2026, without user and password, or none";
    private static final String PORT = "a port from 1 to 65535, 0 for any that is free, or off";
    private static final String HOST = "a name or an address of this machine, without a port";
    private static final String TOKEN = "16 to 512 characters of ASCII, without blanks";

    private static final String IN_A_URI =
            "a directory without ?, \\ or ${ in its path, which Camel's file component can't take";

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments(Property.SOURCE, "pulsar", "'pulsar'", "file, kafka, jms or none"),
                arguments(Property.SOURCE, "file,none", null, "none alone, or one or more sources"),
                arguments(Property.ON_AMBIGUOUS, "drop", "'drop'", "retry or dead-letter"),
                arguments(
                        Property.DELIVERY_RATE,
                        "2000000",
                        "2000000.0",
                        "attempts a second, a number from 0.001 to 1000000, or none"),
                arguments(Property.DELIVERY_RATE, "fast", "'fast'", "a number such as 2 or 1.5"),
                arguments(Property.PROFILE, "pro\0file", "'pro\\u0000file'", "a path of this file system"),
                arguments(Property.GATE_MAX_PROBE_INTERVAL, "0s", null, SOME_TIME),
                arguments(Property.SOURCE, "file,", "''", "file, kafka, jms or none"),
                arguments(Property.FILE_DIRECTORY, "in\0box", "'in\\u0000box'", "a path of this file system"),
                arguments(Property.FILE_DIRECTORY, "in?box", "'/srv/in?box'", IN_A_URI),
                arguments(Property.FILE_DIRECTORY, "in${box}", "'/srv/in${box}'", IN_A_URI),
                arguments(Property.DEAD_LETTER_URI, "file:letters${}", "'/srv/letters${}'", IN_A_URI),
                arguments(Property.FILE_IN_FLIGHT, "0", "0", TO_10000),
                arguments(Property.FILE_IN_FLIGHT, "10001", "10001", TO_10000),
                arguments(Property.FILE_IN_FLIGHT, "many", "'many'", WHOLE),
                arguments(Property.FILE_IN_FLIGHT, "1.5", "'1.5'", WHOLE),
                arguments(Property.FILE_IN_FLIGHT, "99999999999", "'99999999999'", WHOLE),
                arguments(Property.FILE_QUIET, "-1s", "'-1s'", WRITTEN),
                arguments(Property.FILE_QUIET, "25h", "90000000ms", "a duration of at most a day, such as 0s or 2s"),
                arguments(Property.KAFKA_BROKERS, "broker", "'broker'", BROKERS),
                arguments(Property.KAFKA_BROKERS, "a:1, b:2", "'a:1, b:2'", BROKERS),
                arguments(Property.KAFKA_BROKERS, "kafka://a:1", "'kafka://a:1'", BROKERS),
                arguments(Property.KAFKA_TOPIC, "a b", "'a b'", TOPICS),
                arguments(Property.KAFKA_TOPIC, "a,", "'a,'", TOPICS),
                arguments(Property.KAFKA_TOPIC, "a?b=c", "'a?b=c'", TOPICS),
                arguments(
                        Property.KAFKA_GROUP_ID,
                        "a&b",
                        "'a&b'",
                        "the name of a consumer group: letters, digits, '.', '_', ':' and '-'"),
                arguments(Property.KAFKA_CONSUMERS, "0", "0", "a number from 1 to 64"),
                arguments(Property.KAFKA_CONSUMERS, "65", "65", "a number from 1 to 64"),
                arguments(Property.KAFKA_IN_FLIGHT, "0", "0", TO_10000),
                arguments(Property.KAFKA_IN_FLIGHT, "10001", "10001", TO_10000),
                arguments(Property.KAFKA_AUTO_OFFSET_RESET, "first", "'first'", "earliest or latest or none"),
                arguments(Property.KAFKA_GROUP_PROTOCOL, "new", "'new'", "classic or consumer"),
                arguments(Property.INTEGRATIONS, "\0", "'\\u0000'", "a path of this file system"),
                arguments(Property.COLLECTOR_URL, "collector", "'collector'", URL),
                arguments(Property.COLLECTOR_URL, "ftp://collector", "'ftp://collector'", URL),
                arguments(Property.COLLECTOR_URL, "http:///v1", "'http:///v1'", URL),
                arguments(Property.COLLECTOR_URL, "http://c:65536/", "'http://c:65536/'", URL),
                arguments(Property.COLLECTOR_URL, "http://me:secret@c/", "a user or password in it", URL),
                arguments(Property.COLLECTOR_URL, "http://c/?token=secret", "a query or a fragment in it", URL),
                arguments(Property.COLLECTOR_URL, "http://c/v1?", "a query or a fragment in it", URL),
                arguments(Property.COLLECTOR_URL, "http://c/#secret", "a query or a fragment in it", URL),
                arguments(Property.COLLECTOR_URL, "http://me:secret@c/?a=b", "a user or password in it", URL),
                arguments(
                        Property.COLLECTOR_URL,
                        "http://a b",
                        "'http://a b'",
                        "a URL such as https://collector.podsights.com/v1/server"),
                arguments(Property.CONNECT_TIMEOUT, "0s", "0ms", SOME_TIME),
                arguments(Property.CONNECT_TIMEOUT, "5", "'5'", WRITTEN),
                arguments(Property.RESPONSE_TIMEOUT, "0ms", "0ms", SOME_TIME),
                arguments(Property.RESPONSE_TIMEOUT, "5 minutes", "'5 minutes'", WRITTEN),
                arguments(Property.ATTEMPT_TIMEOUT, "366d", "31622400000ms", SOME_TIME),
                arguments(Property.ATTEMPT_TIMEOUT, "1.5s", "'1.5s'", WRITTEN),
                arguments(Property.CONNECTIONS, "0", "0", TO_10000),
                arguments(Property.CONNECTIONS, "10001", "10001", TO_10000),
                arguments(Property.CONNECTIONS, "all", "'all'", WHOLE),
                arguments(Property.CONNECTION_TIME_TO_LIVE, "0h", "0ms", SOME_TIME),
                arguments(Property.CONNECTION_TIME_TO_LIVE, "5S", "'5S'", WRITTEN),
                arguments(Property.PROXY, "proxy:3128", "'proxy:3128'", "http://host:port, or none"),
                arguments(Property.PROXY, "http://proxy", "'http://proxy'", "http://host:port, or none"),
                arguments(
                        Property.PROXY,
                        "http://me:secret@p:1",
                        "a user or password in it",
                        "http://host:port, or none"),
                arguments(
                        Property.PROXY,
                        "http://me:secret@squid_proxy:3128",
                        "a user or password in it",
                        "http://host:port, or none"),
                arguments(
                        Property.PROXY,
                        "http://me:secr^t@proxy:3128",
                        "a user or password in it",
                        "a URL such as https://collector.podsights.com/v1/server"),
                arguments(
                        Property.PROXY,
                        "http://^",
                        "'http://^'",
                        "a URL such as https://collector.podsights.com/v1/server"),
                arguments(Property.TRUST_STORE, "\0", "'\\u0000'", "a path of this file system"),
                arguments(Property.ATTEMPTS, "0", "0", "a number from 1 to 100"),
                arguments(Property.ATTEMPTS, "101", "101", "a number from 1 to 100"),
                arguments(Property.ATTEMPTS, "five", "'five'", WHOLE),
                arguments(Property.DELAY, "0ms", "0ms", SOME_TIME),
                arguments(Property.DELAY, "500", "'500'", WRITTEN),
                arguments(Property.MULTIPLIER, "0.9", "0.9", "a number from 1 to 10"),
                arguments(Property.MULTIPLIER, "10.1", "10.1", "a number from 1 to 10"),
                arguments(Property.MULTIPLIER, "NaN", "'NaN'", "a number such as 2 or 1.5"),
                arguments(Property.MULTIPLIER, "2f", "'2f'", "a number such as 2 or 1.5"),
                arguments(Property.MAX_DELAY, "0s", "0ms", SOME_TIME),
                arguments(Property.MAX_DELAY, "499ms", "499ms", "at least podsights.redelivery.delay, which is 500ms"),
                arguments(Property.MAX_DELAY, "long", "'long'", WRITTEN),
                arguments(Property.BUDGET, "0s", "0ms", SOME_TIME),
                arguments(Property.BUDGET, "1y", "'1y'", WRITTEN),
                arguments(Property.PARK_SCHEDULE, "1m,ten", "'1m,ten'", WRITTEN),
                arguments(Property.PARK_SCHEDULE, "1m,,1h", "'1m,,1h'", WRITTEN),
                arguments(Property.PARK_SCHEDULE, "1m,0s", "0ms", SOME_TIME),
                arguments(
                        Property.PARK_SCHEDULE,
                        "1m" + ",1m".repeat(20),
                        "21 stages",
                        "at most 20 durations by commas, such as 1m,10m,1h, or none"),
                arguments(Property.PARK_URI, "later", "'later'", PARKED),
                arguments(Property.PARK_URI, "jms:", "'jms:'", QUEUE),
                arguments(Property.PARK_URI, "jms:later?a=b", "'jms:later?…'", QUEUE),
                arguments(Property.PARK_URI, "file:", "'file:'", PARKED),
                arguments(Property.PARK_URI, "file:a?b=c", "'/srv/a?b=c'", IN_A_URI),
                arguments(
                        Property.PARK_URI,
                        "kafka:later?a=b",
                        "'kafka:later?…'",
                        "kafka: and the prefix of topics, which has letters, digits, '.', '_' and '-', at most 230 of them"),
                arguments(Property.PARK_MAX, "0", "0", "a number from 1 to 10000000"),
                arguments(
                        Property.DEAD_LETTER_URI,
                        "jms:letters?timeToLive=1",
                        "options behind jms: and a queue",
                        "none: a file dead-letter-jms in config/routes says how a letter is sent otherwise"),
                arguments(Property.DEAD_LETTER_URI, "jms:", "'jms:'", QUEUE),
                arguments(Property.DEAD_LETTER_URI, "jms:a b", "'jms:a b'", QUEUE),
                arguments(Property.DEAD_LETTER_URI, "data/letters", "'data/letters'", DIRECTORY_OR_TOPIC),
                arguments(Property.DEAD_LETTER_URI, "http://h?token=secret", "'http://h'", DIRECTORY_OR_TOPIC),
                arguments(Property.DEAD_LETTER_URI, "file:", "'file:'", DIRECTORY_OR_TOPIC),
                arguments(Property.DEAD_LETTER_URI, "file:?chmod=600", "'file:'", DIRECTORY_OR_TOPIC),
                arguments(Property.DEAD_LETTER_URI, "kafka:", "'kafka:'", TOPIC),
                arguments(Property.DEAD_LETTER_URI, "kafka:?sslKeyPassword=secret", "'kafka:'", TOPIC),
                arguments(Property.DEAD_LETTER_URI, "kafka:.", "'kafka:.'", TOPIC),
                arguments(Property.DEAD_LETTER_URI, "kafka:..", "'kafka:..'", TOPIC),
                arguments(Property.DEAD_LETTER_URI, "kafka:a b", "'kafka:a b'", TOPIC),
                arguments(Property.DEAD_LETTER_URI, "kafka:a\n?x", "'kafka:a\\n'", TOPIC),
                arguments(Property.DEAD_LETTER_URI, "kafka://letters", "'kafka://letters'", TOPIC),
                arguments(Property.DEAD_LETTER_URI, "kafka:{{topic}}", "'kafka:{{topic}}'", TOPIC),
                arguments(Property.DEAD_LETTER_URI, "kafka:caf\u00e9", "'kafka:caf\u00e9'", TOPIC),
                arguments(Property.DEAD_LETTER_URI, "kafka:" + "a".repeat(250), null, TOPIC),
                arguments(Property.DEAD_LETTER_URI, "file:\0", "'file:\\u0000'", "a path of this file system"),
                arguments(
                        Property.IDENTITY_TIME_TO_LIVE,
                        "3651d",
                        "315446400000ms",
                        "a duration of at most 3650d, such as 30d, or none"),
                arguments(Property.IDENTITY_TIME_TO_LIVE, "off", "'off'", WRITTEN),
                arguments(Property.IDENTITY_MAX_ENTRIES, "0", "0", "a number from 1 to 100000000"),
                arguments(Property.IDENTITY_MAX_ENTRIES, "100000001", "100000001", "a number from 1 to 100000000"),
                arguments(Property.IDENTITY_JDBC_URL, "jdbc:mysql://secret", "an address of another kind", DATABASE),
                arguments(Property.IDENTITY_JDBC_URL, "jdbc:h2:mem:x;PASSWORD=secret", IN_URL, DATABASE),
                arguments(Property.DUPLICATES_WINDOW, "366d", "31622400000ms", WINDOW),
                arguments(Property.DUPLICATES_WINDOW, "-1s", "'-1s'", WRITTEN),
                arguments(Property.DUPLICATES_WINDOW, "off", "'off'", WRITTEN),
                arguments(Property.DUPLICATES_MAX_ENTRIES, "0", "0", "a number from 1 to 100000000"),
                arguments(Property.DUPLICATES_MAX_ENTRIES, "100000001", "100000001", "a number from 1 to 100000000"),
                arguments(Property.DUPLICATES_MAX_ENTRIES, "many", "'many'", WHOLE),
                arguments(Property.DUPLICATES_JDBC_URL, "jdbc:mysql://secret", "an address of another kind", DATABASE),
                arguments(Property.DUPLICATES_JDBC_URL, "/srv/secret", "an address of another kind", DATABASE),
                arguments(Property.DUPLICATES_JDBC_URL, "jdbc:h2:a secret", "an address of another kind", DATABASE),
                arguments(Property.DUPLICATES_JDBC_URL, "jdbc:h2:mem:x;PASSWORD=secret", IN_URL, DATABASE),
                arguments(Property.DUPLICATES_JDBC_URL, "jdbc:postgresql://h/d?user=secret", IN_URL, DATABASE),
                arguments(Property.DUPLICATES_JDBC_URL, "jdbc:postgresql://h/d?a=b&password=secret", IN_URL, DATABASE),
                arguments(Property.DUPLICATES_JDBC_URL, "jdbc:postgresql://me:secret@h/d", IN_URL, DATABASE),
                arguments(Property.DUPLICATES_JDBC_URL, "jdbc:h2:./\0", "'./\\u0000'", "a path of this file system"),
                arguments(Property.MAX_AGE, "0s", "0ms", SOME_TIME),
                arguments(Property.MAX_AGE, "off", "'off'", WRITTEN),
                arguments(
                        Property.DEAD_LETTER_KEEP,
                        "36501d",
                        "36501d",
                        "a duration of at most 36500d, such as 90d, or off"),
                arguments(Property.DEAD_LETTER_KEEP, "for ever", "'for ever'", WRITTEN),
                arguments(Property.EVENT_MAX_BYTES, "0", "0", "a number from 1 to 16777216"),
                arguments(Property.EVENT_MAX_BYTES, "16777217", "16777217", "a number from 1 to 16777216"),
                arguments(Property.EVENT_MAX_BYTES, "1MiB", "'1MiB'", WHOLE),
                arguments(Property.JMS_BROKER, "rabbitmq", "'rabbitmq'", "artemis or activemq"),
                arguments(
                        Property.JMS_URL,
                        "localhost:61616",
                        "what is no address of a broker, or has a user in it",
                        "an address such as tcp://broker.example.com:61616; user and password are properties of their own"),
                arguments(
                        Property.JMS_QUEUE,
                        "a b",
                        "'a b'",
                        "the name of a queue: letters, digits, '.', '_', ':', '/' and '-'"),
                arguments(
                        Property.JMS_TOPIC,
                        "a b",
                        "'a b'",
                        "the name of a topic: letters, digits, '.', '_', '/' and '-'"),
                arguments(
                        Property.JMS_SUBSCRIPTION,
                        "shop",
                        "a subscription without a topic",
                        "podsights.source.jms.topic too"),
                arguments(Property.JMS_IN_FLIGHT, "1001", "1001", "a number from 1 to 1000"),
                arguments(Property.JMS_PASSWORD, "hushing", "a password without a user", "both, or neither"),
                arguments(Property.RELOAD, "yes", "'yes'", "on or off"),
                arguments(Property.ROUTES_CHECK, "maybe", "'maybe'", "on or off"),
                arguments(Property.RELOAD_LAST_GOOD, "\0", "'\\u0000'", "a path of this file system"),
                arguments(Property.ADMIN_PORT, "-1", "-1", PORT),
                arguments(Property.ADMIN_PORT, "65536", "65536", PORT),
                arguments(Property.ADMIN_PORT, "http", "'http'", PORT),
                arguments(Property.ADMIN_HOST, "a:b@c", "'a:b@c'", HOST),
                arguments(Property.ADMIN_HOST, "http://localhost", "'http://localhost'", HOST),
                arguments(Property.ADMIN_TOKEN, "secret-01234567", "one of 15 characters", TOKEN),
                arguments(Property.ADMIN_TOKEN, "secret " + "0".repeat(16), "one of 23 characters", TOKEN),
                arguments(Property.ADMIN_TOKEN, "secret\u00e9" + "0".repeat(16), "one of 23 characters", TOKEN));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refuses(Property property, String value, String found, String expected) {
        Findings findings = new Findings();

        assertThat(new SettingsReader(PropertyValuesTest.of(Map.of(property, value)), Path.of("/srv"), findings).read())
                .isEmpty();

        assertThat(findings.list()).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Finding.Severity.ERROR);
            assertThat(finding.path()).isEqualTo(property.key());
            assertThat(finding.file()).isEqualTo("system property");
            assertThat(finding.expected()).isEqualTo(expected);
            assertThat(finding.todo()).isEqualTo("change it, or remove it for the default, " + property.defaultText());
            if (found != null) {
                assertThat(finding.found()).isEqualTo(found);
            }
            assertThat(finding.toString()).doesNotContain("secret");
        });
    }

    @Test
    void everyPropertyThatCanBeWrongIsAmongThem() {
        Set<Property> tried = refused()
                .map(arguments -> (Property) arguments.get()[0])
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Property.class)));

        // A name of a query parameter can be anything, and so can a user. A password is never quoted: see below.
        assertThat(tried)
                .isEqualTo(EnumSet.complementOf(EnumSet.of(
                        Property.URL_REMOVE_PARAMETERS,
                        Property.JMS_USER,
                        Property.DUPLICATES_JDBC_USER,
                        Property.DUPLICATES_JDBC_PASSWORD,
                        Property.IDENTITY_JDBC_USER,
                        Property.IDENTITY_JDBC_PASSWORD)));
    }

    @Test
    void aTopicIsNotReadBesideAQueueNorFromABrokerWithoutSharedSubscriptions() {
        Map<Property, String> topic = Map.of(Property.JMS_TOPIC, "events");
        for (Map.Entry<Property, String> beside : Map.of(
                        Property.JMS_QUEUE, "events", Property.JMS_BROKER, "activemq", Property.JMS_SUBSCRIPTION, "a.b")
                .entrySet()) {
            Map<Property, String> both = new EnumMap<>(topic);
            both.put(beside.getKey(), beside.getValue());
            Findings findings = new Findings();

            assertThat(new SettingsReader(PropertyValuesTest.of(both), Path.of("/srv"), findings).read())
                    .isEmpty();

            assertThat(findings.list()).singleElement().satisfies(finding -> assertThat(finding.found())
                    .isEqualTo(
                            switch (beside.getKey()) {
                                case JMS_QUEUE -> "a topic beside podsights.source.jms.queue";
                                case JMS_BROKER -> "a topic of ActiveMQ Classic, which has no shared subscriptions";
                                default -> "'a.b'";
                            }));
        }
    }

    @Test
    void aListOfBrokersOfClassicIsWrittenAsItsClientTakesIt() {
        for (String url : List.of("failover:(tcp://a:1,ssl://b:2)?randomize=false", "nio+ssl://a:1")) {
            Findings findings = new Findings();
            Map<Property, String> properties = Map.of(Property.JMS_BROKER, "activemq", Property.JMS_URL, url);

            assertThat(new SettingsReader(PropertyValuesTest.of(properties), Path.of("/srv"), findings).read())
                    .as("%s", findings.list())
                    .isPresent();
        }
    }

    @Test
    void refusesAPasswordThatIsNotWhereItsPlaceholderSays() {
        Findings findings = new Findings();
        Map<Property, String> elsewhere = Map.of(Property.DUPLICATES_JDBC_PASSWORD, "{{env:NO_SUCH_VARIABLE}}");

        assertThat(new SettingsReader(PropertyValuesTest.of(elsewhere), Path.of("/srv"), findings).read())
                .isEmpty();

        assertThat(findings.list())
                .extracting(Finding::toString)
                .containsExactly("system property: podsights.duplicates.jdbc.password: found the environment variable"
                        + " 'NO_SUCH_VARIABLE' not set; expected a value in it; set 'NO_SUCH_VARIABLE' before the start,"
                        + " or correct its name");
    }

    @Test
    void namesAllThatIsWrongInOneReading() {
        Findings findings = new Findings();
        Map<Property, String> wrong = Map.of(Property.ATTEMPTS, "0", Property.FILE_QUIET, "soon");

        assertThat(new SettingsReader(PropertyValuesTest.of(wrong), Path.of("/srv"), findings).read())
                .isEmpty();

        assertThat(findings.list())
                .extracting(Finding::path)
                .containsExactly(Property.FILE_QUIET.key(), Property.ATTEMPTS.key());
    }
}
