package io.github.podsights.camel.settlement;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * How far a sequence of events is settled: everything before the oldest unsettled one, its <em>prefix</em>, and which of
 * those after it are settled already. Positions are handed in and given back as they are; only their order counts.
 * Not thread-safe.
 *
 * @param <P> a position in the source: where reading goes on once everything up to it is settled
 */
public final class SettledPrefix<P> {

    private static final int FIRST_SIZE = 64;

    private final int span;
    private final BitSet settled;
    private Object[] positions;
    private long first;
    private long next;
    private P prefix;

    /**
     * @param span how many events there may be between the oldest unsettled and the newest one; at least 1
     * @param start the position where the sequence begins: everything before it is settled
     */
    public SettledPrefix(int span, P start) {
        this.span = span;
        this.positions = new Object[Math.min(span, FIRST_SIZE)];
        this.settled = new BitSet();
        this.prefix = start;
    }

    /** Whether another event can be added: false as long as a straggler keeps the span full. */
    public boolean hasRoom() {
        return next - first < span;
    }

    /**
     * Adds the next event.
     *
     * @param position where reading goes on after it
     * @return its number, from 0
     */
    public long add(P position) {
        if (!hasRoom()) {
            throw new IllegalStateException("the span of " + span + " events is full");
        }
        if (next - first == positions.length) {
            grow();
        }
        positions[slot(next)] = position;
        return next++;
    }

    /** Settles an event that was added; settling it twice, or one that was never added, is an error. */
    public void settle(long number) {
        if (number < first || number >= next || settled.get(slot(number))) {
            throw new IllegalStateException("event " + number + " is not waiting to be settled");
        }
        settled.set(slot(number));
        while (first < next && settled.get(slot(first))) {
            settled.clear(slot(first));
            prefix = at(first);
            positions[slot(first)] = null;
            first++;
        }
    }

    /** Where reading goes on: everything before it is settled. */
    public P position() {
        return prefix;
    }

    /** How many of the added events are not part of the prefix. */
    public long behindPrefix() {
        return next - first;
    }

    /** Which of the events after the prefix are settled: bit 0 is the first of them, and never set. A copy. */
    public BitSet settledBeyond() {
        BitSet beyond = new BitSet();
        int slotOfFirst = slot(first);
        for (int i = settled.nextSetBit(0); i >= 0; i = settled.nextSetBit(i + 1)) {
            beyond.set(i >= slotOfFirst ? i - slotOfFirst : i + positions.length - slotOfFirst);
        }
        return beyond;
    }

    /** The positions of the events after the prefix that are not settled, in their order; of the first, too. A copy. */
    public List<P> unsettled() {
        List<P> unsettled = new ArrayList<>();
        for (long number = first; number < next; number++) {
            if (!settled.get(slot(number))) {
                unsettled.add(at(number));
            }
        }
        return unsettled;
    }

    /** The position of the newest event; where the sequence begins if there is none. */
    public P newest() {
        return next == first ? prefix : at(next - 1);
    }

    /** Most sequences never need the whole span, and there may be hundreds of them. */
    private void grow() {
        Object[] larger = new Object[Math.min(span, 2 * positions.length)];
        BitSet settledBefore = settledBeyond();
        for (long number = first; number < next; number++) {
            larger[(int) (number % larger.length)] = positions[slot(number)];
        }
        positions = larger;
        settled.clear();
        for (int i = settledBefore.nextSetBit(0); i >= 0; i = settledBefore.nextSetBit(i + 1)) {
            settled.set(slot(first + i));
        }
    }

    private int slot(long number) {
        return (int) (number % positions.length);
    }

    @SuppressWarnings("unchecked")
    private P at(long number) {
        return (P) positions[slot(number)];
    }
}
