package io.github.podsights.camel.cli;

import io.github.podsights.camel.admin.AdminServer;
import io.github.podsights.camel.admin.AdminStartException;
import io.github.podsights.camel.admin.OpenRoutes;
import io.github.podsights.camel.admin.ReplayRoute;
import io.github.podsights.camel.admin.StatusRoute;
import io.github.podsights.camel.metrics.PrometheusPage;
import io.github.podsights.camel.route.MetricsParts;
import io.github.podsights.camel.route.PodsightsBundle;
import io.github.podsights.camel.settings.AdminSettings;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;

/** The admin port of a bundle that runs on its own, and the metrics behind it; nothing if it is off. */
final class AdminPort implements AutoCloseable {

    private final AdminSettings settings;
    private PrometheusPage page;
    private ReplayRoute replay;
    private AdminServer server;

    AdminPort(AdminSettings settings) {
        this.settings = settings;
    }

    /** Gives the context a registry, in which the bundle then finds it. */
    void measure(CamelContext context) {
        if (settings.port().isPresent()) {
            page = new PrometheusPage(MetricsParts.CONTEXT);
            context.getRegistry().bind("podsightsMeterRegistry", page.registry());
        }
    }

    /**
     * Opens the port, of a bundle that is not started yet: until it is, it is not ready.
     *
     * @param context what it runs in
     * @throws AdminStartException if it can't be listened on
     */
    void open(Configuration configuration, PodsightsBundle bundle, CamelContext context) throws AdminStartException {
        if (settings.port().isEmpty()) {
            return;
        }
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("podsights-camel", Version.text());
        versions.put("camel", context.getVersion());
        versions.put("java", Runtime.version().toString());
        Clock clock = Clock.systemUTC();
        replay = new ReplayRoute(new InstanceReplays(configuration, bundle, context, clock));
        server = AdminServer.start(
                settings,
                List.of(
                        new OpenRoutes(page::text, bundle.health()),
                        new StatusRoute(bundle.balance(), bundle.health(), versions, clock),
                        replay));
    }

    /** Where it is to be asked; empty if it is off. */
    Optional<String> url() {
        return Optional.ofNullable(server).map(AdminServer::url);
    }

    @Override
    public void close() {
        if (server != null) {
            replay.close();
            server.close();
        }
        if (page != null) {
            page.close();
        }
    }
}
