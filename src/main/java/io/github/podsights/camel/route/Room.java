package io.github.podsights.camel.route;

import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.delivery.Gate;
import io.github.podsights.camel.delivery.Gates;
import io.github.podsights.camel.integration.Integrations;
import io.github.podsights.camel.settlement.Balance;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Sees to it that an integration that is paused, slow or broken does not take the room of the others: what can't be sent
 * for it now is parked, as long as something can be sent for others. If nothing can, all waits where it is, and the sources
 * are held.
 */
final class Room {

    /** So many deliveries in hand are enough to be the probe in turn: one that always fails must not be the only one. */
    static final int PROBERS = 4;

    /** What of a source's window the deliveries of one integration may take, if there are several: three of four. */
    private static final int SHARES = 3;

    private static final int OF = 4;

    private static final long LOOK_MILLIS = 100;

    private static final String SLOWER = "its integration is slower than the others, and has no more room";

    private static final Duration LONGEST_PROBER = Duration.ofMinutes(1);

    private static final Duration LONGEST_REST = Duration.ofHours(1);

    /** Whether a wait is to go on; it throws if not. */
    @FunctionalInterface
    interface Check {
        void check() throws UnsettledException, InterruptedException;
    }

    private record Key(String integration, String source) {}

    private final Gates gates;
    private final Supplier<Integrations> integrations;
    private final Balance balance;
    private final Map<String, Integer> windows;
    private final Parking parking;
    private final Map<Key, Semaphore> places = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> waiting = new ConcurrentHashMap<>();

    /** @param windows how many events of a kind of source may be in flight; of other kinds there is no limit */
    Room(
            Gates gates,
            Supplier<Integrations> integrations,
            Balance balance,
            Map<String, Integer> windows,
            Parking parking) {
        this.gates = gates;
        this.integrations = integrations;
        this.balance = balance;
        this.windows = Map.copyOf(windows);
        this.parking = parking;
    }

    /** A delivery begins to wait at a gate. */
    void waits(Delivery delivery) {
        count(delivery).incrementAndGet();
    }

    /** A delivery waits no longer at a gate. */
    void waitsNoMore(Delivery delivery) {
        count(delivery).decrementAndGet();
    }

    private AtomicInteger count(Delivery delivery) {
        return waiting.computeIfAbsent(delivery.integrationId(), id -> new AtomicInteger());
    }

    /** Whether sources are to be held: nothing can be sent, and what is to be the probe is in hand. */
    boolean isNothingSent() {
        int held = 0;
        for (AtomicInteger count : waiting.values()) {
            held += count.get();
        }
        return held >= PROBERS && !gates.isOpenForAny(integrations.get().enabledIds());
    }

    /**
     * Waits until a delivery has a place among those of its integration, of which there are fewer than events may be in
     * flight: so that others go on past one that does not answer. None is taken where there is but one integration.
     *
     * @param goOn asked a few times a second; what it throws ends the wait
     * @return false if it is parked instead: by now nearly all events of the source wait for its integration alone
     */
    boolean enters(Delivery delivery, Check goOn) throws UnsettledException, InterruptedException {
        if (delivery.hasEntered()
                || delivery.resumedFrom() != null
                || integrations.get().enabledIds().size() < 2) {
            return true;
        }
        String source = delivery.received().origin().kind();
        Integer window = windows.get(source);
        if (window == null) {
            return true;
        }
        int most = Math.max(1, window * SHARES / OF);
        Semaphore free = places.computeIfAbsent(new Key(delivery.integrationId(), source), key -> new Semaphore(most));
        Balance.Account account = balance.account(delivery.integrationId(), source);
        while (!free.tryAcquire()) {
            goOn.check();
            if (account.alone() >= most && parking.park(delivery, Duration.ZERO, SLOWER)) {
                return false;
            }
            if (free.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                break;
            }
        }
        delivery.enters(free::release);
        return true;
    }

    /**
     * Parks a delivery that waits while its integration is paused, if enough others are in hand to be the probe: then it
     * counts no longer as one that waits. One that had come back goes to where it was, without a further stage, and for the
     * longer the longer the pause has been. Who has waited for long is relieved by the next one, since all that time its
     * source can't acknowledge what is behind it.
     *
     * @param waited how long it has waited, in nanoseconds
     */
    boolean parksWhilePaused(Delivery delivery, long waited) {
        Gate gate = gates.integration(delivery.integrationId());
        if (gate.isOpen() || !gates.isOpenForAny(integrations.get().enabledIds()) || !parking.hasPlace(delivery)) {
            return false;
        }
        int most = waited > LONGEST_PROBER.toNanos() ? 1 : PROBERS;
        if (count(delivery).getAndUpdate(count -> count > most ? count - 1 : count) <= most) {
            return false;
        }
        String reason = "its integration is paused: " + gate.reason();
        if (delivery.resumedFrom() != null) {
            Duration paused = gate.closedFor();
            parking.parkAgain(delivery, paused.compareTo(LONGEST_REST) < 0 ? paused : LONGEST_REST, reason);
            return true;
        }
        if (parking.park(delivery, Duration.ZERO, reason)) {
            return true;
        }
        waits(delivery);
        return false;
    }
}
