package io.github.podsights.camel.collector;

import java.util.Arrays;

/**
 * Counts exactly how many different hashes there are and how many came more than once, at 9 bytes a slot. Grows with the
 * number of different hashes. Safe for several threads, which meet only if their hashes fall into the same stripe.
 */
final class IdCounts {

    private static final int STRIPE_BITS = 4;

    private final Stripe[] stripes = new Stripe[1 << STRIPE_BITS];

    IdCounts() {
        Arrays.setAll(stripes, i -> new Stripe());
    }

    /** @param hash not 0 */
    void add(long hash) {
        stripes[(int) (hash >>> (Long.SIZE - STRIPE_BITS))].add(hash);
    }

    /** How many different hashes came. */
    long distinct() {
        return Arrays.stream(stripes).mapToLong(Stripe::distinct).sum();
    }

    /** How many of them came more than once. */
    long twice() {
        return Arrays.stream(stripes).mapToLong(Stripe::twice).sum();
    }

    /** An open-addressing table; 0 is a free slot. */
    private static final class Stripe {
        private long[] hashes = new long[256];
        private boolean[] again = new boolean[256];
        private int distinct;
        private int twice;

        synchronized void add(long hash) {
            int slot = slotOf(hash);
            if (hashes[slot] == 0) {
                hashes[slot] = hash;
                distinct++;
                if (distinct * 2 > hashes.length) {
                    grow();
                }
            } else if (!again[slot]) {
                again[slot] = true;
                twice++;
            }
        }

        synchronized int distinct() {
            return distinct;
        }

        synchronized int twice() {
            return twice;
        }

        private int slotOf(long hash) {
            int mask = hashes.length - 1;
            int slot = (int) hash & mask;
            while (hashes[slot] != 0 && hashes[slot] != hash) {
                slot = (slot + 1) & mask;
            }
            return slot;
        }

        private void grow() {
            long[] oldHashes = hashes;
            boolean[] oldAgain = again;
            hashes = new long[oldHashes.length * 2];
            again = new boolean[hashes.length];
            for (int i = 0; i < oldHashes.length; i++) {
                if (oldHashes[i] != 0) {
                    int slot = slotOf(oldHashes[i]);
                    hashes[slot] = oldHashes[i];
                    again[slot] = oldAgain[i];
                }
            }
        }
    }
}
