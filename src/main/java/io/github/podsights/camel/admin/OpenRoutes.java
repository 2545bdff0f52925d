package io.github.podsights.camel.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.podsights.camel.health.Check;
import io.github.podsights.camel.health.Health;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** What whoever reaches the port may see: metrics for Prometheus, and health for what watches over the process. */
public final class OpenRoutes implements AdminRoutes {

    /** For Prometheus. */
    public static final String METRICS = "/metrics";

    /** 200 for as long as the process answers: it need not be started anew. */
    public static final String LIVE = "/health/live";

    /** 200 if every check is up, else 503. */
    public static final String READY = "/health/ready";

    /** The paths that are open. */
    static final Set<String> PATHS = Set.of(METRICS, LIVE, READY);

    private final Supplier<String> metrics;
    private final Health health;

    /** @param metrics what {@code /metrics} shows, in Prometheus' text format 0.0.4 */
    public OpenRoutes(Supplier<String> metrics, Health health) {
        this.metrics = metrics;
        this.health = health;
    }

    @Override
    public void add(RoutesConfig routes) {
        routes.get(METRICS, this::metrics);
        routes.get(
                LIVE,
                context -> Json.answer(
                        context, JsonNodeFactory.instance.objectNode().put("live", true)));
        routes.get(READY, this::ready);
    }

    private void metrics(Context context) {
        context.contentType("text/plain; version=0.0.4; charset=utf-8").result(metrics.get());
    }

    private void ready(Context context) {
        List<Check> checks = health.checks();
        context.status(Health.isReady(checks) ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE);
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("ready", Health.isReady(checks));
        answer.set("checks", Json.checks(checks));
        Json.answer(context, answer);
    }
}
