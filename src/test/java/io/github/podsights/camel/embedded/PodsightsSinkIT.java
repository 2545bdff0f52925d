package io.github.podsights.camel.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.podsights.camel.collector.CollectorStandIn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the Kamelet does; {@code ExamplesIT} runs the Kamelet itself. */
class PodsightsSinkIT {

    private static final String EVENT =
            "{\"event\":\"Signed Up\",\"anonymous_id\":\"a-1\",\"consent\":{\"analytics\":true}}";

    @TempDir
    Path home;

    private final DefaultCamelContext context = new DefaultCamelContext();
    private CollectorStandIn collector;

    @BeforeEach
    void start() {
        collector = CollectorStandIn.start();
    }

    @AfterEach
    void stop() {
        context.stop();
        collector.close();
    }

    @Test
    void severalInAContextThatHasTheBundleItselfEachReportToTheirPixel() throws Exception {
        Path integrations = Files.createDirectories(home.resolve("integrations"));
        Files.writeString(
                integrations.resolve("shop.yaml"), "config: {key: of-the-bundle}\nconsent_categories: [analytics]\n");
        set("podsights.integrations", integrations.toString());
        set("podsights.collector.url", collector.url());
        set("podsights.park.uri", "file:" + home.resolve("parked"));
        set("podsights.dead-letter.uri", "file:" + home.resolve("letters"));
        context.addRoutes(new PodsightsRoutes());
        route("direct:one", sink("key-of-one"));
        route("direct:two", sink("key-of-two"));
        context.start();

        Exchange one = context.createProducerTemplate()
                .request("direct:one", exchange -> exchange.getMessage().setBody(EVENT));
        context.createProducerTemplate().sendBody("direct:two", EVENT);
        context.createProducerTemplate().sendBody("direct:podsights", EVENT);

        assertThat(one.getMessage().getBody()).isEqualTo(EVENT);
        assertThat(one.getVariable(PodsightsSink.OUTCOMES, List.class).toString())
                .contains("outcome=DELIVERED");
        assertThat(collector.received())
                .extracting(request -> request.body().replaceAll(".*\"key\":\"([^\"]*)\".*", "$1"))
                .containsExactly("key-of-one", "key-of-two", "of-the-bundle");
    }

    @Test
    void whatTheVisitorDidNotConsentToIsNotReported() throws Exception {
        PodsightsSink sink = sink("key");
        sink.setConsentCategories("analytics, marketing");
        route("direct:all", sink);
        PodsightsSink any = sink("key");
        any.setConsentCategories("analytics, marketing");
        any.setConsentMatch("any");
        route("direct:any", any);
        context.start();

        context.createProducerTemplate().sendBody("direct:all", EVENT);
        assertThat(collector.stats().requests()).isZero();
        context.createProducerTemplate().sendBody("direct:any", EVENT);
        assertThat(collector.stats().requests()).isEqualTo(1);
    }

    @Test
    void whatCantBeSettledFails() throws Exception {
        PodsightsSink sink = sink("key");
        sink.setDeadLetterUri("file:" + Files.createFile(home.resolve("in-the-way")));
        route("direct:one", sink);
        context.start();

        assertThatThrownBy(() -> context.createProducerTemplate().sendBody("direct:one", "no JSON"))
                .isNotNull();
    }

    @Test
    void aParameterThatCantBeIsNamedWithoutTheKey() throws Exception {
        PodsightsSink sink = sink("secret-of-the-pixel");
        sink.setPreset("wholesale");
        route("direct:one", sink);

        assertThatThrownBy(context::start)
                .hasStackTraceContaining("podsights-sink.yaml")
                .hasStackTraceContaining("wholesale")
                .satisfies(e -> assertThat(org.assertj.core.util.Throwables.getStackTrace(e))
                        .doesNotContain("secret-of-the-pixel"));
    }

    @Test
    void itStopsWithItsRoute() throws Exception {
        PodsightsSink sink = sink("key");
        route("direct:one", sink);
        context.start();
        assertThat(sink.isStarted()).isTrue();

        context.stop();

        assertThat(sink.isStopped()).isTrue();
    }

    private PodsightsSink sink(String key) {
        PodsightsSink sink = new PodsightsSink();
        sink.setCamelContext(context);
        sink.setKey(key);
        sink.setConsentCategories("analytics");
        sink.setCollectorUrl(collector.url());
        sink.setDeadLetterUri("file:" + home.resolve("letters"));
        return sink;
    }

    private void route(String uri, PodsightsSink sink) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).process(sink);
            }
        });
    }

    private void set(String property, String value) {
        context.getPropertiesComponent().addInitialProperty(property, value);
    }
}
