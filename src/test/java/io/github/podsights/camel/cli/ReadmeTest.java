package io.github.podsights.camel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.podsights.camel.admin.OpenRoutes;
import io.github.podsights.camel.delivery.AnswerTableReader;
import io.github.podsights.camel.identity.UrlScrubber;
import io.github.podsights.camel.integration.Integration;
import io.github.podsights.camel.integration.IntegrationReader;
import io.github.podsights.camel.integration.Placeholders;
import io.github.podsights.camel.mapping.PayloadMapper;
import io.github.podsights.camel.settings.Property;
import io.github.podsights.camel.yaml.Findings;
import io.github.podsights.camel.yaml.YamlFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.component.kafka.KafkaComponentConfigurer;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PropertyBindingSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The README says what the code says. */
class ReadmeTest {

    private static final Pattern COMMAND = Pattern.compile("(?m)^\\| `([\\w-]+)(?: [^`]*)?` \\|");

    private Readme readme;

    @BeforeEach
    void read() throws IOException {
        readme = Readme.read();
    }

    @Test
    void listsEveryPropertyWithItsDefault() {
        assertThat(readme.propertyTable())
                .as("the table should be%n%s", Readme.expectedPropertyTable())
                .isEqualTo(Readme.expectedPropertyTable());
    }

    @Test
    void listsEveryMeterWithItsLabels() {
        assertThat(readme.meterTable())
                .as("the table should be%n%s", Readme.expectedMeterTable())
                .isEqualTo(Readme.expectedMeterTable());
    }

    @Test
    void showsAJobForPrometheusThatFindsTheMetricsAtTheirDefaultPlace() {
        Map<?, ?> job = (Map<?, ?>) new Load(LoadSettings.builder().build())
                .loadFromString(readme.blocks("yml").stream()
                        .filter(block -> block.contains("targets"))
                        .findFirst()
                        .orElseThrow());

        // Prometheus looks for /metrics unless it is told otherwise.
        assertThat(OpenRoutes.METRICS).isEqualTo("/metrics");
        assertThat(job.toString()).contains("targets=[localhost:" + Property.ADMIN_PORT.defaultText() + "]");
    }

    @Test
    void listsEveryCommand() {
        String from = readme.text().substring(readme.text().indexOf("| command | does |"));
        assertThat(COMMAND.matcher(from.substring(0, from.indexOf("\n\n")))
                        .results()
                        .map(row -> row.group(1)))
                .containsExactlyElementsOf(
                        Podsights.commandLine().getSubcommands().keySet());
    }

    @Test
    void showsIntegrationsThatCanBeRead() {
        assertThat(integrations()).hasSize(3).allSatisfy(block -> {
            Findings findings = new Findings();
            assertThat(integration(block, findings)).isPresent();
            assertThat(findings.list()).isEmpty();
        });
    }

    private List<String> integrations() {
        return readme.blocks("yaml").stream()
                .filter(block -> !block.startsWith("answers:"))
                .toList();
    }

    @Test
    void showsAnswersThatCanBeRead(@TempDir Path directory) throws Exception {
        List<String> tables = readme.blocks("yaml").stream()
                .filter(block -> block.startsWith("answers:"))
                .toList();

        assertThat(tables).hasSize(1).allSatisfy(table -> {
            Findings findings = new Findings();
            Path file = Files.writeString(directory.resolve("profile.yaml"), table);
            assertThat(AnswerTableReader.read(file, findings)).isPresent();
            assertThat(findings.list()).isEmpty();
        });
    }

    @Test
    void showsWhatValidatePrints(@TempDir Path directory) throws Exception {
        Matcher shown = Pattern.compile("(?s)\\$ cat (\\S+)\n(.*)\\$ \\./podsights validate\n(.*)")
                .matcher(readme.blocks("console").get(0));
        assertThat(shown.matches()).isTrue();
        Home home = new Home(directory);
        for (String file : List.of("application.properties", "tests/samples.yaml", "samples/events.jsonl")) {
            home.write("config/" + file, Files.readAllBytes(Path.of("config", file)));
        }
        home.write(shown.group(1), shown.group(2));

        Validation validation = new Validation(home.config(), name -> null, Map.of("PODSIGHTS_KEY", "key")::get);
        validation.run();

        assertThat(ValidateCommand.text(validation, new FindingText(directory), false))
                .isEqualTo(shown.group(3));
    }

    @Test
    void showsAHookThatRunsACommandThatThereIs() {
        String hook = readme.blocks("yml").stream()
                .filter(block -> block.startsWith("repos:"))
                .findFirst()
                .orElseThrow();
        Matcher entry = Pattern.compile("entry: env PODSIGHTS_KEY=\\S+ \\./podsights (\\w+)\n")
                .matcher(hook);

        assertThat(entry.find()).isTrue();
        assertThat(Podsights.commandLine().getSubcommands()).containsKey(entry.group(1));
        assertThat(new Load(LoadSettings.builder().build()).loadFromString(hook).toString())
                .contains("files=^config/")
                .contains("pass_filenames=false");
    }

    @Test
    void showsPropertiesThatCanBeRead(@TempDir Path directory) throws Exception {
        for (String block : readme.blocks("properties")) {
            Home home = new Home(directory, block);

            assertThat(Configuration.read(home.config(), new PrintWriter(Writer.nullWriter())))
                    .isNotNull();
        }
    }

    @Test
    void showsOptionsThatTheComponentOfKafkaHas() {
        Map<String, Object> options = new HashMap<>();
        readme.blocks("properties")
                .get(1)
                .lines()
                .forEach(line -> options.put(
                        line.substring("camel.component.podsights-kafka.".length(), line.indexOf('=')), "x"));
        KafkaComponent component = new KafkaComponent();

        PropertyBindingSupport.build()
                .withIgnoreCase(true)
                .withCamelContext(new DefaultCamelContext())
                .withConfigurer(new KafkaComponentConfigurer())
                .withTarget(component)
                .withProperties(options)
                .bind();

        assertThat(options).isEmpty();
    }

    @Test
    void showsTheDefaultsOfAnIntegration() {
        Findings findings = new Findings();
        Integration least = integration(integrations().get(0), findings).orElseThrow();
        Integration most = integration(integrations().get(1), findings).orElseThrow();

        assertThat(most)
                .usingRecursiveComparison()
                .ignoringFields("name", "sourceId")
                .isEqualTo(least);
    }

    @Test
    void pointsToWhatIsThere() {
        assertThat(readme.links()).isNotEmpty().allSatisfy(link -> assertThat(Path.of(link))
                .exists());
    }

    @Test
    void showsTheLinesThatTheEmbeddingTestRuns() throws IOException {
        String test = Files.readString(Path.of("src/test/java/io/github/podsights/camel/EmbeddedIT.java"));
        String shown = test.substring(test.indexOf("from here\n") + 10, test.indexOf("\n        // to here"));

        assertThat(readme.blocks("java")).first().isEqualTo(shown.stripIndent() + "\n");
    }

    @Test
    void showsTheDependencyThatTheExampleInPlainJavaHas() throws IOException {
        String shown = readme.blocks("xml").get(0);
        String version = shown.replaceAll("(?s).*<version>(.*)</version>.*", "$1");

        assertThat(Files.readString(Path.of("examples/plain-java/pom.xml")).replaceAll("\\s", ""))
                .contains(shown.replaceAll("\\s", ""));
        assertThat(Files.readString(Path.of("pom.xml")))
                .contains("<artifactId>podsights-camel</artifactId>\n  <version>" + version + "</version>");
    }

    @Test
    void showsTheBeanThatTheExampleInSpringBootHas() throws IOException {
        String example = Files.readString(Path.of("examples/spring-boot/src/main/java/shop/ShopApplication.java"));

        assertThat(readme.blocks("java")).hasSize(2);
        assertThat(example).contains(readme.blocks("java").get(1).strip().indent(4));
    }

    @Test
    void showsTheRouteThatTheExampleWithTheKameletHas() throws IOException {
        assertThat(readme.blocks("yml"))
                .contains(Files.readString(Path.of("examples/kamelet/src/main/resources/shop.camel.yaml")));
        assertThat(Files.readString(Path.of("examples/kamelet/src/main/resources/application.properties")))
                .contains("\ncamel.kamelet.podsights-sink.key={{env:PODSIGHTS_KEY}}\n");
        assertThat(readme.text()).contains("`camel.kamelet.podsights-sink.key={{env:PODSIGHTS_KEY}}`");
    }

    @Test
    void saysOfEachVersionThatIsTestedWhatThePomsSay() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        String profile = pom.substring(pom.indexOf("<id>camel-4.18</id>"));
        String spring = Files.readString(Path.of("examples/spring-boot/pom.xml"));
        String kamelet = Files.readString(Path.of("examples/kamelet/pom.xml"));

        assertThat(readme.text())
                .contains("| " + version(pom, "camel") + ": all tests |")
                .contains("    ./mvnw test -Pcamel-4.18\n")
                .contains("| " + version(profile, "camel") + ": that profile, ")
                .contains("| " + version(pom, "karaf") + ": `KarafIT` |")
                .contains("| " + version(pom, "kafka") + ": `KafkaSourceIT`, ")
                .contains("| " + version(pom, "artemis") + ", client and broker: ")
                .contains("| " + version(pom, "activemq") + ", client and broker: ")
                .contains("| camel-spring-boot " + version(spring, "camel") + " with Spring Boot "
                        + version(spring, "spring-boot") + ": ")
                .contains("| Kamelets | camel-kamelet 4.18 | " + version(kamelet, "camel") + ": ");
    }

    private static String version(String pom, String of) {
        Matcher version = Pattern.compile("<" + of + "\\.version>([^<]*)<").matcher(pom);
        assertThat(version.find()).isTrue();
        return version.group(1);
    }

    @Test
    void eachWayOfEmbeddingTakesAtMostTenLines() {
        String section = readme.text()
                .substring(
                        readme.text().indexOf("## In your own Camel application"),
                        readme.text().indexOf("## Operations"));

        assertThat(Pattern.compile("(?s)```\\w+\n(.*?)```").matcher(section).results())
                .hasSize(7)
                .allSatisfy(block -> assertThat(block.group(1).lines().count()).isLessThanOrEqualTo(10));
    }

    @Test
    void showsTheLineOfYamlThatTheEmbeddingTestLoads() throws IOException {
        String test = Files.readString(Path.of("src/test/java/io/github/podsights/camel/EmbeddedIT.java"));

        assertThat(readme.blocks("yml"))
                .filteredOn(block -> block.startsWith("- beans:"))
                .singleElement()
                .satisfies(block -> assertThat(test).contains('"' + block.strip() + "\\n\""));
    }

    @Test
    void theTwoCommandsStandAtTheTop() {
        assertThat(readme.text().lines().limit(10)).contains("    ./podsights demo", "    ./mvnw verify");
    }

    @Test
    void namesTestsThatThereAreAsShowingWhatIsSupported() throws IOException {
        List<String> named = Pattern.compile("`(\\w+IT)`")
                .matcher(readme.text())
                .results()
                .map(found -> found.group(1) + ".java")
                .distinct()
                .toList();

        try (Stream<Path> tests = Files.walk(Path.of("src/test/java"))) {
            assertThat(named)
                    .hasSizeGreaterThan(10)
                    .isSubsetOf(tests.map(test -> test.getFileName().toString()).toList());
        }
    }

    @Test
    void saysWhereverItPointsToWhatOnlyACloneHas() {
        List<String> paragraphs = Pattern.compile("\n\n")
                .splitAsStream(readme.text())
                .filter(paragraph -> Pattern.compile("]\\((?:src|bench)/|`\\./mvnw|`bench/")
                        .matcher(paragraph)
                        .find())
                .toList();

        assertThat(paragraphs).hasSizeGreaterThan(2).allSatisfy(paragraph -> assertThat(paragraph)
                .containsPattern("[Ii]n a clone"));
    }

    private static Optional<Integration> integration(String yaml, Findings findings) {
        IntegrationReader reader = new IntegrationReader(
                new Placeholders(Map.of("PODSIGHTS_KEY", "key")::get, Path.of("")),
                blueprint -> new PayloadMapper(blueprint, new UrlScrubber(List.of())));
        return YamlFile.read("README.md", yaml, findings).flatMap(map -> reader.read("readme", map, findings));
    }
}
