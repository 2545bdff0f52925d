package io.github.podsights.camel.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.podsights.camel.health.Check;
import io.github.podsights.camel.health.Health;
import io.github.podsights.camel.settlement.Balance;
import io.javalin.config.RoutesConfig;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** {@code GET /status}: the books, the checks, since when it runs and what of. */
public final class StatusRoute implements AdminRoutes {

    /** Its path. */
    public static final String PATH = "/status";

    private final Balance balance;
    private final Health health;
    private final Map<String, String> versions;
    private final InstantSource clock;
    private final Instant started;

    /** @param versions of what runs here, by its name, in the order in which they are shown */
    public StatusRoute(Balance balance, Health health, Map<String, String> versions, InstantSource clock) {
        this.balance = balance;
        this.health = health;
        this.versions = versions;
        this.clock = clock;
        this.started = clock.instant();
    }

    @Override
    public void add(RoutesConfig routes) {
        routes.get(PATH, context -> Json.answer(context, status()));
    }

    private ObjectNode status() {
        List<Check> checks = health.checks();
        List<Balance.Line> lines = balance.lines();
        ObjectNode status = JsonNodeFactory.instance
                .objectNode()
                .put("ready", Health.isReady(checks))
                .put("started_at", started.toString())
                .put(
                        "uptime_seconds",
                        Duration.between(started, clock.instant()).toSeconds());
        ObjectNode known = status.putObject("versions");
        versions.forEach(known::put);
        status.set("checks", Json.checks(checks));
        status.set("total", Json.line(Balance.total(lines)));
        ArrayNode balances = status.putArray("balance");
        lines.forEach(line -> balances.add(Json.line(line)));
        return status;
    }
}
