package io.github.podsights.camel.route;

import io.github.podsights.camel.delivery.Delivery;
import org.apache.camel.spi.Registry;

/** In place of the step that holds back duplicates: nothing is one. */
public final class NoDuplicates {

    private NoDuplicates() {}

    static void bind(Registry registry) {
        NoDuplicates none = new NoDuplicates();
        registry.bind(CheckDuplicate.NAME, none);
        Condition.ofDelivery(registry, CheckDuplicate.NAME + ".first", none::first);
    }

    /** Always. */
    public boolean first(Delivery delivery) {
        return true;
    }
}
