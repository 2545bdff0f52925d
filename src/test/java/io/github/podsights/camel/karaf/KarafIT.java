package io.github.podsights.camel.karaf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.podsights.camel.collector.Behaviours;
import io.github.podsights.camel.collector.CollectorStandIn;
import io.github.podsights.camel.collector.ReceivedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/**
 * The distribution in a real Karaf, installed by the README's commands, with brokers and a collector outside; each test goes on
 * where the one before ended.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@EnabledForJreRange(max = JRE.JAVA_21, disabledReason = "Karaf 4.4 runs on Java 11 to 21")
class KarafIT {

    private static final String PROPERTIES = "etc/io.github.podsights.camel.cfg";

    private static final String INSTANCE = "io.github.podsights.camel.karaf.KarafInstance";

    private static final String BUNDLE = "io.github.podsights.camel.route.PodsightsBundle";

    private static final String CONTEXT = "io.github.podsights.camel.karaf.KarafContext";

    private static final List<String> OF_OURS = List.of(INSTANCE, BUNDLE, CONTEXT, CONTEXT + "$Converter");

    private static final String KAFKA_CONSUMER = "org.apache.kafka.clients.consumer.KafkaConsumer";

    private static final String JMS_CONSUMER = "org.apache.camel.component.jms.JmsConsumer";

    private static final List<String> CLIENTS = List.of(
            KAFKA_CONSUMER,
            "org.apache.kafka.clients.producer.KafkaProducer",
            "org.apache.activemq.artemis.jms.client.ActiveMQConnection");

    /** One for each class loader of ours that is there. */
    private static final String OUTCOMES = "[Lio.github.podsights.camel.delivery.Outcome;";

    /** Threads that end when a context does. */
    private static final String OF_US = "podsights|camel|kafka|jms";

    /** Threads that its client ends a while later. */
    private static final String OF_ARTEMIS = "activemq|artemis|netty";

    private static final String FROM_OTHER = "podsights.source.file.directory = other";

    private static final String EACH_SOURCE = "podsights.source = file,kafka,jms";

    @TempDir
    static Path directory;

    /** Each request that is to come, by the visitor that it is of. */
    private static final List<String> EXPECTED = new ArrayList<>();

    private static CollectorStandIn collector;
    private static Brokers brokers;
    private static Karaf karaf;
    private static List<String> bundlesBefore;

    @BeforeAll
    static void installByTheCommandsOfTheReadme() throws Exception {
        collector = CollectorStandIn.start();
        karaf = Karaf.unpack(directory);
        Path distribution = unpackDistribution();
        karaf.copy(distribution.resolve("karaf/system"), "system");
        karaf.putCamelFeatures(camelVersion(distribution));
        configure("podsights.source = none");
        karaf.write("etc/podsights/integrations/podsights.yaml", "config: {key: \"{{file:key.txt}}\"}\n");
        karaf.start();
        brokers = Brokers.start(directory);
        bundlesBefore = karaf.bundles();
        installByTheReadme(command -> !command.contains("kafka"));
    }

    private static void installByTheReadme(Predicate<String> which) throws IOException, InterruptedException {
        String[] commands = commandsOfTheReadme().filter(which).toArray(String[]::new);
        assertThat(commands).isNotEmpty();
        assertThat(karaf.shell(commands)).doesNotContainIgnoringCase("error");
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        try (CollectorStandIn stopped = collector;
                Brokers alsoStopped = brokers) {
            if (karaf != null) {
                karaf.close();
            }
        }
    }

    private static Path unpackDistribution() throws IOException, InterruptedException {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            Path archive = files.filter(file -> file.toString().endsWith(".tar.gz"))
                    .findFirst()
                    .orElseThrow();
            Path unpacked = Files.createDirectory(directory.resolve("distribution"));
            Process tar = new ProcessBuilder(
                            "tar", "xzf", archive.toAbsolutePath().toString(), "--strip-components=1")
                    .directory(unpacked.toFile())
                    .inheritIO()
                    .start();
            assertThat(tar.waitFor()).isZero();
            return unpacked;
        }
    }

    private static String camelVersion(Path distribution) throws IOException {
        try (Stream<Path> files = Files.walk(distribution.resolve("karaf"))) {
            Path features = files.filter(file -> file.toString().endsWith("-features.xml"))
                    .findFirst()
                    .orElseThrow();
            return Pattern.compile("<repository>mvn:org\\.apache\\.camel\\.karaf/apache-camel/([^/]+)/")
                    .matcher(Files.readString(features))
                    .results()
                    .findFirst()
                    .orElseThrow()
                    .group(1);
        }
    }

    private static Stream<String> commandsOfTheReadme() throws IOException {
        return Pattern.compile("(?m)^karaf@root\\(\\)> (.*)$")
                .matcher(Files.readString(Path.of("README.md")))
                .results()
                .map((MatchResult found) -> found.group(1));
    }

    private static void configure(String... more) throws IOException {
        karaf.write(
                PROPERTIES,
                "podsights.collector.url = " + collector.url() + "\npodsights.source.file.quiet = 0s\n"
                        + String.join("\n", more) + "\n");
    }

    private static void configureBrokers(String... more) throws IOException {
        List<String> all = new ArrayList<>(List.of(brokers.properties(), EACH_SOURCE, FROM_OTHER));
        all.addAll(List.of(more));
        int before = starts();
        configure(all.toArray(String[]::new));
        await().until(() -> starts() > before);
    }

    private static int starts() {
        return karaf.log().split("podsights-camel delivers to ", -1).length;
    }

    private static String event(String anonymousId) {
        return "{\"event\":\"Signed Up\",\"anonymous_id\":\"" + anonymousId + "\",\"consent\":{\"marketing\":true}}\n";
    }

    private static void drop(String inbox, String anonymousId) throws IOException {
        Path file = Files.createTempFile(directory, anonymousId, ".jsonl");
        Files.writeString(file, event(anonymousId));
        Path to = karaf.path(inbox);
        await().until(() -> Files.isDirectory(to));
        Files.move(file, to.resolve(anonymousId + ".jsonl"), StandardCopyOption.ATOMIC_MOVE);
    }

    /** An event by each source: it is delivered, and acknowledged. */
    private static void deliverByEach(String name) throws IOException {
        drop("podsights/other", name + "-file");
        brokers.sendToKafka(event(name + "-kafka"));
        brokers.sendToArtemis(event(name + "-jms"));
        for (String source : List.of("-file", "-kafka", "-jms")) {
            awaitPayload(name + source, "second-key");
        }
        await().until(brokers::areAcknowledged);
    }

    private static void awaitPayload(String anonymousId, String key) {
        EXPECTED.add(anonymousId);
        String payload = "{\"key\":\"" + key + "\",\"event\":\"signup\",\"id\":\"" + anonymousId + "\"}";
        await().untilAsserted(() -> assertThat(collector.received())
                .extracting(ReceivedRequest::body)
                .contains(payload));
    }

    /** Patient, for the machine may be busy. */
    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofMinutes(1));
    }

    private static void assertNothingIsLeftAtBrokers() {
        await().untilAsserted(() -> {
            assertThat(brokers.connectionsToKafka()).as("to Kafka").isZero();
            assertThat(brokers.connectionsToArtemis()).as("to Artemis").isZero();
        });
    }

    private static void awaitNoneOf(List<String> types) {
        for (String type : types) {
            await().untilAsserted(
                            () -> assertThat(karaf.instances(type)).as(type).isEmpty());
        }
    }

    @Test
    @Order(1)
    void whatWasConfiguredBeforeStaysAsItWas() throws IOException {
        assertThat(karaf.path(PROPERTIES)).content().contains("podsights.source = none");
        assertThat(karaf.path("etc/podsights/integrations/podsights.yaml"))
                .content()
                .contains("key.txt");
    }

    @Test
    @Order(2)
    void whatIsWrongIsSaidInALine() throws IOException {
        configure("podsights.source = fiel");
        await().until(() -> karaf.log().contains(PROPERTIES + ": podsights.source: found 'fiel'"));

        configure("podsights.source = kafka");
        await().until(() -> karaf.log().contains("feature:install podsights-camel-kafka"));
        configure("podsights.source = jms");
        await().until(() -> karaf.log().contains("feature:install podsights-camel-jms"));
    }

    @Test
    @Order(3)
    void aStartThatLacksAFileGoesOnWhenTheFileIsThere() throws IOException {
        configure("podsights.source = file");
        await().until(() -> karaf.log().contains("key.txt"));

        karaf.write("podsights/key.txt", "karaf-key");
        drop("podsights/data/inbox", "first");
        awaitPayload("first", "karaf-key");
    }

    @Test
    @Order(4)
    void aChangedConfigurationIsARestart() throws IOException {
        configure("podsights.source = file", FROM_OTHER);
        drop("podsights/other", "second");
        awaitPayload("second", "karaf-key");
    }

    @Test
    @Order(5)
    void integrationsAndRoutesArePutInForceWithoutOne() throws Exception {
        karaf.write("podsights/key.txt", "second-key");
        karaf.write("etc/podsights/routes/mine.camel.yaml", """
                - route:
                    id: mine
                    from:
                      uri: file:%s
                      parameters: {readLock: none, charset: UTF-8}
                      steps:
                        - to: direct:podsights
                """.formatted(karaf.path("podsights/mine")));
        await().until(() -> karaf.log().contains("The configuration was reloaded"));

        drop("podsights/mine", "third");
        awaitPayload("third", "second-key");
        assertThat(karaf.log()).doesNotContain("is refused");
    }

    @Test
    @Order(6)
    void eventsOfBrokersComeWithTheirFeatures() throws Exception {
        installByTheReadme(command -> command.contains("kafka"));
        configureBrokers();
        deliverByEach("fourth");

        brokers.sendToArtemis("{");
        await().until(() -> brokers.letters() == 1);
        await().until(brokers::areAcknowledged);
    }

    @Test
    @Order(7)
    void whatCanNotBeSentIsParkedAtItsBroker() throws Exception {
        configureBrokers("podsights.redelivery.attempts = 1", "podsights.park.schedule = 1s");
        collector.behave(Behaviours.status(503).first(2));
        brokers.sendToKafka(event("parked-kafka"));
        awaitPayload("parked-kafka", "second-key");
        brokers.sendToArtemis(event("parked-jms"));
        awaitPayload("parked-jms", "second-key");

        EXPECTED.addAll(List.of("parked-kafka", "parked-jms")); // once more each
        await().untilAsserted(() -> assertThat(ids()).containsExactlyInAnyOrderElementsOf(EXPECTED));
        await().until(() -> brokers.areAcknowledged() && brokers.isParkedEmpty());
    }

    @Test
    @Order(8)
    void updateAndRefreshGoOnWithOneInstanceAndNothingOfTheFormer() throws Exception {
        deliverByEach("fifth");
        List<Integer> consumers = karaf.instances(KAFKA_CONSUMER);
        assertThat(consumers).hasSize(1);

        karaf.shell("bundle:update io.github.podsights.camel", "bundle:refresh io.github.podsights.camel");
        deliverByEach("sixth");

        for (String type : OF_OURS) {
            await().untilAsserted(
                            () -> assertThat(karaf.instances(type)).as(type).containsExactly(1));
        }
        await().untilAsserted(() -> assertThat(karaf.instances(KAFKA_CONSUMER)).isEqualTo(consumers));
        assertThat(karaf.instances(JMS_CONSUMER))
                .as("of the source, and of what is parked")
                .containsExactly(2);
        assertThat(karaf.threads("podsights-karaf").stream().filter(line -> line.startsWith("\"podsights-karaf\"")))
                .hasSize(1);
        // Netty, in Artemis' client, keeps for itself the classes that were on the stack when it was first used.
        assertThat(karaf.instances(OUTCOMES)).as("class loaders of ours").hasSizeBetween(1, 2);
    }

    @Test
    @Order(9)
    void withoutAConfigurationNothingRuns() throws Exception {
        Files.delete(karaf.path(PROPERTIES));
        await().untilAsserted(() -> assertThat(karaf.threads(OF_US)).isEmpty());
        assertNothingIsLeftAtBrokers();
        assertThat(karaf.instances(INSTANCE)).isEmpty();
        awaitNoneOf(CLIENTS);

        Files.delete(karaf.path("etc/podsights/routes/mine.camel.yaml")); // nobody but us may care what lies there
        configureBrokers();
        deliverByEach("seventh");
        // Karaf's watch of etc takes a directory for a bundle, unless it is told not to.
        assertThat(karaf.shell("bundle:list -t 0 -l --no-format"))
                .contains("mvn:")
                .doesNotContain("etc/podsights");
    }

    @Test
    @Order(10)
    void uninstalledItLeavesNothing() throws Exception {
        karaf.shell("feature:uninstall podsights-camel-kafka podsights-camel-jms podsights-camel");

        await().untilAsserted(() ->
                assertThat(karaf.threads(OF_US + "|" + OF_ARTEMIS)).isEmpty());
        assertNothingIsLeftAtBrokers();
        awaitNoneOf(OF_OURS);
        awaitNoneOf(CLIENTS);
        assertThat(karaf.bundles()).isEqualTo(bundlesBefore);
        assertThat(ids()).as("each sent once").containsExactlyInAnyOrderElementsOf(EXPECTED);
    }

    private static List<String> ids() {
        return collector.received().stream()
                .map(request -> request.body().replaceAll(".*\"id\":\"([^\"]*)\".*", "$1"))
                .toList();
    }
}
