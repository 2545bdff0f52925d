package io.github.podsights.camel.cli;

import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurerGetter;

/** As those of SQL and JMS are: has the pool that Camel gives it, the only one of its type, and looks for none itself. */
public final class WiredPoolComponent extends PoolComponent {

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        if (getPool() == null) {
            throw new IllegalArgumentException("Property 'pool' is required");
        }
        return super.createEndpoint(uri, remaining, parameters);
    }

    @Override
    public PropertyConfigurer getComponentPropertyConfigurer() {
        return new Options();
    }

    /** Its options, which Camel finds by the name of the component. */
    public static final class Options implements PropertyConfigurer, PropertyConfigurerGetter {

        @Override
        public boolean configure(CamelContext context, Object target, String name, Object value, boolean ignoreCase) {
            if (!name.equalsIgnoreCase("pool")) {
                return false;
            }
            ((WiredPoolComponent) target).setPool((Pool) value);
            return true;
        }

        @Override
        public String[] getAutowiredNames() {
            return new String[] {"pool"};
        }

        @Override
        public Class<?> getOptionType(String name, boolean ignoreCase) {
            return name.equalsIgnoreCase("pool") ? Pool.class : null;
        }

        @Override
        public Object getOptionValue(Object target, String name, boolean ignoreCase) {
            return name.equalsIgnoreCase("pool") ? ((WiredPoolComponent) target).getPool() : null;
        }
    }
}
