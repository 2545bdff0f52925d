package io.github.podsights.camel.route;

import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.delivery.Gate;
import io.github.podsights.camel.delivery.Gates;
import io.github.podsights.camel.delivery.Measurements;
import io.github.podsights.camel.event.Origin;
import io.github.podsights.camel.health.Health;
import io.github.podsights.camel.identity.Redaction;
import io.github.podsights.camel.integration.Integrations;
import io.github.podsights.camel.metrics.Meter;
import io.github.podsights.camel.reload.Reloads;
import io.github.podsights.camel.settings.IdentitySettings;
import io.github.podsights.camel.settlement.Balance;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;

/** What there is to see of a bundle from outside: its metrics, if somebody collects them, and its checks. */
final class BundleWatch {

    private final CamelContext context;
    private final Balance balance;
    private final Health health = new Health();
    private final Measurements measurements;
    private final Map<String, Runnable> gateMeters = new HashMap<>();
    private Collection<String> sources = List.of();

    BundleWatch(CamelContext context, Balance balance, InstantSource clock, LongSupplier nanoTime) {
        this.context = context;
        this.balance = balance;
        this.measurements = MetricsParts.of(context, balance, clock, nanoTime);
    }

    /** What attempts and mappings are told to. */
    Measurements measurements() {
        return measurements;
    }

    /** The checks. */
    Health health() {
        return health;
    }

    /** @param kinds the sources that run, as {@code podsights.source} names them */
    void sources(Set<String> kinds, Stopping stopping) {
        sources = kinds.contains("none") ? List.of(Origin.DIRECT.kind()) : kinds;
        health.add("sources", new SourcesStarted(context, stopping)::whyNot);
        openAccounts(Delivery.NONE);
    }

    /** The gate of the endpoint, and of each integration that is enabled at the moment. */
    void integrations(Gates gates, Supplier<Integrations> integrations) {
        health.add(Health.COLLECTOR, () -> closed(gates.endpoint()));
        var unused = gate(Health.COLLECTOR, gates::endpoint);
        health.addAll("integrations", () -> {
            Map<String, Optional<String>> checks = new TreeMap<>();
            for (String id : integrations.get().enabledIds()) {
                checks.put(Health.INTEGRATION + id, closed(gates.integration(id)));
            }
            return checks;
        });
        changed(gates, integrations.get());
    }

    /** There are other integrations now: the meters of those that are gone, or disabled, go too. */
    void changed(Gates gates, Integrations integrations) {
        List<String> enabled = integrations.enabledIds();
        gateMeters.entrySet().removeIf(meter -> {
            boolean gone = !enabled.contains(meter.getKey());
            if (gone) {
                meter.getValue().run();
            }
            return gone;
        });
        for (String id : enabled) {
            gateMeters.computeIfAbsent(id, key -> gate(Health.INTEGRATION + id, () -> gates.integration(id)));
            openAccounts(id);
        }
    }

    /** What became of changes of the configuration. */
    void reloads(Reloads reloads, Supplier<Optional<String>> routesBroken) {
        health.add("configuration", routesBroken, () -> Redaction.redact(reloads.note()));
        for (Reloads.Result result : Reloads.Result.values()) {
            MetricsParts.add(
                    measurements, Meter.RELOADS, Map.of(Meter.RESULT, result.word()), () -> reloads.of(result));
        }
    }

    /** What is written: dead letters, and deliveries that are parked. */
    void written(Unwritten deadLetters, ParkParts parked) {
        health.add("dead-letters", deadLetters::whyNot);
        health.add("parked", parked::whyNot);
        MetricsParts.add(
                measurements,
                Meter.UNWRITTEN,
                Map.of(),
                () -> deadLetters.count() + parked.unparked().count());
        MetricsParts.add(measurements, Meter.PARKED_DEPTH, Map.of(), parked::depth);
    }

    /** The errors by which steps have ended. */
    void steps(StepErrors errors) {
        health.add("steps", errors::whyNot);
    }

    /** The identity store, if it is a database: memory is always there. */
    void identities(IdentitySettings settings, KnowVisitor identity) {
        if (settings.isOn() && settings.database().isPresent()) {
            health.add("identities", identity::whyNot);
        }
    }

    /** @param reason why no events come from Kafka, or nothing can be written there; empty while it can */
    void kafka(Supplier<Optional<String>> reason) {
        health.add("kafka", reason);
    }

    /** @param reason why no events come from JMS; empty while they can */
    void jms(Supplier<Optional<String>> reason) {
        health.add("jms", reason);
    }

    /** The database of duplicates. */
    void duplicates(CheckDuplicate step) {
        health.add("duplicates", step::whyNot);
    }

    void absurdRetryAfters(LongSupplier count) {
        MetricsParts.add(measurements, Meter.ABSURD_RETRY_AFTER, Map.of(), count);
    }

    private Runnable gate(String name, Supplier<Gate> gate) {
        return MetricsParts.add(
                measurements,
                Meter.GATE_OPEN,
                Map.of(Meter.GATE, name),
                () -> gate.get().isOpen() ? 1 : 0);
    }

    private static Optional<String> closed(Gate gate) {
        return Optional.ofNullable(gate.reason());
    }

    /** From the start, with 0: what watches the metrics would miss the first one of what appears with 1. */
    private void openAccounts(String integration) {
        sources.forEach(source -> balance.account(integration, source));
    }

    /** Takes the metrics out of the host's registry. */
    void close() {
        MetricsParts.close(measurements);
    }
}
