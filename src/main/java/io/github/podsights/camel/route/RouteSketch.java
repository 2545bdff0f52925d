package io.github.podsights.camel.route;

import io.github.podsights.camel.route.jms.JmsParts;
import io.github.podsights.camel.route.kafka.KafkaParts;
import io.github.podsights.camel.settings.Settings;
import io.github.podsights.camel.yaml.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Processor;
import org.apache.camel.Service;
import org.apache.camel.StartupSummaryLevel;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.BeanRepository;
import org.apache.camel.spi.PropertiesSource;
import org.apache.camel.support.DefaultRegistry;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.PropertyBindingSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds routes aside, in a context of their own in which none of them starts: what names a bean, an endpoint, a property or
 * an id that is not there shows then, and not when the running ones are gone.
 */
final class RouteSketch {

    private static final Logger LOG = LoggerFactory.getLogger(RouteSketch.class);

    private final CamelContext live;
    private final Settings settings;

    RouteSketch(CamelContext live, Settings settings) {
        this.live = live;
        this.settings = settings;
    }

    /** What is wrong with them; empty if they can be built. */
    Optional<Finding> check(Map<String, RouteFile> files) {
        DefaultCamelContext sketch = CamelContexts.like(live).create();
        sketch.getCamelContextExtension().setRegistry(new DefaultRegistry(new LiveBeans()));
        sketch.build();
        try {
            prepare(sketch);
            List<ParsedRoutes> parsed = new ArrayList<>();
            for (RouteFile file : files.values()) {
                parsed.add(ParsedRoutes.parse(file, sketch, new Entrance()).prepare());
            }
            BundleRoutes.checkIds(parsed);
            sketch.start();
            for (ParsedRoutes routes : parsed) {
                routes.add();
            }
            return Optional.empty();
        } catch (RouteFault e) {
            return Optional.of(e.finding());
        } catch (Exception e) {
            return Optional.of(
                    RouteFault.of(RouteFile.shipped("routes"), e, sketch).finding());
        } finally {
            sketch.stop();
        }
    }

    private void prepare(DefaultCamelContext sketch) throws Exception {
        sketch.disableJMX();
        sketch.getCamelContextExtension().setName("podsights-sketch");
        sketch.setAutoStartup(false);
        sketch.setSourceLocationEnabled(true);
        sketch.setStartupSummaryLevel(StartupSummaryLevel.Off);
        sketch.getPropertiesComponent().addPropertiesSource(new LiveProperties());
        RouteProperties.override(sketch.getPropertiesComponent(), settings);
        sketch.addComponent("podsights-http", new HttpComponent());
        if (live.hasComponent(JmsParts.SCHEME) != null) {
            JmsParts.addComponent(sketch, settings.jmsSource());
        }
        for (String name : live.getComponentNames()) {
            configureLike(live.hasComponent(name), name, sketch);
        }
        if (live.hasComponent(KafkaParts.SCHEME) != null) {
            KafkaParts.addComponent(sketch, settings.kafkaSource());
        }
    }

    /**
     * A component of the host is one of its kind with the same options: one that has none may refuse each endpoint. Only
     * values are taken over, and copies of its configuration, since it is stopped in the end, and would stop with it what
     * it was given, such as a pool. What can't be made like that is left to Camel.
     */
    private void configureLike(Component component, String name, DefaultCamelContext sketch) {
        if (component == null || name.startsWith("podsights-")) {
            return;
        }
        try {
            Map<String, Object> options = new HashMap<>();
            PluginHelper.getBeanIntrospection(live).getProperties(component, options, null, false);
            Map<String, Object> values = new HashMap<>();
            options.forEach((option, value) -> ownValue(value).ifPresent(own -> values.put(option, own)));
            Component like = live.getInjector().newInstance(component.getClass());
            like.setCamelContext(sketch);
            PropertyBindingSupport.build()
                    .withCamelContext(sketch)
                    .withTarget(like)
                    .withProperties(values)
                    .withReference(false)
                    .withPlaceholder(false)
                    .bind();
            sketch.addComponent(name, like);
        } catch (RuntimeException | LinkageError e) {
            LOG.debug("A component like {} can't be made", name, Failures.withoutMessage(e));
        }
    }

    /** A value that two can have, or a copy of a configuration that has them; empty if it is shared. */
    private static Optional<Object> ownValue(Object value) {
        if (value instanceof String
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof Enum
                || value instanceof Duration) {
            return Optional.of(value);
        }
        try {
            return value == null
                    ? Optional.empty()
                    : Optional.ofNullable(value.getClass().getMethod("copy").invoke(value));
        } catch (ReflectiveOperationException e) {
            return Optional.empty();
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

    /** The beans of the live context; what the sketch would start or stop is only there in name. */
    private final class LiveBeans implements BeanRepository {

        @Override
        public Object lookupByName(String name) {
            return harmless(live.getRegistry().lookupByName(name));
        }

        @Override
        public <T> T lookupByNameAndType(String name, Class<T> type) {
            Object bean = harmless(live.getRegistry().lookupByName(name));
            return type.isInstance(bean) ? type.cast(bean) : null;
        }

        @Override
        public <T> Map<String, T> findByTypeWithName(Class<T> type) {
            return Map.of();
        }

        @Override
        public <T> Set<T> findByType(Class<T> type) {
            return Set.of();
        }

        private Object harmless(Object bean) {
            if (bean instanceof Component component) {
                return live.getInjector().newInstance(component.getClass());
            }
            return bean instanceof Processor && bean instanceof Service ? (Processor) exchange -> {} : bean;
        }
    }
}
