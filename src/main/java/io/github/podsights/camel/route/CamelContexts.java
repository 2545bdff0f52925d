package io.github.podsights.camel.route;

import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * Makes contexts in which something is only tried. In OSGi a plain one finds nothing: a context made there brings its own
 * kind, as a plugin of this type.
 */
public interface CamelContexts {

    /** Plain ones, for what is all in one class loader. */
    CamelContexts PLAIN = () -> new DefaultCamelContext(false);

    /** A new one, not started; whoever asked for it closes it. */
    DefaultCamelContext create();

    /** Those of the same kind as a context. */
    static CamelContexts like(CamelContext context) {
        CamelContexts own = context.getCamelContextExtension().getContextPlugin(CamelContexts.class);
        return own == null ? PLAIN : own;
    }
}
