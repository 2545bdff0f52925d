package io.github.podsights.camel.route;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.spi.ComponentResolver;
import org.apache.camel.spi.ExtendedPropertyConfigurerGetter;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.PropertyBindingSupport;
import org.apache.camel.support.service.ServiceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Components of a context in which something is tried, each like the one of its name in the context that runs: with the same
 * options, for one that has none may refuse each endpoint. What is one of many, such as a pool, is given to it as it is, and
 * so it is never stopped: it would stop with it what it was given. The context knows of it through one that has no life.
 */
final class LikeComponents {

    private static final Logger LOG = LoggerFactory.getLogger(LikeComponents.class);

    private final CamelContext live;
    private final CamelContext sketch;
    private final LiveBeans beans;

    LikeComponents(CamelContext live, CamelContext sketch, LiveBeans beans) {
        this.live = live;
        this.sketch = sketch;
        this.beans = beans;
    }

    /** Has the context find those that it makes itself here, too: what the running one would be given they are given. */
    void resolve() {
        ComponentResolver resolver = PluginHelper.getComponentResolver(sketch);
        sketch.setAutowiredEnabled(false);
        sketch.getCamelContextExtension().addContextPlugin(ComponentResolver.class, (name, context) -> {
            Component component = resolver.resolveComponent(name, context);
            return component == null ? null : wired(component);
        });
    }

    private Component wired(Component component) {
        component.setCamelContext(sketch);
        ServiceHelper.buildService(component);
        PropertyConfigurer configurer = component.getComponentPropertyConfigurer();
        boolean shares = false;
        if (configurer instanceof PropertyConfigurerGetter options && options.getAutowiredNames() != null) {
            for (String option : options.getAutowiredNames()) {
                // Those of the live context, and those of the files that are tried.
                Set<?> found = sketch.getRegistry().findByType(options.getOptionType(option, true));
                if (live.isAutowiredEnabled() && found.size() == 1) {
                    Object bean = found.iterator().next();
                    shares |= configurer.configure(sketch, component, option, bean, true) && beans.isLent(bean);
                }
            }
        }
        if (shares) {
            ServiceHelper.startService(component);
        }
        return shares ? lifeless(component) : component;
    }

    /** Makes one like that; what can't be made is left to Camel. */
    void add(String name) {
        Component component = live.hasComponent(name);
        if (component == null || sketch.hasComponent(name) != null || beans.holdsHidden(component)) {
            return;
        }
        try {
            Map<String, Object> options = new HashMap<>();
            PluginHelper.getBeanIntrospection(live).getProperties(component, options, null, false);
            options.values().removeIf(value -> value == null || value instanceof CamelContext);
            options.keySet().removeIf(option -> !isOption(component, option));
            Component like = live.getInjector().newInstance(component.getClass());
            like.setCamelContext(sketch);
            boolean shares = false;
            for (Map.Entry<String, Object> option : options.entrySet()) {
                Optional<Object> value = ownValue(option.getValue());
                boolean isSet = set(like, option.getKey(), value.orElse(option.getValue()));
                if (isSet && value.isEmpty()) {
                    beans.lend(option.getValue());
                    shares = true;
                }
            }
            if (shares) {
                ServiceHelper.startService(like);
            }
            sketch.addComponent(name, shares ? lifeless(like) : like);
        } catch (RuntimeException | LinkageError e) {
            LOG.debug("A component like {} can't be made", name, Failures.withoutMessage(e));
        }
    }

    /** What else it has a getter for is its own affair; one that does not say which are options has only those. */
    private static boolean isOption(Component component, String name) {
        return !(component.getComponentPropertyConfigurer() instanceof ExtendedPropertyConfigurerGetter known)
                || known.getAllOptions(component).keySet().stream().anyMatch(name::equalsIgnoreCase);
    }

    private boolean set(Component like, String option, Object value) {
        try {
            return PropertyBindingSupport.build()
                    .withCamelContext(sketch)
                    .withTarget(like)
                    .withProperty(option, value)
                    .withReference(false)
                    .withPlaceholder(false)
                    .bind();
        } catch (RuntimeException e) {
            LOG.debug("The option {} can't be set", option, Failures.withoutMessage(e));
            return false;
        }
    }

    /** The same one, which whoever has it neither starts nor stops. */
    private static Component lifeless(Component component) {
        return Lifeless.of(component, Component.class);
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
            return Optional.ofNullable(value.getClass().getMethod("copy").invoke(value));
        } catch (ReflectiveOperationException e) {
            return Optional.empty();
        }
    }
}
