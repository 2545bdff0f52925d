package io.github.podsights.camel.settlement;

import java.io.IOException;
import java.util.BitSet;

/** Keeps in memory what a crash would leave behind; a position is the number of events before it. */
final class SavedProgress implements Progress<Integer> {

    /** What was kept at one time. */
    record Kept(int position, BitSet beyond) {

        /** How many events a process that begins there does not read again. */
        int events() {
            return position + beyond.cardinality();
        }

        boolean has(int event) {
            return event < position || beyond.get(event - position);
        }
    }

    private volatile Kept kept = new Kept(0, new BitSet());
    private volatile int failures;
    private int saves;

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // InFlight saves on one thread at a time
    public void save(Integer position, BitSet settledBeyond) throws IOException {
        saves++;
        if (failures > 0) {
            failures--;
            throw new IOException("no room");
        }
        kept = new Kept(position, settledBeyond);
    }

    /** The next so many saves fail. */
    void failNext(int count) {
        failures = count;
    }

    Kept kept() {
        return kept;
    }

    int saves() {
        return saves;
    }
}
