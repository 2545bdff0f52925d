package io.github.podsights.camel.route;

import io.github.podsights.camel.delivery.Gate;
import io.github.podsights.camel.delivery.Gates;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once when a gate has closed, and once when it has opened. */
final class GateLog {

    private static final Logger LOG = LoggerFactory.getLogger(GateLog.class);

    private GateLog() {}

    static void changed(Gate gate) {
        // Read once: it may have changed again meanwhile, which is then told by itself.
        String reason = gate.reason();
        if (gate.name().equals(Gates.COLLECTOR)) {
            if (reason == null && gate.opening() == Gate.Opening.FOR_OTHERS) {
                LOG.info("The gate is open for others: all that failed was of the one integration that is paused now");
            } else if (reason == null) {
                LOG.info("The collector accepts deliveries again: the gate is open");
            } else {
                LOG.warn(
                        "The gate is closed: {}. What is in flight is kept in hand, and one delivery at a time is tried"
                                + " until the collector accepts it",
                        reason);
            }
        } else if (reason == null && gate.opening() == Gate.Opening.OF_ALL) {
            LOG.info("Integration {} is paused no more: it is the collector that fails, for all", gate.name());
        } else if (reason == null) {
            LOG.info("Integration {}: the collector accepts its deliveries again", gate.name());
        } else {
            LOG.warn(
                    "Integration {} is paused: {}. One delivery at a time is tried until it is accepted{}",
                    gate.name(),
                    reason,
                    reason.endsWith("(set-up)") ? "; check its key and podsights.collector.url" : "");
        }
    }
}
