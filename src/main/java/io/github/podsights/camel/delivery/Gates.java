package io.github.podsights.camel.delivery;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** The gate of the collector's endpoint and those of the integrations: a delivery has to pass both. */
public final class Gates {

    /** The name of the endpoint's gate in health and logs. */
    public static final String COLLECTOR = "collector";

    /** What a delivery passed, for one attempt; how that ended is told once, further words are not heard. */
    public final class Admission {

        private final String integrationId;
        private final Gate.Pass endpoint;
        private final Gate.Pass integration;

        private Admission(String integrationId, Gate.Pass endpoint, Gate.Pass integration) {
            this.integrationId = integrationId;
            this.endpoint = endpoint;
            this.integration = integration;
        }

        /** Whether it is the one attempt that a closed gate lets through. */
        public boolean isProbe() {
            return endpoint.isProbe() || integration.isProbe();
        }

        /** Whether neither gate has closed since. */
        public boolean isCurrent() {
            return endpoint.isCurrent() && integration.isCurrent();
        }

        /** Whatever the first one throws, the second is told: a probe that nobody hears of would be waited for for ever. */
        private void both(Runnable first, Runnable second) {
            try {
                first.run();
            } finally {
                second.run();
            }
        }

        /** The collector took the delivery. */
        public void accepted() {
            both(endpoint::accepted, integration::accepted);
        }

        /**
         * The collector did not answer, or could not take it now: that is no matter of the integration, unless for this one
         * alone all fails while it is accepted for others.
         */
        public void failed(String reason) {
            Gate.Verdict verdict = Gate.Verdict.NONE;
            // What is known to be a matter of the integration, which is paused already, says nothing of the endpoint.
            boolean isKnown = !endpoint.isProbe() && (integration.isProbe() || !integration.isCurrent());
            try {
                if (isKnown) {
                    endpoint.undecided();
                } else {
                    verdict = endpoint.failed(reason, new OthersThan(integrationId));
                }
            } finally {
                boolean isItsOwn =
                        verdict == Gate.Verdict.OF_ONE_ALONE || (integration.isProbe() && Gates.this.endpoint.isOpen());
                if (isItsOwn) {
                    integration.failedAlone(reason);
                } else {
                    integration.undecided();
                }
            }
            if (verdict == Gate.Verdict.CLOSED) {
                integrations.values().forEach(Gate::forgive);
            } else if (verdict == Gate.Verdict.OF_ONE_ALONE && endpoint.isProbe()) {
                // Not before that one is paused: else it would take the room of those for whose sake it opens.
                endpoint.openForOthers();
            }
        }

        /**
         * The collector answers, but takes nothing of this integration for now.
         *
         * @param until the time that has to pass first; null for the backoff
         */
        public void refused(Duration until, String reason) {
            both(endpoint::accepted, () -> integration.refused(until, reason));
        }

        /** The collector answers, and does not want this one. */
        public void rejected() {
            both(endpoint::accepted, integration::undecided);
        }

        /** The attempt was not made. */
        public void unused() {
            endpoint.unused();
            integration.unused();
        }
    }

    /** The enabled integrations but one. */
    private final class OthersThan implements Gate.Others {

        private final String id;

        private OthersThan(String id) {
            this.id = id;
        }

        @Override
        public boolean areAccepted() {
            return integrations.entrySet().stream()
                    .anyMatch(entry ->
                            !entry.getKey().equals(id) && entry.getValue().isAccepting());
        }

        @Override
        public boolean areThere() {
            return enabledIds.get().stream().anyMatch(other -> !other.equals(id));
        }
    }

    private final Gate endpoint;
    private final Function<String, Gate> newGate;
    private final Supplier<? extends Collection<String>> enabledIds;
    private final Map<String, Gate> integrations = new ConcurrentHashMap<>();

    /**
     * @param endpoint the gate of the endpoint
     * @param newGate makes the gate of an integration, by its id
     * @param enabledIds the integrations for which something may be sent at the time that it is asked
     */
    public Gates(Gate endpoint, Function<String, Gate> newGate, Supplier<? extends Collection<String>> enabledIds) {
        this.endpoint = endpoint;
        this.newGate = newGate;
        this.enabledIds = enabledIds;
    }

    /** The gate of the endpoint. */
    public Gate endpoint() {
        return endpoint;
    }

    /** The gate of an integration. */
    public Gate integration(String id) {
        Gate known = integrations.get(id);
        return known == null ? integrations.computeIfAbsent(id, newGate) : known;
    }

    /** Forgets the gates of integrations that are there no more. */
    public void forget(Collection<String> ids) {
        integrations.keySet().removeAll(ids);
    }

    /** The integrations' gates that are closed. */
    public List<Gate> paused() {
        return integrations.values().stream().filter(gate -> !gate.isOpen()).toList();
    }

    /** Whether an integration is held by failures that are not those of one delivery: of all, or of all of its own. */
    public boolean isHeldByFailures(String id) {
        return !endpoint.isOpen() || integration(id).isClosedByFailures();
    }

    /** Whether something can be sent for one of the enabled integrations, beyond a probe. */
    public boolean isOpenForAny() {
        return endpoint.isOpen()
                && enabledIds.get().stream().anyMatch(id -> integration(id).isOpen());
    }

    /** Asks to be let through for one attempt; empty if the delivery has to wait. */
    public Optional<Admission> ask(Delivery delivery) {
        Optional<Gate.Pass> ofIntegration =
                integration(delivery.integrationId()).ask(delivery, delivery.integrationId());
        if (ofIntegration.isEmpty()) {
            return Optional.empty();
        }
        Optional<Gate.Pass> ofEndpoint = endpoint.ask(delivery, delivery.integrationId());
        if (ofEndpoint.isEmpty()) {
            ofIntegration.get().unused();
            return Optional.empty();
        }
        return Optional.of(new Admission(delivery.integrationId(), ofEndpoint.get(), ofIntegration.get()));
    }

    /** The shortest time until a delivery has to ask again; zero if nobody knows. */
    public Duration untilProbe(Delivery delivery) {
        Duration ofEndpoint = endpoint.untilProbe();
        Duration ofIntegration = integration(delivery.integrationId()).untilProbe();
        return ofEndpoint.compareTo(ofIntegration) > 0 ? ofEndpoint : ofIntegration;
    }
}
