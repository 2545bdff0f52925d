package io.github.podsights.camel.cli;

import java.util.concurrent.atomic.AtomicInteger;

/** A bean that can be made so many times, and then no more. */
public final class Fragile {

    /** How many were made. */
    static final AtomicInteger MADE = new AtomicInteger();

    /** How many can be made in all. */
    static volatile int most = Integer.MAX_VALUE;

    private int size;

    /** One more. */
    public Fragile() {
        if (MADE.incrementAndGet() > most) {
            throw new IllegalStateException("no more of them");
        }
    }

    /** How large it is. */
    public int getSize() {
        return size;
    }

    /** As large as that. */
    public void setSize(int size) {
        this.size = size;
    }
}
