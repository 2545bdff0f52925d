package io.github.podsights.camel;

import io.github.podsights.camel.embedded.PodsightsRoutes;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

/** An application that embeds the bundle, for a class loader of its own. */
public final class Embedding {

    private Embedding() {}

    /** Delivers one event; what became of it. */
    public static String call(Path home, String collector, String event) throws Exception {
        try (CamelContext context = start(home, collector, "none")) {
            return deliver(context, event);
        }
    }

    /**
     * Delivers one event by each of two contexts that run at the same time; what became of both.
     *
     * @param sources of the second
     */
    public static String callBoth(Path one, Path two, String collector, String event, String sources) throws Exception {
        try (CamelContext first = start(one, collector, "none");
                CamelContext second = start(two, collector, sources)) {
            return deliver(first, event) + deliver(second, event);
        }
    }

    private static CamelContext start(Path home, String collector, String sources) throws Exception {
        CamelContext context = new DefaultCamelContext();
        context.getPropertiesComponent().addInitialProperty("podsights.collector.url", collector);
        context.addRoutes(new PodsightsRoutes(sources).relativeTo(home));
        context.start();
        return context;
    }

    private static String deliver(CamelContext context, String event) {
        return String.valueOf(context.createProducerTemplate().requestBody("direct:podsights", event, List.class));
    }
}
