package io.github.podsights.camel.karaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.podsights.camel.collector.CollectorStandIn;
import io.github.podsights.camel.collector.ReceivedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** The distribution in a real Karaf, installed by the README's commands; each test goes on where the one before ended. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@EnabledForJreRange(max = JRE.JAVA_21, disabledReason = "Karaf 4.4 runs on Java 11 to 21")
class KarafIT {

    private static final String PROPERTIES = "etc/io.github.podsights.camel.cfg";

    private static final String INSTANCE = "io.github.podsights.camel.karaf.KarafInstance";

    private static final String BUNDLE = "io.github.podsights.camel.route.PodsightsBundle";

    private static final String CONTEXT = "io.github.podsights.camel.karaf.KarafContext";

    @TempDir
    static Path directory;

    private static CollectorStandIn collector;
    private static Karaf karaf;

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
        assertThat(karaf.shell(commandsOfTheReadme())).doesNotContainIgnoringCase("error");
    }

    @AfterAll
    static void stop() throws InterruptedException {
        try (CollectorStandIn stopped = collector) {
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

    private static String[] commandsOfTheReadme() throws IOException {
        return Pattern.compile("(?m)^karaf@root\\(\\)> (.*)$")
                .matcher(Files.readString(Path.of("README.md")))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toArray(String[]::new);
    }

    private static void configure(String... more) throws IOException {
        karaf.write(
                PROPERTIES,
                "podsights.collector.url = " + collector.url() + "\npodsights.source.file.quiet = 0s\n"
                        + String.join("\n", more) + "\n");
    }

    private static void drop(String inbox, String anonymousId) throws IOException {
        Path file = Files.createTempFile(directory, anonymousId, ".jsonl");
        Files.writeString(
                file,
                "{\"event\":\"Signed Up\",\"anonymous_id\":\"" + anonymousId
                        + "\",\"consent\":{\"marketing\":true}}\n");
        Path to = karaf.path(inbox);
        await().until(() -> Files.isDirectory(to));
        Files.move(file, to.resolve(anonymousId + ".jsonl"), StandardCopyOption.ATOMIC_MOVE);
    }

    private static void awaitPayload(String payload) {
        await().untilAsserted(() -> assertThat(collector.received())
                .extracting(ReceivedRequest::body)
                .contains(payload));
    }

    private static String signup(String anonymousId) {
        return "{\"key\":\"karaf-key\",\"event\":\"signup\",\"id\":\"" + anonymousId + "\"}";
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
        await().until(() -> karaf.log().contains("feature:install camel-kafka"));
    }

    @Test
    @Order(3)
    void aStartThatLacksAFileGoesOnWhenTheFileIsThere() throws IOException {
        configure("podsights.source = file");
        await().until(() -> karaf.log().contains("key.txt"));

        karaf.write("podsights/key.txt", "karaf-key");
        drop("podsights/data/inbox", "first");
        awaitPayload(signup("first"));
    }

    @Test
    @Order(4)
    void aChangedConfigurationIsARestart() throws IOException {
        configure("podsights.source = file", "podsights.source.file.directory = other");
        drop("podsights/other", "second");
        awaitPayload(signup("second"));
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
        awaitPayload(signup("third").replace("karaf-key", "second-key"));
        assertThat(karaf.log()).doesNotContain("is refused");
    }

    @Test
    @Order(6)
    void updateAndRefreshGoOnWithOneInstanceAndNothingOfTheFormer() throws Exception {
        karaf.shell("bundle:update io.github.podsights.camel", "bundle:refresh io.github.podsights.camel");
        drop("podsights/other", "fourth");
        awaitPayload(signup("fourth").replace("karaf-key", "second-key"));

        for (String type : List.of(INSTANCE, BUNDLE, CONTEXT, CONTEXT + "$Converter")) {
            await().untilAsserted(
                            () -> assertThat(karaf.instances(type)).as(type).containsExactly(1));
        }
        assertThat(karaf.threads().stream().filter(line -> line.startsWith("\"podsights-karaf\"")))
                .hasSize(1);
        assertThat(karaf.instances("[Lio.github.podsights.camel.delivery.Outcome;"))
                .as("class loaders of ours")
                .hasSize(1);
    }

    @Test
    @Order(7)
    void withoutAConfigurationNothingRuns() throws Exception {
        Files.delete(karaf.path(PROPERTIES));
        await().untilAsserted(() -> assertThat(karaf.threads()).isEmpty());
        assertThat(karaf.instances(INSTANCE)).isEmpty();

        configure("podsights.source = file", "podsights.source.file.directory = other");
        drop("podsights/other", "fifth");
        awaitPayload(signup("fifth").replace("karaf-key", "second-key"));
    }

    @Test
    @Order(8)
    void uninstalledItLeavesNothing() throws Exception {
        karaf.shell("feature:uninstall podsights-camel");

        await().untilAsserted(() -> assertThat(karaf.threads()).isEmpty());
        for (String type : List.of(INSTANCE, BUNDLE, CONTEXT, CONTEXT + "$Converter")) {
            await().untilAsserted(
                            () -> assertThat(karaf.instances(type)).as(type).isEmpty());
        }
        assertThat(karaf.shell("bundle:list -t 0 -s")).doesNotContain("podsights");
        assertThat(collector.received()).as("each sent once").hasSize(5);
    }
}
