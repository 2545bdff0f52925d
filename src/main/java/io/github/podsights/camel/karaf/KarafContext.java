package io.github.podsights.camel.karaf;

import io.github.podsights.camel.route.CamelContexts;
import org.apache.camel.CamelContext;
import org.apache.camel.TypeConverter;
import org.apache.camel.karaf.core.OsgiDefaultCamelContext;
import org.apache.camel.karaf.core.OsgiTypeConverter;
import org.apache.camel.spi.Injector;
import org.osgi.framework.BundleContext;

/**
 * A context of this bundle in OSGi, of which nothing is left when it has stopped. Camel's own one leaves its type converter
 * listening for services if it was only tried and never started, or is asked for a conversion as late as by its stop.
 */
final class KarafContext extends OsgiDefaultCamelContext {

    // Made while the super class is constructed: an initializer would undo that.
    private Converter converter;

    KarafContext(BundleContext osgi) {
        super(osgi);
        getCamelContextExtension().addContextPlugin(CamelContexts.class, () -> new KarafContext(osgi));
    }

    @Override
    protected TypeConverter createTypeConverter() {
        converter = new Converter(getBundleContext(), this, getInjector());
        return converter;
    }

    @Override
    public void stop() {
        super.stop();
        if (converter != null) {
            converter.release();
        }
    }

    private static final class Converter extends OsgiTypeConverter {

        Converter(BundleContext osgi, CamelContext context, Injector injector) {
            super(osgi, context, injector);
        }

        /** Whatever its state: it listens from the first conversion on, started or not. */
        private void release() {
            try {
                doStop();
            } catch (Exception e) {
                throw new IllegalStateException("a tracker of services can be closed", e);
            }
        }
    }
}
