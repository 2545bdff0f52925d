package io.github.podsights.camel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.podsights.camel.route.SettlementListener;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Routes that a start refuses {@code validate} refuses too, in the same line. */
class RefusedRoutesIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    Path directory;

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments("no id", 3, route("").replace("    id: more\n", "")),
                arguments("an id twice", 2, route("").replace("id: more", "id: podsights-delivery")),
                arguments("rest", 1, "- rest:\n    get:\n      - path: /x\n        to: direct:podsights\n"),
                arguments(
                        "a template",
                        1,
                        "- routeTemplate:\n    id: t\n    from:\n      uri: direct:t\n      steps:\n        - log: x\n"),
                arguments(
                        "a value that an option can't have",
                        9,
                        route("- to:\n    uri: file:x\n    parameters:\n      delay: many\n      fileExist: Append\n")),
                arguments("a component without what it needs", 7, route("- to:\n    uri: \"podsights-http:\"\n")),
                arguments("an expression that has no end", 7, route("- log: x\n- log: \"${header.x\"\n")),
                arguments("an unknown function", 7, route("- log: x\n- log: \"${nosuchfunction}\"\n")),
                arguments(
                        "a predicate that is none",
                        6,
                        route("- filter:\n    simple: \"${body} === 1\"\n    steps:\n      - log: x\n")),
                arguments("a language that is not there", 7, route("- setBody:\n    jsonpath: \"$.x\"\n")),
                arguments("a data format that is not there", 7, route("- marshal:\n    csv: {}\n")),
                arguments(
                        "a method that a bean does not have",
                        8,
                        route("- bean:\n    ref: podsightsHashing\n    method: hsah\n")),
                arguments("a bean that is not there", 7, route("- process:\n    ref: podsightsHsahing\n")),
                arguments(
                        "a class that is not there",
                        3,
                        "- beans:\n    - name: mine\n      type: com.example.NoSuchClass\n"
                                + route("- process:\n    ref: mine\n")),
                arguments("a component that is not there", 7, route("- to:\n    uri: htp:x\n")),
                arguments("an unknown option", 9, route("- to:\n    uri: file:x\n    parameters:\n      delays: 1\n")),
                arguments("a property without a value", 7, route("- to:\n    uri: \"file:{{no.such}}\"\n")),
                arguments("a level that is none", 8, route("- log:\n    message: x\n    loggingLevel: LOUD\n")),
                arguments(
                        "an exception that is none",
                        10,
                        route(
                                "- doTry:\n    steps:\n      - log: x\n    doCatch:\n      - exception: [com.example.NoSuchException]\n        steps:\n          - log: x\n")),
                arguments(
                        "a number that is none",
                        8,
                        route(
                                "- delay:\n    constant: soon\n- throttle:\n    constant: 1\n    timePeriodMillis: long\n")),
                arguments("no YAML", 7, route("- log: [\n")),
                arguments("an unknown step", 6, route("- lgo: x\n")));
    }

    /** An own route, whose steps begin in line 6. */
    private static String route(String steps) {
        return "- route:\n    id: more\n    from:\n      uri: direct:more\n      steps:\n"
                + (steps.isEmpty() ? "- log: x\n" : steps).indent(8);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void areRefusedByBoth(String name, int line, String routes) throws IOException {
        Home home = new Home(directory, "podsights.source=none", "podsights.admin.port=off");
        Path file = home.write("config/routes/more.camel.yaml", routes);

        assertThatThrownBy(() -> start(home))
                .isInstanceOf(Problem.class)
                .hasMessageStartingWith(file + ":" + line + ": ");
        assertThat(errors(home)).first().asString().isEqualTo(file + ":" + line);
    }

    @Test
    void whatIsShippedIsRefusedByNeither() throws IOException, Problem {
        Home home = new Home(directory, "podsights.source=file", "podsights.admin.port=off");
        for (String name : List.of("pipeline", "delivery", "dead-letter", "park", "parked", "resume", "source-file")) {
            home.write("config/routes/" + name + ".camel.yaml", VersionedHome.shipped(name));
        }

        assertThat(errors(home)).isEmpty();
        start(home).close();
    }

    @Test
    void whatIsShippedForJmsIsNotRefusedNorAreOthersBesideIt() throws IOException {
        Home home = new Home(directory, "podsights.source=jms", "podsights.source.jms.url=tcp://127.0.0.1:9");
        home.write("config/routes/source-jms.camel.yaml", VersionedHome.shipped("source-jms"));
        home.write("config/routes/more.camel.yaml", route(""));

        assertThat(errors(home)).isEmpty();
    }

    @Test
    void whatANameInThePropertiesMakesOfABeanIsTakenByBoth() throws IOException, Problem {
        Home home = new Home(
                directory,
                "podsights.source=none",
                "podsights.admin.port=off",
                "mine.lenient=true",
                "camel.beans.other=#class:java.lang.Object",
                "camel.component.podsights-kafka.security-protocol=PLAINTEXT");
        home.write(
                "config/routes/more.camel.yaml",
                "- beans:\n    - name: mine\n      type: java.text.SimpleDateFormat\n      properties:\n"
                        + "        lenient: \"{{mine.lenient}}\"\n"
                        + route("- setBody:\n    constant: x\n- bean:\n    ref: other\n    method: toString\n"));

        assertThat(errors(home)).isEmpty();
        start(home).close();
    }

    @Test
    void aRouteThatDropsTheSettlementIsRefusedByBothUnlessSomebodySaysThatItIsRight() throws IOException, Problem {
        String pipeline = VersionedHome.shipped("pipeline").replace("ref: podsightsSettle", "ref: podsightsMapping");
        Home home = new Home(directory, "podsights.source=none", "podsights.admin.port=off");
        Path file = home.write("config/routes/pipeline.camel.yaml", pipeline);

        assertThat(errors(home)).isNotEmpty().allSatisfy(error -> assertThat(error)
                .startsWith(file + ":"));
        assertThatThrownBy(() -> start(home))
                .isInstanceOf(Problem.class)
                .hasMessageStartingWith(file + ":")
                .hasMessageContaining("podsightsSettle");

        home.write(
                "config/application.properties",
                "podsights.source=none\npodsights.admin.port=off\npodsights.routes.check=off\n");
        start(home).close();
    }

    @Test
    void whatIsShippedForKafkaIsNotRefused() throws IOException {
        Home home = new Home(
                directory,
                "podsights.source=kafka",
                "podsights.source.kafka.brokers=127.0.0.1:9",
                "podsights.dead-letter.uri=kafka:letters");
        for (String name : List.of("dead-letter-kafka", "park-kafka", "parked-kafka", "resume", "source-kafka")) {
            home.write("config/routes/" + name + ".camel.yaml", VersionedHome.shipped(name));
        }

        assertThat(errors(home)).isEmpty();
    }

    @Test
    void whatIsShippedForJmsIsNotRefused() throws IOException {
        Home home = new Home(
                directory,
                "podsights.source=jms",
                "podsights.source.jms.url=tcp://127.0.0.1:9",
                "podsights.dead-letter.uri=jms:letters");
        for (String name : List.of("dead-letter-jms", "park-jms", "parked-jms", "resume", "source-jms")) {
            home.write("config/routes/" + name + ".camel.yaml", VersionedHome.shipped(name));
        }

        assertThat(errors(home)).isEmpty();
    }

    /** Where the errors are that {@code validate} finds. */
    private static List<String> errors(Home home) throws IOException {
        CommandRun run = CommandRun.of("validate", "--json", "--config", home.config());
        List<String> errors = new ArrayList<>();
        for (String line : run.out().lines().toList()) {
            JsonNode finding = JSON.readTree(line);
            if (finding.get("severity").asText().equals("error")) {
                errors.add(
                        finding.get("file").asText() + ":" + finding.get("line").asText());
            }
        }
        return errors;
    }

    private static Standalone start(Home home) throws Problem {
        return Standalone.start(
                Configuration.read(home.config(), new PrintWriter(Writer.nullWriter())), SettlementListener.NONE);
    }
}
