package io.github.podsights.camel.settlement;

import java.io.IOException;
import java.util.BitSet;

/**
 * Where a source keeps how far it is settled, so that a process that dies goes on from there.
 *
 * @param <P> a position in the source
 */
@FunctionalInterface
public interface Progress<P> {

    /**
     * Keeps the state; when it returns, the state outlives the process.
     *
     * @param position everything before it is settled
     * @param settledBeyond which of the events after it are settled too, counted from 0
     * @throws IOException if it could not be kept; it is tried again
     */
    void save(P position, BitSet settledBeyond) throws IOException;
}
