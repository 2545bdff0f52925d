package io.github.podsights.camel.route;

import io.github.podsights.camel.integration.PlaceholderFunctions;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.PropertiesFunction;

/**
 * The property functions of Camel, such as <code>{{sys:NAME}}</code>, and those of its vaults where their component is on
 * the class path.
 */
public final class CamelFunctions implements PlaceholderFunctions {

    private final Supplier<CamelContext> context;
    private CamelContext asked;

    private CamelFunctions(Supplier<CamelContext> context) {
        this.context = context;
    }

    /** Those of a context, which need not be started. */
    public static CamelFunctions of(CamelContext context) {
        return new CamelFunctions(() -> context);
    }

    /** Those of a context of its own, which is made when the first is asked for: what they need is in the environment. */
    public static CamelFunctions alone() {
        return new CamelFunctions(() -> new DefaultCamelContext(false));
    }

    @Override
    public boolean knows(String name) {
        return function(name) != null;
    }

    @Override
    public Optional<String> value(String name, String argument) {
        return Optional.ofNullable(function(name)).map(function -> function.apply(argument));
    }

    private synchronized PropertiesFunction function(String name) {
        if (asked == null) {
            asked = context.get();
            asked.build();
        }
        return asked.getPropertiesComponent().getPropertiesFunction(name);
    }
}
