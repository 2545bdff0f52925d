package io.github.podsights.camel.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;

/** The registry of a bundle that runs on its own, with what the JVM says of itself, as Prometheus reads it. */
public final class PrometheusPage implements AutoCloseable {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics gc = new JvmGcMetrics();

    /** @param label that is not shown, since it says the same of every meter */
    public PrometheusPage(String label) {
        registry.config().meterFilter(MeterFilter.ignoreTags(label));
        for (MeterBinder binder : List.of(
                new JvmMemoryMetrics(),
                gc,
                new JvmThreadMetrics(),
                new ClassLoaderMetrics(),
                new ProcessorMetrics(),
                new FileDescriptorMetrics(),
                new UptimeMetrics())) {
            binder.bindTo(registry);
        }
    }

    /** Where meters are registered. */
    public MeterRegistry registry() {
        return registry;
    }

    /** All of it, in Prometheus' text format 0.0.4; the books in it are of one moment. */
    public String text() {
        synchronized (registry) {
            return registry.scrape();
        }
    }

    @Override
    public void close() {
        gc.close();
        registry.close();
    }
}
