package io.github.podsights.camel.cli;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A bean as routes have it: with something open, which ends when it is closed. */
public final class Pool implements AutoCloseable {

    /** All that were made. */
    static final List<Pool> MADE = new CopyOnWriteArrayList<>();

    private static final AtomicInteger ASKED = new AtomicInteger();

    private static volatile Set<Integer> failing = Set.of();

    private volatile boolean closed;
    private int size;

    /** An open one. */
    public Pool() {
        if (failing.contains(ASKED.incrementAndGet())) {
            throw new IllegalStateException("no more connections");
        }
        MADE.add(this);
    }

    /** Has some of those that are asked for from now on not be made; the first is 1. */
    static void fail(Set<Integer> which) {
        ASKED.set(0);
        failing = which;
    }

    /** How large it is. */
    public int getSize() {
        return size;
    }

    /** As large as that. */
    public void setSize(int size) {
        this.size = size;
    }

    /** Fails if it is closed. */
    public void use() {
        if (closed) {
            throw new IllegalStateException("closed");
        }
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
    }
}
