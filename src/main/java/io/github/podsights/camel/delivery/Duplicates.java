package io.github.podsights.camel.delivery;

import io.github.podsights.camel.store.UnavailableException;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Which deliveries are under way, and which were accepted before: of several with the same key one is sent. A delivery
 * claims its key first. The one that gets it goes on, and says in the end whether it was accepted; its twins wait for
 * that, and claim again.
 *
 * <p>Nobody waits in a circle as long as a delivery holds one key at a time, or claims several in one and the same order.
 */
public final class Duplicates implements AutoCloseable {

    /** What a claim comes to. */
    public enum Claim {
        /** The key is this delivery's, until it is accepted or released. */
        FIRST,
        /** It is another's, whose end is to be waited for. */
        IN_FLIGHT,
        /** It was accepted within the window: this delivery is a duplicate. */
        ACCEPTED
    }

    /** A delivery that goes on, and who waits for it. */
    private static final class Holder {

        private final CountDownLatch ended = new CountDownLatch(1);
        private final AtomicInteger waiting = new AtomicInteger();
    }

    private final ConcurrentHashMap<DuplicateKey, Holder> inFlight = new ConcurrentHashMap<>();
    private final AcceptedKeys acceptedKeys;
    private volatile boolean lettingGo;

    /** @param acceptedKeys remembers what was accepted; closed with this */
    public Duplicates(AcceptedKeys acceptedKeys) {
        this.acceptedKeys = acceptedKeys;
    }

    /**
     * Claims a key; does not wait for a twin.
     *
     * @throws UnavailableException if it can't be known whether it was accepted before: nothing is claimed
     */
    public Claim claim(DuplicateKey key) throws UnavailableException {
        Holder holder = new Holder();
        if (inFlight.putIfAbsent(key, holder) != null) {
            return Claim.IN_FLIGHT;
        }
        // Looked up only now: the twin that held it before said that it was accepted before it let go.
        boolean first = false;
        try {
            first = !acceptedKeys.contains(key);
            return first ? Claim.FIRST : Claim.ACCEPTED;
        } finally {
            if (!first) {
                released(key);
            }
        }
    }

    /**
     * Waits until the delivery that holds a key has ended; not at all if none does, or all are {@linkplain #letGo let go}.
     *
     * @return false if it has not ended in that time
     */
    public boolean await(DuplicateKey key, Duration atMost) throws InterruptedException {
        Holder holder = inFlight.get(key);
        if (holder == null || lettingGo) {
            return true;
        }
        holder.waiting.incrementAndGet();
        try {
            return holder.ended.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            holder.waiting.decrementAndGet();
        }
    }

    /**
     * The delivery that holds a key was accepted: its twins are duplicates.
     *
     * @throws UnavailableException if that can't be remembered; a twin that waits goes on then
     */
    public void accepted(DuplicateKey key) throws UnavailableException {
        try {
            acceptedKeys.add(key);
        } finally {
            released(key);
        }
    }

    /** The delivery that holds a key was not accepted: one of those that wait goes on in its place. */
    public void released(DuplicateKey key) {
        Holder holder = inFlight.remove(key);
        if (holder != null) {
            holder.ended.countDown();
        }
    }

    /** How many deliveries wait for their twin, and can do nothing before it has ended. */
    public int waiting() {
        return inFlight.values().stream()
                .mapToInt(holder -> holder.waiting.get())
                .sum();
    }

    /** Whether it can be known now what was accepted before. */
    public void check() throws UnavailableException {
        acceptedKeys.check();
    }

    /** Ends the waits, though no twin has ended, and lets nobody wait any more. */
    public void letGo() {
        lettingGo = true;
        inFlight.values().forEach(holder -> holder.ended.countDown());
    }

    @Override
    public void close() {
        acceptedKeys.close();
    }
}
