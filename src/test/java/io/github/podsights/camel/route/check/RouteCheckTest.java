package io.github.podsights.camel.route.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.podsights.camel.route.CamelContexts;
import io.github.podsights.camel.route.RouteFiles;
import io.github.podsights.camel.settings.Property;
import io.github.podsights.camel.yaml.Contents;
import io.github.podsights.camel.yaml.Finding;
import io.github.podsights.camel.yaml.Findings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Route files are looked at before they run, and none that drops the contract of settlement passes. */
class RouteCheckTest {

    /** Whether Camel's YAML says in which step it found a key that it doesn't know. */
    private static final boolean NAMES_THE_STEP =
            !new DefaultCamelContext().getVersion().startsWith("4.18.");

    private static final Path SHIPPED = Path.of("src/main/resources/routes");

    static final List<String> NAMES = RouteFiles.OF_A_BUNDLE;

    @TempDir
    Path routes;

    private final Findings found = new Findings();

    @Test
    void knowsEveryShippedFileButThoseOfPreviewAndSendTest() throws IOException {
        try (Stream<Path> files = Files.list(SHIPPED)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            Stream.concat(NAMES.stream(), Stream.of("preview", "send-test"))
                                    .map(name -> name + ".camel.yaml")
                                    .toList());
        }
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void hasNothingToSayOfAFileAsItIsShipped(String name) throws IOException {
        write(name, shipped(name));

        assertThat(check()).isEmpty();
    }

    @Test
    void hasNothingToSayOfAllOfThem() throws IOException {
        for (String name : NAMES) {
            write(name, shipped(name));
        }

        assertThat(check().stream().map(Finding::toString).filter(found -> !found.contains("-kafka.camel.yaml")))
                .isEmpty();
    }

    @Test
    void hasNothingToSayWhereThereAreNone() {
        Findings findings = new Findings();

        assertThat(new RouteCheck(List.of(), name -> false, CamelContexts.PLAIN).check(RouteFiles.NONE, findings))
                .isZero();
        assertThat(findings.list()).isEmpty();
    }

    @Test
    void takesStepsAmongThoseOfTheBundleAndOtherOptions() throws IOException {
        write(
                "pipeline",
                shipped("pipeline").replace("        - process:\n            id: podsights-read-event", """
                                - log: "an event"
                                - setHeader:
                                    name: x
                                    simple: y
                                - process:
                                    id: another-id
                                """.indent(8)
                        .stripTrailing()));
        write("dead-letter", shipped("dead-letter").replace("\"30000\"", "\"60000\""));

        assertThat(check()).isEmpty();
    }

    /** A change of a shipped file, and the findings: line, path, and what is said of it. */
    static Stream<Arguments> replaced() {
        return Stream.of(
                arguments(
                        "pipeline",
                        "ref: podsightsSettle",
                        "ref: podsightsSettel",
                        List.of(
                                "123: [2].route.from.steps[2].process.ref: found the unknown bean 'podsightsSettel';"
                                        + " expected one that the shipped routes name, or that stands under beans:; correct it"
                                        + " (did you mean 'podsightsSettle'?)",
                                "75: [2].route.from: found a route 'podsights-integration' without podsightsSettle; expected"
                                        + " podsightsSettle after direct:podsights-delivery, as in the shipped route; put it back:"
                                        + " without it what comes here is never settled (did you mean 'podsightsSettel'?)")),
                arguments(
                        "pipeline",
                        "ref: podsightsSettle",
                        "ref: podsightsSettle\n            disabled: true",
                        List.of(
                                "75: [2].route.from: found a route 'podsights-integration' without podsightsSettle; expected"
                                        + " podsightsSettle after direct:podsights-delivery, as in the shipped route; put it back:"
                                        + " without it what comes here is never settled")),
                arguments(
                        "pipeline",
                        "id: podsights-pipeline\n    routeC",
                        "id: podsights-pipline\n    routeC",
                        List.of(
                                "1: found no route 'podsights-pipeline'; expected every route of the shipped file that this"
                                        + " one replaces; add it with id: podsights-pipeline, or rename the file (did you mean"
                                        + " 'podsights-pipline'?)")),
                arguments(
                        "pipeline",
                        "uri: direct:podsights\n",
                        "uri: direct:podsight\n",
                        List.of(
                                "22: [1].route.from.uri: found 'direct:podsight'; expected direct:podsights, by which the"
                                        + " other routes call it; write direct:podsights")),
                arguments(
                        "pipeline",
                        "    routeConfigurationId: podsights-pipeline\n",
                        "",
                        List.of("20: [1].route.from: found no routeConfigurationId; expected routeConfigurationId:"
                                + " podsights-pipeline; write it, so that what fails ends as it should")),
                arguments(
                        "pipeline",
                        "podsightsConsentFilter.granted",
                        "podsightsIntegrations.taken",
                        List.of("93: [2].route.from.steps[1].filter.steps[0].filter.steps[0].process: found"
                                + " podsightsMapping in filter podsightsIntegrations.taken; expected it in filter"
                                + " podsightsConsentFilter.granted, as in the shipped route; move it there: what does not"
                                + " come to it is never settled")),
                arguments(
                        "pipeline",
                        "podsightsConsentFilter.granted",
                        "podsightsConsentFilter.grantd",
                        List.of(
                                "91: [2].route.from.steps[1].filter.steps[0].filter.expression.ref.expression: found the unknown"
                                        + " bean 'podsightsConsentFilter.grantd'; expected one that the shipped routes name, or"
                                        + " that stands under beans:; correct it (did you mean 'podsightsConsentFilter.granted'?)",
                                "93: [2].route.from.steps[1].filter.steps[0].filter.steps[0].process: found podsightsMapping in"
                                        + " filter podsightsConsentFilter.grantd; expected it in filter"
                                        + " podsightsConsentFilter.granted, as in the shipped route; move it there: what does"
                                        + " not come to it is never settled")),
                arguments(
                        "pipeline",
                        "deadLetterUri: direct:podsights-dead-letter",
                        "deadLetterUri: log:dropped",
                        List.of("8: [0].routeConfiguration.errorHandler.deadLetterChannel.deadLetterUri: found"
                                + " 'log:dropped'; expected 'direct:podsights-dead-letter', as in the shipped file; put it"
                                + " back: it settles what fails")),
                arguments(
                        "pipeline",
                        "        deadLetterHandleNewException: false     #",
                        "        #",
                        List.of("7: [0].routeConfiguration.errorHandler.deadLetterChannel.deadLetterHandleNewException:"
                                + " found no deadLetterHandleNewException; expected 'false', as in the shipped file; put"
                                + " it back: it settles what fails")),
                arguments(
                        "pipeline",
                        "        - process:\n            id: podsights-settle",
                        "        - stop:\n            id: x\n" + "        - process:\n            id: podsights-settle",
                        List.of("121: [2].route.from.steps[2].stop: found stop; expected steps that are all"
                                + " come to: what is stopped is never settled; leave it out")),
                arguments(
                        "pipeline",
                        "pattern: \"*\"",
                        "pattern: \"Camel*\"",
                        List.of(
                                "75: [2].route.from: found a route 'podsights-integration' without removeHeaders with pattern"
                                        + " \"*\"; expected removeHeaders with pattern \"*\" after the beginning, as in the"
                                        + " shipped route; put it back: without it what comes here is never settled")),
                arguments(
                        "pipeline",
                        "                    id: podsights-one-integration\n",
                        "                    id: podsights-one-integration\n                    parallelProcessing: true\n",
                        List.of("64: [1].route.from.steps[4].choice.otherwise.steps[0].split.steps[0].to: found"
                                + " direct:podsights-integration in split simple ${body} parallelProcessing=true;"
                                + " expected it in split simple ${body}, as in the shipped route; move it there: what"
                                + " does not come to it is never settled")),
                arguments(
                        "dead-letter",
                        "        - to:\n            id: podsights-write\n",
                        "        - wireTap:\n            id: podsights-write\n",
                        List.of("25: [1].route.from: found a route 'podsights-dead-letter' without a step to: with an"
                                + " endpoint; expected a step to: with an endpoint after podsightsDeadLetter, as in the"
                                + " shipped route; put it back: without it what comes here is never settled")),
                arguments(
                        "dead-letter",
                        "        - process:\n            id: podsights-envelope\n            ref: podsightsDeadLetter\n",
                        "        - process:\n            id: podsights-settle-early\n            ref: podsightsSettle\n"
                                + "        - process:\n            id: podsights-envelope\n            ref:"
                                + " podsightsDeadLetter\n        - stop:\n            id: never\n",
                        List.of(
                                "34: [1].route.from.steps[2].stop: found stop; expected steps that are all come to: what is"
                                        + " stopped is never settled; leave it out")),
                arguments(
                        "dead-letter",
                        "ref: podsightsWritten\n        - process:\n            id:"
                                + " podsights-settle-dead-letter\n            ref: podsightsSettle",
                        "ref: podsightsSettle\n        - process:\n            id: podsights-settle-dead-letter\n"
                                + "            ref: podsightsWritten",
                        List.of(
                                "43: [1].route.from.steps[3].process: found podsightsSettle before podsightsWritten; expected"
                                        + " it after podsightsWritten, as in the shipped route; move it there")),
                arguments(
                        "delivery",
                        "skipRequestHeaders",
                        "skipRequestHeader",
                        List.of("59: [3].route.from.steps[2].to.parameters.skipRequestHeader: found the unknown option"
                                + " 'skipRequestHeader'; expected an option of podsights-http; remove or correct it (did you"
                                + " mean 'skipRequestHeaders'?)")),
                arguments(
                        "delivery",
                        "skipRequestHeaders:",
                        "region: eu\n              skipRequestHeaders:",
                        List.of("59: [3].route.from.steps[2].to.parameters.region: warning: found no option 'region' of"
                                + " podsights-http; expected an option, or a parameter of the collector's URL, as which it"
                                + " is sent; remove it if that is not what is meant")),
                arguments(
                        "delivery",
                        "{{podsights.collector.url}}",
                        "{{podsights.colector.url}}",
                        List.of(
                                "54: [3].route.from.steps[2].to.uri: found the unknown property 'podsights.colector.url';"
                                        + " expected one that has a value; correct it, or set it in application.properties (did you"
                                        + " mean 'podsights.collector.url'?)")),
                arguments(
                        "delivery",
                        "\"podsights-http:",
                        "\"podsights-htp:",
                        List.of(
                                "54: [3].route.from.steps[2].to.uri: found the component 'podsights-htp', which is not there;"
                                        + " expected one on the class path; correct it, or add its jar (did you mean"
                                        + " 'podsights-http'?)")),
                arguments(
                        "delivery",
                        "- process:\n            id: podsights-gate",
                        "- proces:\n            id: podsights-gate",
                        List.of("46: [3].route.from.steps[0].proces: found the unknown key 'proces'; expected a step of"
                                + " Camel's YAML; remove or correct it (did you mean 'process'?)")),
                arguments(
                        "delivery",
                        "            ref: podsightsGate",
                        "            reff: podsightsGate",
                        List.of("48: [3].route.from.steps[0].process.reff: found the unknown key 'reff'; expected "
                                + (NAMES_THE_STEP ? "description, disabled, id, note or ref" : "an option of it")
                                + "; remove or correct it (did you mean 'ref'?)")),
                arguments(
                        "delivery",
                        "    errorHandler:\n      noErrorHandler: {}",
                        """
                        onException:
                          - onException:
                              exception: [java.lang.Exception]
                              handled:
                                constant: "true"
                        errorHandler:
                          noErrorHandler: {}
                        """.indent(4).stripTrailing(),
                        List.of("25: [1].routeConfiguration.onException: found onException over routes of the bundle;"
                                + " expected none: what fails, or is sent, has one end there; take it out, or put it into a"
                                + " file of your own routes")),
                arguments(
                        "park-kafka",
                        "constant:\n              expression: \"false\"",
                        "constant:\n              expression: \"true\"",
                        List.of(
                                "21: [0].routeConfiguration.onException: found another onException; expected that of the"
                                        + " shipped file; put it back: it settles what fails")),
                arguments(
                        "pipeline",
                        "- removeHeaders:",
                        "- sample:\n            samplePeriod: \"1000\"\n        - removeHeaders:",
                        List.of(
                                "78: [2].route.from.steps[0].sample: found sample; expected steps that are all come to: what is"
                                        + " stopped is never settled; leave it out")),
                arguments(
                        "pipeline",
                        "- removeHeaders:",
                        "- rollback:\n            markRollbackOnly: true\n        - removeHeaders:",
                        List.of(
                                "78: [2].route.from.steps[0].rollback: found rollback; expected steps that are all come to: what is"
                                        + " stopped is never settled; leave it out")),
                arguments(
                        "delivery",
                        "- route:\n    id: podsights-attempt",
                        "- rout:\n    id: podsights-attempt",
                        List.of("39: [3].rout: found the unknown key 'rout'; expected a step of Camel's YAML; remove or"
                                + " correct it (did you mean 'route'?)")),
                arguments(
                        "source-file",
                        "filter: \"#podsightsInbox\"",
                        "filter: \"#podsightsInbx\"",
                        List.of(
                                "16: [1].route.from.parameters.filter: found the unknown bean 'podsightsInbx'; expected one"
                                        + " that the shipped routes name, or that stands under beans:; correct it (did you mean"
                                        + " 'podsightsInbox'?)")));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("replaced")
    void findsWhatAFileDropsOrMistypes(String name, String from, String to, List<String> findings) throws IOException {
        String before = shipped(name);
        String after = before.replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(to));
        assertThat(after).isNotEqualTo(before);
        write(name, after);

        assertThat(check())
                .extracting(finding -> finding.toString().replace(routes + "/" + name + ".camel.yaml:", ""))
                .containsExactlyElementsOf(findings);
    }

    @Test
    void takesAConditionAsTheMethodOfTheBeanToo() throws IOException {
        String before = shipped("pipeline");
        String after = before.replaceAll(
                "(?m)^( *)ref:\\n *expression: (podsights\\w+)\\.(\\w+).*$", "$1method:\n$1  ref: $2\n$1  method: $3");
        assertThat(after).isNotEqualTo(before);
        write("pipeline", after);

        assertThat(check()).isEmpty();
    }

    /** Steps of a source, and what is said of it; nothing if all is well. */
    static Stream<Arguments> sources() {
        return Stream.of(
                arguments("- to:\n    uri: direct:podsights", ""),
                arguments("- to: direct:mine\n- log: done", ""),
                arguments("- filter:\n    simple: \"${body}\"\n    steps:\n      - to: direct:podsights", ""),
                arguments("- toD:\n    uri: \"direct:${header.x}\"", ""),
                arguments(
                        "- log: \"${body}\"",
                        "found 'file:in', whose messages are not handed to direct:podsights; expected a step to:"
                                + " direct:podsights; add it, or rename the file if it is no source"),
                arguments(
                        "- wireTap:\n    uri: direct:podsights",
                        "found 'file:in' handed to direct:podsights by a step that goes on by itself: the source"
                                + " acknowledges what is not settled; expected to: direct:podsights on the way for which the"
                                + " source waits; use to: in place of wireTap and seda:, and no aggregate"),
                arguments(
                        "- wireTap:\n    uri: direct:mine",
                        "found 'file:in' handed to direct:podsights by a step that goes on by itself: the source"
                                + " acknowledges what is not settled; expected to: direct:podsights on the way for which the"
                                + " source waits; use to: in place of wireTap and seda:, and no aggregate"),
                arguments(
                        "- doTry:\n    steps:\n      - to: direct:podsights\n    doCatch:\n"
                                + "      - exception: [java.lang.Exception]\n        steps:\n          - log: x",
                        "found 'file:in' handed to direct:podsights where what fails is caught: the source acknowledges what"
                                + " could not be settled; expected to: direct:podsights on the way for which the source waits;"
                                + " take it out of doTry"),
                arguments(
                        "- to: direct:podsigts",
                        "found 'direct:podsigts', by which no route is called; expected the from: of a route; correct it, or"
                                + " add the route (did you mean 'direct:podsights'?)"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sources")
    void looksWhetherASourceWaitsForWhatItHandsOver(String steps, String finding) throws IOException {
        write(
                "source-mine",
                "- route:\n    id: mine\n    from:\n      uri: file:in\n      steps:\n" + steps.indent(8)
                        + "- route:\n    id: further\n    from:\n      uri: direct:mine\n      steps:\n"
                        + "        - to:\n            uri: direct:podsights\n");

        List<String> found = check().stream().map(Finding::toString).toList();

        if (finding.isEmpty()) {
            assertThat(found).isEmpty();
        } else {
            assertThat(found).first().asString().endsWith(finding);
        }
    }

    @Test
    void warnsOfARouteThatMayBeASource() throws IOException {
        write("heartbeat", "- route:\n    from:\n      uri: file:in\n      steps:\n        - log: x\n");

        assertThat(check()).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Finding.Severity.WARNING);
            assertThat(finding.found()).contains("not handed to direct:podsights");
        });
    }

    @Test
    void refusesWhatAShippedRouteHasAlready() throws IOException {
        write("mine", """
                - route:
                    id: podsights-pipeline
                    from:
                      uri: direct:podsights-delivery
                      steps:
                        - log: x
                """);

        assertThat(check())
                .extracting(Finding::found)
                .containsExactly(
                        "the id 'podsights-pipeline', which a route in the shipped pipeline has as well",
                        "'direct:podsights-delivery', which a route in the shipped delivery has as well");
    }

    @Test
    void warnsOfNamesThatWereMeantOtherwise() throws IOException {
        write("pipelin", "- route:\n    from:\n      uri: direct:x\n      steps:\n        - log: x\n");
        Files.writeString(routes.resolve("pipeline.yaml"), "");

        assertThat(check())
                .extracting(Finding::todo)
                .containsExactly("rename it", "rename it (did you mean 'pipeline.camel.yaml'?)");
    }

    /** What Camel takes as it stands, and only looks like the name of something. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "- setHeader: {name: color, constant: \"#ff0000\"}",
                "- setBody: {simple: \"#sale\"}",
                "- log: \"#done\"",
                "- to: {uri: \"http:localhost/x\", parameters: {externalRef: abc}}",
                "- to: {uri: \"direct:called\", parameters: {timeout: 100}}",
                "- to: {uri: direct, parameters: {name: called}}",
                "- to: \"jms2:queue:x\"",
                "- to: {uri: \"jms3:queue:x\", parameters: {whatever: 1}}"
            })
    void takesWhatOnlyLooksLikeAName(String step) throws IOException {
        write("mine", """
                - beans:
                    - {name: jms2, type: org.apache.camel.component.jms.JmsComponent}
                    - {name: mine, type: java.util.Properties, properties: {externalRef: abc, color: "#blue"}}
                - route:
                    id: called
                    from: {uri: direct, parameters: {name: called}, steps: [{to: direct:podsights}]}
                - route:
                    id: more
                    from:
                      uri: direct:more
                      steps:
                """ + step.indent(8));
        Collection<String> properties = new ArrayList<>(Property.keys());
        properties.add("camel.beans.jms3");

        new RouteCheck(properties, name -> false, CamelContexts.PLAIN)
                .check(RouteFiles.read(routes, Contents.DISK, found), found);

        assertThat(found.list())
                .filteredOn(finding -> finding.severity() == Finding.Severity.ERROR)
                .isEmpty();
    }

    @Test
    void refusesBeansWithNamesOfTheBundle() throws IOException {
        write("mine", """
                - beans:
                    - {name: podsightsConnectionFactory, type: java.util.Properties}
                    - name: podsightsSettle
                      type: java.util.Properties
                """);

        assertThat(check()).singleElement().satisfies(finding -> assertThat(finding.toString())
                .contains("mine.camel.yaml:3: [0].beans[1].name: found a bean 'podsightsSettle', a name of the bundle's"
                        + " own; expected one that does not begin with podsights, or podsightsConnectionFactory"));
    }

    @Test
    void saysWhatAnEmptyFileShouldHave() throws IOException {
        write("mine", "");

        assertThat(check()).singleElement().satisfies(finding -> assertThat(finding.toString())
                .contains("found an empty file; expected a list of routes"));
    }

    @Test
    void refusesADirectOfThatNameThatNoRouteHas() throws IOException {
        write("mine", """
                - route:
                    id: more
                    from:
                      uri: direct:more
                      steps:
                        - to: {uri: direct, parameters: {name: caled}}
                """);

        assertThat(check()).singleElement().satisfies(finding -> assertThat(finding.toString())
                .contains("'direct:caled', by which no route is called"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"route: {}", "- route: [", "a: {b: c}}", ""})
    void refusesWhatIsNoListOfRoutes(String text) throws IOException {
        write("mine", text);

        assertThat(check()).singleElement().satisfies(finding -> assertThat(finding.severity())
                .isEqualTo(Finding.Severity.ERROR));
    }

    private static String shipped(String name) throws IOException {
        return Files.readString(SHIPPED.resolve(name + ".camel.yaml"));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(routes.resolve(name + ".camel.yaml"), text);
    }

    private List<Finding> check() {
        new RouteCheck(Property.keys(), name -> false, CamelContexts.PLAIN)
                .check(RouteFiles.read(routes, Contents.DISK, found), found);
        return found.list();
    }
}
