package io.github.podsights.camel.route;

import io.github.podsights.camel.delivery.Delivery;

/** Is told of each delivery once it is settled, on the thread that settled it. */
@FunctionalInterface
public interface SettlementListener {

    /** A delivery ended, and its outcome is counted. */
    void settled(Delivery delivery);

    /** Listens to nothing. */
    SettlementListener NONE = delivery -> {};
}
