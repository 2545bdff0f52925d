package io.github.podsights.camel.route;

import io.github.podsights.camel.delivery.Measurements;
import io.github.podsights.camel.metrics.BundleMetrics;
import io.github.podsights.camel.metrics.Meter;
import io.github.podsights.camel.settlement.Balance;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The metrics of a context, in the registry that its host has. Loaded only where there is Micrometer. */
public final class MetricsParts {

    /** Tells the meters of several contexts in one registry apart. */
    public static final String CONTEXT = "context";

    private static final Logger LOG = LoggerFactory.getLogger(MetricsParts.class);

    private MetricsParts() {}

    /**
     * The metrics in the one registry of the context; {@link Measurements#NONE} if it has none, or several, or Micrometer is
     * not there at all.
     */
    static Measurements of(CamelContext context, Balance balance, InstantSource clock, LongSupplier nanoTime) {
        try {
            return Micrometer.of(context, balance, clock, nanoTime);
        } catch (LinkageError e) {
            LOG.debug(
                    "No metrics, for Micrometer is not there ({})", e.getClass().getSimpleName());
            return Measurements.NONE;
        }
    }

    /**
     * Adds a meter of another part of the bundle, which is read when it is asked for; does nothing without metrics.
     *
     * @param labels the value of each of its labels, none of them from an event
     * @return takes it away again
     */
    static Runnable add(Measurements measurements, Meter meter, Map<String, String> labels, LongSupplier value) {
        return measurements == Measurements.NONE ? () -> {} : Micrometer.add(measurements, meter, labels, value);
    }

    /** Takes them out of the host's registry. */
    static void close(Measurements measurements) {
        if (measurements != Measurements.NONE) {
            Micrometer.close(measurements);
        }
    }

    private static final class Micrometer {

        static Measurements of(CamelContext context, Balance balance, InstantSource clock, LongSupplier nanoTime) {
            Set<MeterRegistry> registries = context.getRegistry().findByType(MeterRegistry.class);
            if (registries.isEmpty()) {
                return Measurements.NONE;
            }
            if (registries.size() > 1) {
                LOG.warn(
                        "No metrics: {} meter registries are bound, and none says that it is meant", registries.size());
                return Measurements.NONE;
            }
            MeterRegistry registry = registries.iterator().next();
            Tags tags = Tags.of(CONTEXT, context.getName());
            if (registry.find(Meter.UNWRITTEN.id()).tags(tags).meter() != null) {
                LOG.warn(
                        "No metrics: another context that is named {} has its own in the same registry",
                        context.getName());
                return Measurements.NONE;
            }
            return new BundleMetrics(registry, tags, balance, clock, nanoTime);
        }

        static Runnable add(Measurements measurements, Meter meter, Map<String, String> labels, LongSupplier value) {
            return ((BundleMetrics) measurements).add(meter, labels, value);
        }

        static void close(Measurements measurements) {
            ((BundleMetrics) measurements).close();
        }
    }
}
