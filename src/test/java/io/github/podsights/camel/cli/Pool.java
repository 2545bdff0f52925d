package io.github.podsights.camel.cli;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A bean as routes have it: with something open, which ends when it is closed. */
public final class Pool implements AutoCloseable {

    /** All that were made. */
    static final List<Pool> MADE = new CopyOnWriteArrayList<>();

    private volatile boolean closed;
    private int size;

    /** An open one. */
    public Pool() {
        MADE.add(this);
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
