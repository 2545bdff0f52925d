package io.github.podsights.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.podsights.camel.embedded.PodsightsRoutes;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.Endpoint;
import org.apache.camel.Route;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.support.DefaultRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An installation that fails, at one point or another, leaves a host as it was, so that a second one can be a right one. */
class EmbeddedFailureIT extends EmbeddedHost {

    @BeforeEach
    void configure() throws Exception {
        Files.writeString(home.resolve("in-the-way"), "a file");
        properties.put("podsights.park.uri", "file:" + home.resolve("parked"));
        properties.put("podsights.source.file.directory", home.resolve("inbox").toString());
        context.addRoutes(new RouteBuilder(context) {
            @Override
            public void configure() {
                from("direct:of-host").routeId("of-host").setBody(constant("theirs"));
            }
        });
    }

    @ParameterizedTest(name = "{0}, started: {2}")
    @CsvSource({
        "podsights.collector.trust-store, IN-THE-WAY, true",
        "podsights.collector.trust-store, IN-THE-WAY, false",
        "podsights.source.file.directory, IN-THE-WAY/inbox, true",
        "podsights.park.uri, file:IN-THE-WAY/parked, true",
        "podsights.park.uri, file:IN-THE-WAY/parked, false"
    })
    void aFileOrADirectoryThatCantBeUsed(String property, String wrong, boolean started) throws Exception {
        Object right = properties.get(property);
        properties.put(
                property, wrong.replace("IN-THE-WAY", home.resolve("in-the-way").toString()));

        failsAndThenWorks(started, () -> {
            properties.remove(property);
            if (right != null) {
                properties.put(property, right);
            }
        });
    }

    @ParameterizedTest
    @CsvSource({"direct:podsights", "direct:podsights-dead-letter"})
    void aRouteThatDoesNotStart(String taken) throws Exception {
        context.addRoutes(new RouteBuilder(context) {
            @Override
            public void configure() {
                from(taken).routeId("in-the-way").setBody(constant("theirs"));
            }
        });

        failsAndThenWorks(true, () -> {
            context.getRouteController().stopRoute("in-the-way");
            context.removeRoute("in-the-way");
        });
    }

    private interface Mend {
        void run() throws Exception;
    }

    private void failsAndThenWorks(boolean started, Mend mend) throws Exception {
        if (started) {
            context.start();
        }
        // Camel makes some of its own on the way, such as the loader of YAML, which are not ours to take away.
        PodsightsRoutes first = new PodsightsRoutes("file");
        assertThatThrownBy(() -> context.addRoutes(first)).isNotNull().satisfies(e -> assertThat(e.getSuppressed())
                .as("what could not be taken back")
                .isEmpty());
        Map<String, Object> afterOne = state();
        assertThat(afterOne.toString()).as("nothing of ours").doesNotContain("odsights-", "odsights.camel");

        assertThatThrownBy(() -> context.addRoutes(new PodsightsRoutes("file"))).isNotNull();
        assertThat(state()).isEqualTo(afterOne);
        await().untilAsserted(() -> assertThat(threads()).isEmpty());

        mend.run();
        context.addRoutes(new PodsightsRoutes("file"));
        context.start();
        List<?> outcomes = context.createProducerTemplate().requestBody("direct:podsights", EVENT, List.class);
        assertThat(outcomes).hasSize(1);
        assertThat(collector.received()).hasSize(1);
        assertThat(context.createProducerTemplate().requestBody("direct:of-host", "", String.class))
                .isEqualTo("theirs");
        context.stop();
        await().untilAsserted(() ->
                assertThat(threads()).as("of the failed ones, too").isEmpty());
    }

    private Map<String, Object> state() throws IOException {
        Map<String, Object> state = new TreeMap<>();
        state.put("components", new TreeSet<>(context.getComponentNames()));
        state.put(
                "routes",
                context.getRoutes().stream().map(Route::getId).sorted().toList());
        state.put(
                "route configurations",
                context.getRouteConfigurationDefinitions().stream()
                        .map(RouteConfigurationDefinition::getId)
                        .toList());
        state.put(
                "endpoints",
                context.getEndpoints().stream()
                        .map(Endpoint::getEndpointUri)
                        .filter(uri ->
                                !uri.equals("direct://podsights") && !uri.equals("direct://podsights-dead-letter"))
                        .sorted()
                        .toList());
        state.put(
                "services",
                context.getCamelContextExtension().getServices().stream()
                        .map(service -> service.getClass().getName())
                        .sorted()
                        .toList());
        state.put(
                "beans",
                new TreeSet<>(((DefaultRegistry) context.getRegistry())
                        .getFallbackRegistry()
                        .findByTypeWithName(Object.class)
                        .keySet()));
        state.put(
                "overrides",
                String.valueOf(((PropertiesComponent) context.getPropertiesComponent()).getOverrideProperties()));
        return state;
    }

    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.contains("podsights"))
                .collect(Collectors.toSet());
    }
}
