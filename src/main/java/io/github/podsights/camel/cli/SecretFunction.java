package io.github.podsights.camel.cli;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.spi.PropertiesFunction;

/** A property function of Camel, of which everything that it finds is a secret from then on. */
record SecretFunction(PropertiesFunction function) implements PropertiesFunction {

    /** Puts one before each function of a name, if there is one. */
    static void before(CamelContext context, Iterable<String> names) {
        PropertiesComponent properties = context.getPropertiesComponent();
        for (String name : names) {
            PropertiesFunction function = properties.getPropertiesFunction(name);
            if (function != null) {
                properties.addPropertiesFunction(new SecretFunction(function));
            }
        }
    }

    @Override
    public String getName() {
        return function.getName();
    }

    @Override
    public String apply(String argument) {
        String found = function.apply(argument);
        if (found != null) {
            KnownSecrets.add(found);
        }
        return found;
    }
}
