package io.github.podsights.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.embedded.PodsightsRoutes;
import io.github.podsights.camel.route.DeliveryOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Route;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The bundle in another application's context, by the lines that the README shows. */
class EmbeddedIT extends EmbeddedHost {

    private static final DeliveryOutcome DELIVERED = new DeliveryOutcome("shop", 1, Outcome.DELIVERED, null);

    /** The one line of YAML. */
    private static final String YAML =
            "- beans: [{name: podsights, type: io.github.podsights.camel.embedded.PodsightsRoutes}]\n";

    @BeforeEach
    void configure() throws IOException {
        Files.writeString(home.resolve("integrations/shop.yaml"), "config: {key: \"{{file:" + home + "/key.txt}}\"}\n");
        Files.writeString(home.resolve("key.txt"), "embedded-key");
        properties.put("podsights.source.file.directory", home.resolve("inbox").toString());
        properties.put("podsights.source.file.quiet", "0s");
        properties.put("podsights.admin.port", "0");
    }

    @Test
    void oneLineOfJavaAddsIt() throws Exception {
        String event = EVENT;

        // What the README shows, from here
        context.addRoutes(new PodsightsRoutes());
        context.start();
        List<?> outcomes = context.createProducerTemplate().requestBody("direct:podsights", event, List.class);
        // to here

        assertThat(outcomes).singleElement().isEqualTo(DELIVERED);
        assertThat(collector.received()).singleElement().satisfies(request -> assertThat(request.body())
                .isEqualTo("{\"key\":\"embedded-key\",\"event\":\"signup\",\"id\":\"a-1\"}"));
        assertThat(routeIds()).as("no source runs unless it is named").noneMatch(id -> id.contains("source"));
    }

    @Test
    void oneLineOfYamlAddsItWhenTheContextStarts() throws Exception {
        load(YAML);
        context.start();

        assertThat(deliver()).singleElement().isEqualTo(DELIVERED);
    }

    @Test
    void oneLineOfYamlAddsItToAContextThatHasStarted() throws Exception {
        context.start();
        load(YAML);

        assertThat(deliver()).singleElement().isEqualTo(DELIVERED);
    }

    @Test
    void oneLineOfJavaAddsItToAContextThatHasStarted() throws Exception {
        context.start();
        context.addRoutes(new PodsightsRoutes("file"));

        assertThat(deliver()).singleElement().isEqualTo(DELIVERED);
    }

    @Test
    void aSourceIsAddedByItsName() throws Exception {
        load(YAML.replace("PodsightsRoutes", "PodsightsRoutes, constructors: {0: file}"));
        context.start();
        assertThat(routeIds()).contains("podsights-source-file").doesNotContain("podsights-source-kafka");

        Files.writeString(home.resolve("aside"), EVENT + "\n");
        Files.move(home.resolve("aside"), home.resolve("inbox/events.jsonl"));

        await().until(() -> collector.stats().requests() == 1);
    }

    @Test
    void aSourceThatThePropertyNamesIsAdded() throws Exception {
        properties.put("podsights.source", "file");
        context.addRoutes(new PodsightsRoutes());
        context.start();

        assertThat(routeIds()).contains("podsights-source-file");
    }

    @Test
    void throwsToACallerWhatCantBeSettled() throws Exception {
        properties.put("podsights.dead-letter.uri", "file:" + home.resolve("key.txt"));
        context.addRoutes(new PodsightsRoutes());
        context.start();

        assertThatThrownBy(() -> context.createProducerTemplate()
                        .requestBody("direct:podsights", "no JSON: a dead letter", List.class))
                .isInstanceOf(CamelExecutionException.class);
    }

    @Test
    void whatIsWrongIsSaidAtOnceAndNothingStays() throws Exception {
        properties.put("podsights.colector.url", "http://localhost");
        properties.put("podsights.redelivery.attempts", "0");

        assertThatThrownBy(() -> context.addRoutes(new PodsightsRoutes()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the context's properties: podsights.colector.url")
                .hasMessageContaining("did you mean podsights.collector.url?")
                .hasMessageContaining("podsights.redelivery.attempts");
        assertThat(context.getComponentNames()).isEmpty();
        assertThat(context.getRoutes()).isEmpty();
    }

    @Test
    void whatIsWrongWithAnIntegrationIsSaidByAStartFromYamlToo() throws Exception {
        Files.writeString(home.resolve("integrations/shop.yaml"), "config: {}\n");
        load(YAML);

        assertThatThrownBy(context::start).hasStackTraceContaining("shop.yaml");
    }

    @Test
    void aSecondBundleInAContextIsRefused() throws Exception {
        context.addRoutes(new PodsightsRoutes());

        assertThatThrownBy(() -> context.addRoutes(new PodsightsRoutes("file")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("new PodsightsRoutes(\"file,kafka,jms\")");
    }

    @Test
    void nothingOfTheHostIsChangedAndNothingOfItReachesIn() throws Exception {
        AtomicInteger seen = new AtomicInteger();
        RouteBuilder ofHost = new RouteBuilder(context) {
            @Override
            public void configure() {
                onException(Exception.class).handled(true).process(exchange -> seen.incrementAndGet());
                intercept().process(exchange -> seen.incrementAndGet());
                from("direct:of-host").routeId("of-host").setBody(constant("theirs"));
            }
        };
        context.addRoutes(new RouteConfigurationBuilder() {
            @Override
            public void configuration() {
                routeConfiguration().intercept().process(exchange -> seen.incrementAndGet());
            }
        });
        context.addRoutes(ofHost);
        Object http = context.getComponent("http");
        String uuids = context.getUuidGenerator().getClass().getName();
        Object shutdown = context.getShutdownStrategy();
        Set<Integer> ports = ListeningPorts.ofThisProcess();
        context.addRoutes(new PodsightsRoutes());
        context.start();

        assertThat(deliver()).singleElement().isEqualTo(DELIVERED);

        assertThat(seen).as("the host's interceptors see none of our routes").hasValue(0);
        assertThat(context.getComponent("http")).isSameAs(http);
        assertThat(context.getUuidGenerator().getClass().getName()).isEqualTo(uuids);
        assertThat(context.getShutdownStrategy()).isSameAs(shutdown);
        assertThat(ListeningPorts.ofThisProcess()).isEqualTo(ports);
        assertThat(context.getRegistry().findByType(Object.class)).isNotEmpty();
        assertThat(context.createProducerTemplate().requestBody("direct:of-host", "", String.class))
                .isEqualTo("theirs");
        assertThat(seen).hasPositiveValue();
        assertThat(routeIds()).allMatch(id -> id.equals("of-host") || id.startsWith("podsights-"));
        assertThat(Thread.getDefaultUncaughtExceptionHandler()).isNull();
    }

    private List<?> deliver() {
        return context.createProducerTemplate().requestBody("direct:podsights", EVENT, List.class);
    }

    private void load(String yaml) throws Exception {
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("host.camel.yaml", yaml));
    }

    private Set<String> routeIds() {
        return context.getRoutes().stream().map(Route::getId).collect(Collectors.toSet());
    }
}
