package io.github.podsights.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.podsights.camel.broker.EmbeddedArtemis;
import io.github.podsights.camel.broker.EmbeddedBroker;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.embedded.PodsightsRoutes;
import io.github.podsights.camel.route.DeliveryOutcome;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.impl.engine.DefaultClassResolver;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The bundle in the context of a host that sees nothing of our jar, nor of the brokers' clients, as another bundle's in OSGi. */
class EmbeddedLoaderIT extends EmbeddedHost {

    @BeforeEach
    void configure() throws IOException {
        properties.put("podsights.dead-letter.uri", "file:letters");
        context.setClassResolver(new HostsOwn());
    }

    @Test
    void anEventGoesThrough() throws Exception {
        context.addRoutes(new PodsightsRoutes().relativeTo(home));
        context.start();

        List<?> outcomes = context.createProducerTemplate().requestBody("direct:podsights", EVENT, List.class);

        assertThat(outcomes).singleElement().isEqualTo(new DeliveryOutcome("shop", 1, Outcome.DELIVERED, null));
        assertThat(collector.received()).hasSize(1);
    }

    @Test
    void aRouteIsMadeOfATemplate() throws Exception {
        context.addRoutes(new PodsightsRoutes().relativeTo(home));
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(ResourceHelper.fromString(
                        "host.camel.yaml",
                        "- templatedRoute: {routeTemplateRef: podsights-deliver, routeId: checkout,"
                                + " parameters: [{name: name, value: checkout}]}\n"));
        context.start();

        Exchange answer = context.createProducerTemplate()
                .request("direct:checkout", exchange -> exchange.getMessage().setBody(EVENT));

        assertThat(answer.getException()).isNull();
        assertThat(answer.getVariable("podsightsOutcomes", List.class).toString())
                .contains("outcome=DELIVERED");
    }

    @Test
    void theSourcesAndTheirStoresStart() throws Exception {
        try (EmbeddedBroker kafka = EmbeddedBroker.start(home.resolve("kafka"));
                EmbeddedArtemis artemis = EmbeddedArtemis.start(home.resolve("artemis"))) {
            kafka.createTopic("shop", 1, Map.of());
            properties.putAll(Map.of(
                    "podsights.source.file.directory", "inbox",
                    "podsights.source.kafka.brokers", kafka.brokers(),
                    "podsights.source.kafka.topic", "shop",
                    "podsights.source.kafka.group-id", "hosts",
                    "podsights.source.jms.url", artemis.url(),
                    "podsights.source.jms.queue", "shop",
                    "podsights.park.uri", "jms:parked",
                    "podsights.dead-letter.uri", "kafka:letters"));
            context.addRoutes(new PodsightsRoutes("file,kafka,jms").relativeTo(home));
            context.start();

            assertThat(context.getRoutes().stream().map(Route::getId))
                    .contains("podsights-park-jms", "podsights-source-kafka");
            context.stop();
        }
    }

    /** Finds what is Camel's, and Java's. */
    private static final class HostsOwn extends DefaultClassResolver {

        private static boolean isSeen(String name) {
            String path = name.replaceFirst("^/", "").replace('.', '/');
            return path.startsWith("org/apache/camel/")
                    || path.startsWith("java/")
                    || path.startsWith("META-INF/services/org/apache/camel/")
                    || path.startsWith("META-INF/org/apache/camel/");
        }

        @Override
        public Class<?> resolveClass(String name) {
            return isSeen(name) ? super.resolveClass(name) : null;
        }

        @Override
        public <T> Class<T> resolveClass(String name, Class<T> type) {
            return isSeen(name) ? super.resolveClass(name, type) : null;
        }

        @Override
        public InputStream loadResourceAsStream(String uri) {
            return isSeen(uri) ? super.loadResourceAsStream(uri) : null;
        }

        @Override
        public URL loadResourceAsURL(String uri) {
            return isSeen(uri) ? super.loadResourceAsURL(uri) : null;
        }

        @Override
        public Enumeration<URL> loadResourcesAsURL(String uri) {
            return isSeen(uri) ? super.loadResourcesAsURL(uri) : Collections.emptyEnumeration();
        }

        @Override
        public Enumeration<URL> loadAllResourcesAsURL(String uri) {
            return isSeen(uri) ? super.loadAllResourcesAsURL(uri) : Collections.emptyEnumeration();
        }
    }
}
