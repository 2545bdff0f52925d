package io.github.podsights.camel.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.podsights.camel.integration.Secret;
import io.github.podsights.camel.yaml.Findings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings as they are made of properties. */
class SettingsReaderTest {

    private static final Path BASE = Path.of("/srv/shop");

    @Test
    void everyPropertyHasItsDefault() {
        Settings settings = read(Map.of());
        assertThat(settings.withoutSources().deadLetterKeep())
                .as("nothing is erased")
                .isZero();

        assertThat(settings)
                .isEqualTo(new Settings(
                        Set.of("file"),
                        new FileSourceSettings(Path.of("/srv/shop/data/inbox"), 256, Duration.ofSeconds(2)),
                        new KafkaSourceSettings(
                                "localhost:9092", "podsights-events", "podsights", 4, 512, "earliest", "classic"),
                        new JmsSourceSettings(
                                JmsBroker.ARTEMIS,
                                "tcp://localhost:61616",
                                "podsights.events",
                                Optional.empty(),
                                64,
                                Optional.empty(),
                                Optional.empty()),
                        Path.of("/srv/shop/config/integrations"),
                        new CollectorSettings(
                                URI.create("https://collector.podsights.com/v1/server"),
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(20),
                                256,
                                true,
                                Duration.ofMinutes(1),
                                null,
                                null),
                        new RedeliverySettings(
                                5, Duration.ofMillis(500), 2, Duration.ofSeconds(30), Duration.ofSeconds(60)),
                        new DeliverySettings(Duration.ofSeconds(5), 0, OnAmbiguous.RETRY, null),
                        Duration.ofDays(7),
                        new ParkSettings(
                                List.of(
                                        Duration.ofMinutes(1),
                                        Duration.ofMinutes(10),
                                        Duration.ofHours(1),
                                        Duration.ofHours(6),
                                        Duration.ofHours(16)),
                                Map.of("file", new ParkUri.Directory(Path.of("/srv/shop/data/parked"))),
                                100_000),
                        new DeadLetterUri.Directory(Path.of("/srv/shop/data/dead-letters"), ""),
                        new DuplicatesSettings(
                                Duration.ofHours(24),
                                StoresReader.duplicatesIn(Heap.now().roomOfStore()),
                                Optional.empty()),
                        new IdentitySettings(
                                Duration.ofDays(30),
                                StoresReader.identitiesIn(Heap.now().roomOfStore()),
                                Optional.empty()),
                        Duration.ofDays(90),
                        1_048_576,
                        List.of(),
                        new ReloadSettings(true, true, Optional.of(Path.of("/srv/shop/data/last-good"))),
                        new AdminSettings(OptionalInt.of(8084), "127.0.0.1", Optional.empty())));
    }

    @Test
    void everyPropertyCanBeSet() {
        Map<Property, String> set = new EnumMap<>(Property.class);
        set.put(Property.SOURCE, "none");
        set.put(Property.FILE_DIRECTORY, "/var/in");
        set.put(Property.FILE_IN_FLIGHT, "10000");
        set.put(Property.FILE_QUIET, "0s");
        set.put(Property.KAFKA_BROKERS, "a:1,b:2");
        set.put(Property.KAFKA_TOPIC, "c,d.e");
        set.put(Property.KAFKA_GROUP_ID, "f");
        set.put(Property.KAFKA_CONSUMERS, "64");
        set.put(Property.KAFKA_IN_FLIGHT, "1");
        set.put(Property.KAFKA_AUTO_OFFSET_RESET, "none");
        set.put(Property.KAFKA_GROUP_PROTOCOL, "consumer");
        set.put(Property.JMS_BROKER, "artemis");
        set.put(Property.JMS_URL, "tcp://broker:61616?a=b");
        set.put(Property.JMS_TOPIC, "shop.events");
        set.put(Property.JMS_SUBSCRIPTION, "shop");
        set.put(Property.JMS_IN_FLIGHT, "1000");
        set.put(Property.JMS_USER, "shop");
        set.put(Property.JMS_PASSWORD, "hushing");
        set.put(Property.INTEGRATIONS, "more/../integrations");
        set.put(Property.COLLECTOR_URL, "http://localhost:8085/v1/server");
        set.put(Property.CONNECT_TIMEOUT, "1ms");
        set.put(Property.RESPONSE_TIMEOUT, "2 s");
        set.put(Property.ATTEMPT_TIMEOUT, "3m");
        set.put(Property.CONNECTIONS, "1");
        set.put(Property.CONNECTION_TIME_TO_LIVE, "4h");
        set.put(Property.PROXY, "http://proxy.example.com:3128");
        set.put(Property.TRUST_STORE, "certificates.pem");
        set.put(Property.ATTEMPTS, "100");
        set.put(Property.DELAY, "1ms");
        set.put(Property.MULTIPLIER, "1.5");
        set.put(Property.MAX_DELAY, "1ms");
        set.put(Property.BUDGET, "365d");
        set.put(Property.ON_AMBIGUOUS, "dead-letter");
        set.put(Property.DELIVERY_RATE, "0.5");
        set.put(Property.GATE_MAX_PROBE_INTERVAL, "7s");
        set.put(Property.PROFILE, "config/profile.yaml");
        set.put(Property.MAX_AGE, "1h");
        set.put(Property.PARK_SCHEDULE, "5s, 2m");
        set.put(Property.PARK_URI, "kafka:later");
        set.put(Property.PARK_MAX, "1");
        set.put(Property.DEAD_LETTER_URI, "kafka:letters?clientId=shop");
        set.put(Property.DUPLICATES_WINDOW, "365d");
        set.put(Property.DUPLICATES_MAX_ENTRIES, "100000000");
        set.put(Property.DUPLICATES_JDBC_URL, "jdbc:postgresql://db.example.com/podsights");
        set.put(Property.DUPLICATES_JDBC_USER, "podsights");
        set.put(Property.DUPLICATES_JDBC_PASSWORD, "hush");
        set.put(Property.IDENTITY_TIME_TO_LIVE, "3650d");
        set.put(Property.IDENTITY_MAX_ENTRIES, "99999999");
        set.put(Property.IDENTITY_JDBC_URL, "jdbc:postgresql://db.example.com/visitors");
        set.put(Property.IDENTITY_JDBC_USER, "visitors");
        set.put(Property.IDENTITY_JDBC_PASSWORD, "hushed");
        set.put(Property.DEAD_LETTER_KEEP, "off");
        set.put(Property.EVENT_MAX_BYTES, "16777216");
        set.put(Property.URL_REMOVE_PARAMETERS, "coupon, loyalty_card");
        set.put(Property.RELOAD, "off");
        set.put(Property.RELOAD_LAST_GOOD, "none");
        set.put(Property.ROUTES_CHECK, "off");
        set.put(Property.ADMIN_PORT, "off");
        set.put(Property.ADMIN_HOST, "0.0.0.0");
        set.put(Property.ADMIN_TOKEN, "0123456789abcdef");
        // It is one or the other.
        assertThat(set.keySet()).isEqualTo(EnumSet.complementOf(EnumSet.of(Property.JMS_QUEUE)));

        assertThat(read(set))
                .isEqualTo(new Settings(
                        Set.of("none"),
                        new FileSourceSettings(Path.of("/var/in"), 10_000, Duration.ZERO),
                        new KafkaSourceSettings("a:1,b:2", "c,d.e", "f", 64, 1, "none", "consumer"),
                        new JmsSourceSettings(
                                JmsBroker.ARTEMIS,
                                "tcp://broker:61616?a=b",
                                "podsights.events",
                                Optional.of(new JmsSubscription("shop.events", "shop")),
                                1000,
                                Optional.of("shop"),
                                Optional.of(new Secret("hushing"))),
                        Path.of("/srv/shop/integrations"),
                        new CollectorSettings(
                                URI.create("http://localhost:8085/v1/server"),
                                Duration.ofMillis(1),
                                Duration.ofSeconds(2),
                                Duration.ofMinutes(3),
                                1,
                                false,
                                Duration.ofHours(4),
                                URI.create("http://proxy.example.com:3128"),
                                Path.of("/srv/shop/certificates.pem")),
                        new RedeliverySettings(
                                100, Duration.ofMillis(1), 1.5, Duration.ofMillis(1), Duration.ofDays(365)),
                        new DeliverySettings(
                                Duration.ofSeconds(7),
                                0.5,
                                OnAmbiguous.DEAD_LETTER,
                                Path.of("/srv/shop/config/profile.yaml")),
                        Duration.ofHours(1),
                        new ParkSettings(
                                List.of(Duration.ofSeconds(5), Duration.ofMinutes(2)),
                                Map.of("direct", new ParkUri.Topics("later")),
                                1),
                        new DeadLetterUri.Topic("letters", "clientId=shop"),
                        new DuplicatesSettings(
                                Duration.ofDays(365),
                                100_000_000,
                                Optional.of(new DatabaseSettings(
                                        Property.DUPLICATES_JDBC_URL,
                                        "jdbc:postgresql://db.example.com/podsights",
                                        Optional.of("podsights"),
                                        Optional.of(new Secret("hush"))))),
                        new IdentitySettings(
                                Duration.ofDays(3650),
                                99_999_999,
                                Optional.of(new DatabaseSettings(
                                        Property.IDENTITY_JDBC_URL,
                                        "jdbc:postgresql://db.example.com/visitors",
                                        Optional.of("visitors"),
                                        Optional.of(new Secret("hushed"))))),
                        Duration.ZERO,
                        16_777_216,
                        List.of("coupon", "loyalty_card"),
                        new ReloadSettings(false, false, Optional.empty()),
                        new AdminSettings(OptionalInt.empty(), "0.0.0.0", Optional.of("0123456789abcdef"))));
    }

    @Test
    void aBlankValueIsNone() {
        Map<Property, String> blank = new EnumMap<>(Property.class);
        List.of(Property.values()).forEach(property -> blank.put(property, " "));

        assertThat(read(blank)).isEqualTo(read(Map.of()));
    }

    @Test
    void theWordNoneIsNoProxyNoTokenAndNoFurtherParameter() {
        assertThat(read(Map.of(
                        Property.PROXY, "none", Property.ADMIN_TOKEN, "none", Property.URL_REMOVE_PARAMETERS, "none")))
                .isEqualTo(read(Map.of()));
    }

    @Test
    void whatIsParkedInKafkaIsOfTheConsumerGroupAlone() {
        assertThat(read(Map.of(
                                Property.SOURCE,
                                "kafka",
                                Property.KAFKA_TOPIC,
                                "a,b",
                                Property.KAFKA_GROUP_ID,
                                "shop:eu"))
                        .parking()
                        .places())
                .containsEntry("kafka", new ParkUri.Topics("shop_eu-parked"));
    }

    @Test
    void whatIsParkedInJmsGoesToAQueueBesideTheOneThatIsRead() {
        assertThat(read(Map.of(Property.SOURCE, "jms")).parking().queue()).contains("podsights.events.parked");
        assertThat(read(Map.of(Property.SOURCE, "jms", Property.JMS_QUEUE, "shop::shop.eu"))
                        .parking()
                        .queue())
                .contains("shop.eu.parked");
        assertThat(read(Map.of(Property.SOURCE, "jms", Property.JMS_TOPIC, "shop", Property.JMS_SUBSCRIPTION, "eu"))
                        .parking()
                        .queue())
                .as("of a topic it is the subscription's")
                .contains("eu.parked");
        assertThat(read(Map.of(Property.SOURCE, "jms", Property.PARK_URI, "file:later"))
                        .parking()
                        .places())
                .containsEntry("jms", new ParkUri.Directory(Path.of("/srv/shop/later")));
    }

    @Test
    void aQueueThatIsReadForEventsTakesNeitherParkedDeliveriesNorDeadLetters() {
        assertThat(refused(Map.of(Property.SOURCE, "jms", Property.PARK_URI, "jms:podsights.events")))
                .contains("podsights.park.uri: found 'jms:podsights.events'; expected another queue");
        for (String queue : List.of("jms:podsights.events", "jms:podsights.events.parked")) {
            assertThat(refused(Map.of(Property.SOURCE, "jms", Property.DEAD_LETTER_URI, queue)))
                    .contains("podsights.dead-letter.uri: found '" + queue + "'; expected another queue");
        }
    }

    @Test
    void noneIsNoWindowAndNoDatabaseOfDuplicates() {
        assertThat(read(Map.of(Property.DUPLICATES_WINDOW, "none")).duplicates().isOn())
                .isFalse();
        assertThat(read(Map.of(Property.DUPLICATES_WINDOW, "0s")).duplicates().isOn())
                .isFalse();
        assertThat(read(Map.of(Property.DUPLICATES_WINDOW, "1ms")).duplicates().isOn())
                .isTrue();
        assertThat(read(Map.of(
                        Property.DUPLICATES_JDBC_URL, "none",
                        Property.DUPLICATES_JDBC_USER, "none",
                        Property.DUPLICATES_JDBC_PASSWORD, "none")))
                .isEqualTo(read(Map.of()));
    }

    @Test
    void rememberedDuplicatesFitInTheirRoom() {
        assertThat(StoresReader.duplicatesIn(1L << 40)).isEqualTo(1_000_000);
        assertThat(StoresReader.duplicatesIn((256L << 20) / 5)).isEqualTo(372_827);
        assertThat(StoresReader.duplicatesIn(1)).isEqualTo(1);
    }

    @Test
    void rememberedIdentitiesFitInTheirRoom() {
        assertThat(StoresReader.identitiesIn(1L << 40)).isEqualTo(1_000_000);
        assertThat(StoresReader.identitiesIn((256L << 20) / 5)).isEqualTo(298_261);
        assertThat(StoresReader.identitiesIn(1)).isEqualTo(1);
    }

    @Test
    void aDatabaseOfIdentitiesIsBoundByItsNumberAndNotByTheHeap() {
        assertThat(read(Map.of(Property.IDENTITY_JDBC_URL, "jdbc:h2:mem:x"))
                        .identity()
                        .maxEntries())
                .isEqualTo(1_000_000);
    }

    @Test
    void noneIsNoTimeToLiveAndNoDatabaseOfIdentities() {
        assertThat(read(Map.of(Property.IDENTITY_TIME_TO_LIVE, "none"))
                        .identity()
                        .isOn())
                .isFalse();
        assertThat(read(Map.of(Property.IDENTITY_TIME_TO_LIVE, "1ms"))
                        .identity()
                        .isOn())
                .isTrue();
        assertThat(read(Map.of(
                        Property.IDENTITY_JDBC_URL, "none",
                        Property.IDENTITY_JDBC_USER, "none",
                        Property.IDENTITY_JDBC_PASSWORD, "none")))
                .isEqualTo(read(Map.of()));
    }

    @Test
    void aDatabaseInARelativeFileLiesWhereTheOtherPathsAreTakenFrom() {
        assertThat(url("jdbc:h2:./data/duplicates;MODE=x")).contains("jdbc:h2:/srv/shop/data/duplicates;MODE=x");
        assertThat(url("jdbc:h2:file:../duplicates")).contains("jdbc:h2:file:/srv/duplicates");
        assertThat(url("jdbc:h2:mem:duplicates")).contains("jdbc:h2:mem:duplicates");
        assertThat(url("jdbc:h2:file:/srv/./d")).contains("jdbc:h2:file:/srv/./d");
    }

    @Test
    void aPasswordCanStandElsewhere(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("password"), "hush\n");

        DuplicatesSettings settings = read(Map.of(
                        Property.DUPLICATES_JDBC_URL,
                        "jdbc:h2:mem:x",
                        Property.DUPLICATES_JDBC_PASSWORD,
                        "{{file:" + file + "}}"))
                .duplicates();

        assertThat(settings.database().flatMap(DatabaseSettings::password)).contains(new Secret("hush"));
        assertThat(settings.toString()).doesNotContain("hush");
    }

    private static Optional<String> url(String url) {
        return read(Map.of(Property.DUPLICATES_JDBC_URL, url))
                .duplicates()
                .database()
                .map(DatabaseSettings::url);
    }

    @Test
    void thereAreAsManyConnectionsAsInFlightOfAllSources() {
        assertThat(read(Map.of(Property.SOURCE, "kafka")).collector().connections())
                .isEqualTo(512);
        assertThat(read(Map.of(Property.SOURCE, "file,kafka")).collector().connections())
                .isEqualTo(768);
    }

    @Test
    void thereAreAsManyConnectionsAsInFlightIfNothingElseIsSaid() {
        assertThat(read(Map.of(Property.FILE_IN_FLIGHT, "17")).collector().connections())
                .isEqualTo(17);
    }

    @Test
    void theTokenIsInNothingThatIsPrinted() {
        assertThat(read(Map.of(Property.ADMIN_TOKEN, "secret-0123456789")).toString())
                .doesNotContain("secret")
                .contains("token=***");
    }

    private static Settings read(Map<Property, String> properties) {
        Findings findings = new Findings();
        Settings settings = new SettingsReader(PropertyValuesTest.of(properties), BASE, findings)
                .read()
                .orElse(null);
        assertThat(findings.list()).isEmpty();
        return settings;
    }

    private static String refused(Map<Property, String> properties) {
        Findings findings = new Findings();
        assertThat(new SettingsReader(PropertyValuesTest.of(properties), BASE, findings).read())
                .isEmpty();
        return findings.list().toString();
    }
}
