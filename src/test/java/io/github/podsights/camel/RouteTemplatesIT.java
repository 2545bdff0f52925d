package io.github.podsights.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.github.podsights.camel.embedded.PodsightsRoutes;
import io.github.podsights.camel.route.LogLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteTemplateParameterDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The route templates, by the lines that the README shows. */
class RouteTemplatesIT extends EmbeddedHost {

    @BeforeEach
    void configure() throws IOException {
        set("orders.directory", home.resolve("orders").toString());
    }

    @Test
    void aSourceOfAnyEndpointHandsItsMessagesOn() throws Exception {
        context.addRoutes(new PodsightsRoutes());
        load("podsights-source");
        context.start();
        assertThat(context.getRoute("orders")).isNotNull();

        Files.writeString(home.resolve("orders/one.json"), EVENT);

        await().until(() -> collector.stats().requests() == 1);
        await().until(() -> !Files.exists(home.resolve("orders/one.json")));
    }

    @Test
    void whatCantBeSettledComesAgain() throws Exception {
        set("podsights.dead-letter.uri", "file:" + Files.createFile(home.resolve("in-the-way")));
        PodsightsRoutes routes = new PodsightsRoutes();
        context.addRoutes(routes);
        load("podsights-source");
        context.start();

        Files.writeString(home.resolve("orders/one.json"), "no JSON");

        await().until(() -> routes.bundle().orElseThrow().balance().total().received() >= 2);
        assertThat(home.resolve("orders/one.json")).exists();
    }

    @Test
    void aStepThatDeliversLeavesTheMessageAsItIs() throws Exception {
        context.addRoutes(new PodsightsRoutes());
        load("podsights-deliver");
        context.start();

        Exchange answer = context.createProducerTemplate()
                .request("direct:checkout", exchange -> exchange.getMessage().setBody(EVENT));

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getBody()).isEqualTo(EVENT);
        assertThat(answer.getVariable("podsightsOutcomes", List.class).toString())
                .contains("outcome=DELIVERED");
        assertThat(collector.stats().requests()).isEqualTo(1);
    }

    @Test
    void theTemplatesAreThereForAFileOfYamlThatAddsTheBundleItself() throws Exception {
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(ResourceHelper.fromString(
                        "host.camel.yaml",
                        "- beans: [{name: podsights, type: io.github.podsights.camel.embedded.PodsightsRoutes}]\n"
                                + block("podsights-deliver")));
        context.start();

        context.createProducerTemplate().sendBody("direct:checkout", EVENT);

        assertThat(collector.stats().requests()).isEqualTo(1);
    }

    @Test
    void everyTemplateAndEveryParameterIsDescribed() throws Exception {
        context.addRoutes(new PodsightsRoutes());
        Model model = context.getCamelContextExtension().getContextPlugin(Model.class);

        assertThat(model.getRouteTemplateDefinitions())
                .hasSize(2)
                .allSatisfy(template -> assertThat(template.getDescription()).isNotBlank())
                .flatMap(template -> template.getTemplateParameters())
                .extracting(RouteTemplateParameterDefinition::getDescription)
                .hasSize(2)
                .allSatisfy(description -> assertThat(description).isNotBlank());
    }

    @Test
    void aParameterThatIsMissingIsNamed() throws Exception {
        context.addRoutes(new PodsightsRoutes());

        assertThatThrownBy(() -> PluginHelper.getRoutesLoader(context)
                        .loadRoutes(ResourceHelper.fromString(
                                "host.camel.yaml", "- templatedRoute: {routeTemplateRef: podsights-source}\n")))
                .hasStackTraceContaining("uri");
    }

    /** Camel 4.22 warns of the compact notation, at each start. */
    @Test
    void camelHasNothingToSayOfHowTheyAreWritten() throws Exception {
        try (LogLines log = LogLines.open(Level.INFO, Level.WARN)) {
            context.addRoutes(new PodsightsRoutes());
            load("podsights-source");
            load("podsights-deliver");
            context.start();

            assertThat(log.lines()).noneMatch(line -> line.contains("org.apache.camel.dsl.yaml.common"));
        }
    }

    private void set(String property, String value) {
        context.getPropertiesComponent().addInitialProperty(property, value);
    }

    private void load(String template) throws Exception {
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("host.camel.yaml", block(template)));
    }

    /** What the README shows. */
    private static String block(String template) throws IOException {
        return Pattern.compile("(?s)```yml\n(- templatedRoute:\n.*?)```")
                .matcher(Files.readString(Path.of("README.md")))
                .results()
                .map((MatchResult block) -> block.group(1))
                .filter(block -> block.contains("routeTemplateRef: " + template + "\n"))
                .findFirst()
                .orElseThrow();
    }
}
