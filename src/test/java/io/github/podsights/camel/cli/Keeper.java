package io.github.podsights.camel.cli;

import java.util.ArrayList;
import java.util.List;

/** A bean that keeps another one where no field says so. */
public final class Keeper {

    private final List<Pool> pools = new ArrayList<>();

    /** One more. */
    public void setPool(Pool pool) {
        pools.add(pool);
    }

    /** Fails if one of them is closed. */
    public void use() {
        pools.forEach(Pool::use);
    }
}
