package io.github.podsights.camel.route;

import io.github.podsights.camel.route.jms.JmsParts;
import io.github.podsights.camel.route.kafka.KafkaParts;
import io.github.podsights.camel.settings.Settings;
import io.github.podsights.camel.yaml.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.StartupSummaryLevel;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.PropertiesSource;
import org.apache.camel.support.DefaultRegistry;

/**
 * Builds routes aside, in a context of their own in which none of them starts: what names a bean, an endpoint, a property or
 * an id that is not there shows then, and not when the running ones are gone.
 */
final class RouteSketch {

    private final CamelContext live;
    private final Settings settings;
    private final Supplier<Set<Object>> own;

    /** @param own the beans that files of routes have made in the live context; those that are tried make theirs */
    RouteSketch(CamelContext live, Settings settings, Supplier<Set<Object>> own) {
        this.live = live;
        this.settings = settings;
        this.own = own;
    }

    /** What is wrong with them; empty if they can be built. */
    Optional<Finding> check(Map<String, RouteFile> files) {
        DefaultCamelContext sketch = CamelContexts.like(live).create();
        LiveBeans beans = new LiveBeans(live, own.get());
        sketch.getCamelContextExtension().setRegistry(new DefaultRegistry(beans));
        sketch.build();
        LikeComponents components = new LikeComponents(live, sketch, beans);
        try {
            prepare(sketch, components);
            List<ParsedRoutes> parsed = new ArrayList<>();
            for (RouteFile file : files.values()) {
                parsed.add(ParsedRoutes.parse(file, sketch, new Entrance()).prepare());
            }
            BundleRoutes.checkNames(parsed);
            sketch.start();
            for (ParsedRoutes routes : parsed) {
                routes.add();
            }
            return Optional.empty();
        } catch (RouteFault e) {
            return Optional.of(e.finding());
        } catch (Exception | LinkageError | StackOverflowError e) {
            return Optional.of(
                    RouteFault.of(RouteFile.shipped("routes"), e, sketch).finding());
        } finally {
            discard(sketch, beans);
        }
    }

    /** Ends it, and nothing that it was lent: an endpoint closes the client that it was given. */
    private static void discard(DefaultCamelContext sketch, LiveBeans beans) {
        try {
            for (var entry : List.copyOf(sketch.getEndpointRegistry().entrySet())) {
                if (beans.isHeldBy(entry.getValue())) {
                    sketch.getEndpointRegistry().remove(entry.getKey());
                }
            }
            sketch.stop();
        } finally {
            beans.giveBack();
        }
    }

    private void prepare(DefaultCamelContext sketch, LikeComponents components) throws Exception {
        sketch.disableJMX();
        sketch.getCamelContextExtension().setName("podsights-sketch");
        sketch.setAutoStartup(false);
        sketch.setSourceLocationEnabled(true);
        sketch.setStartupSummaryLevel(StartupSummaryLevel.Off);
        sketch.getPropertiesComponent().addPropertiesSource(new LiveProperties());
        RouteProperties.override(sketch.getPropertiesComponent(), settings);
        components.resolve();
        sketch.addComponent("podsights-http", new HttpComponent());
        if (live.hasComponent(JmsParts.SCHEME) != null) {
            JmsParts.addComponent(sketch, settings.jmsSource());
        }
        for (String name : live.getComponentNames()) {
            if (!name.startsWith("podsights-")) {
                components.add(name);
            }
        }
        if (live.hasComponent(KafkaParts.SCHEME) != null) {
            KafkaParts.addComponent(sketch, settings.kafkaSource());
        }
    }

    /** What else a route may name. */
    private final class LiveProperties implements PropertiesSource {

        @Override
        public String getName() {
            return "podsights-live";
        }

        @Override
        public String getProperty(String name) {
            return live.getPropertiesComponent().resolveProperty(name).orElse(null);
        }
    }
}
