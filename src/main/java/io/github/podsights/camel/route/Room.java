package io.github.podsights.camel.route;

import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.delivery.Gate;
import io.github.podsights.camel.delivery.Gates;
import io.github.podsights.camel.integration.Integrations;
import io.github.podsights.camel.settlement.Balance;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
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

    /** For about a second. */
    private static final int LOOKS_IN_VAIN = 10;

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
    private final IntSupplier connections;
    private final Parking parking;
    private final Map<Key, Permits> places = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> waiting = new ConcurrentHashMap<>();

    /**
     * @param windows how many events of a kind of source may be in flight; of other kinds there is no limit
     * @param connections how many requests may be under way, of all integrations
     */
    Room(
            Gates gates,
            Supplier<Integrations> integrations,
            Balance balance,
            Map<String, Integer> windows,
            IntSupplier connections,
            Parking parking) {
        this.gates = gates;
        this.integrations = integrations;
        this.balance = balance;
        this.windows = Map.copyOf(windows);
        this.connections = connections;
        this.parking = parking;
    }

    /** A delivery that waits at a gate, and is counted until it leaves. One thread. */
    static final class Waiting {

        private final AtomicInteger count;
        private boolean isCounted = true;

        private Waiting(AtomicInteger count) {
            this.count = count;
            count.incrementAndGet();
        }

        /** It waits no longer. */
        void leave() {
            if (isCounted) {
                isCounted = false;
                count.decrementAndGet();
            }
        }

        /** It waits no longer if more than so many do; whether it was so. */
        private boolean leavesIfMoreThan(int most) {
            isCounted = count.getAndUpdate(now -> now > most ? now - 1 : now) <= most;
            return !isCounted;
        }

        private void stays() {
            isCounted = true;
            count.incrementAndGet();
        }
    }

    /** A delivery begins to wait at a gate. */
    Waiting waits(Delivery delivery) {
        return new Waiting(waiting.computeIfAbsent(delivery.integrationId(), id -> new AtomicInteger()));
    }

    /**
     * Whether sources are to be held: nothing can be sent, and what is to be the probe is in hand. Who waits for an hour,
     * since that is what the collector asked for of its integration, can't be the probe of others.
     */
    boolean isNothingSent() {
        if (gates.isOpenForAny()) {
            return false;
        }
        int held = 0;
        boolean isAnyAble = false;
        boolean isInHand = gates.endpoint().state() == Gate.State.PROBING;
        for (String id : integrations.get().enabledIds()) {
            int waits = waitingFor(id);
            boolean isAble = gates.integration(id).mayBeTried();
            held += waits;
            isAnyAble |= isAble;
            isInHand |= isAble && waits > 0;
        }
        return held >= PROBERS && (!isAnyAble || isInHand);
    }

    /** Whether a delivery waits at the closed gate of its integration, which may last for hours. */
    boolean isAnyHeld() {
        return gates.paused().stream().anyMatch(gate -> waitingFor(gate.name()) > 0);
    }

    /** How many deliveries wait at the gate of an integration. */
    private int waitingFor(String integration) {
        AtomicInteger count = waiting.get(integration);
        return count == null ? 0 : count.get();
    }

    /**
     * Waits until a delivery has a place among those of its integration, of which there are fewer than events may be in
     * flight: so that others go on past one that does not answer. None is taken where there is but one integration. The
     * calls of one event to an integration, which are made one after the other, share a place.
     *
     * @param event the one that it is of
     * @param goOn asked a few times a second; what it throws ends the wait
     * @return false if it is parked instead: by now nearly all events of the source wait for its integration alone
     */
    boolean enters(Delivery delivery, EventUnderWay event, Check goOn) throws UnsettledException, InterruptedException {
        if (event.hasPlace(delivery.integrationId())
                || delivery.resumedFrom() != null
                || integrations.get().enabledIds().size() < 2) {
            return true;
        }
        String source = delivery.received().origin().kind();
        Integer window = windows.get(source);
        if (window == null) {
            return true;
        }
        int most = share(window);
        Permits free = places.computeIfAbsent(
                new Key(delivery.integrationId(), source), key -> new Permits(placesOf(key.source())));
        event.noteWhoHoldsIt();
        for (int looks = 0; !free.tryAcquire(looks == 0 ? 0 : LOOK_MILLIS); looks++) {
            goOn.check();
            if (isSlower(delivery.integrationId(), source, most, looks)
                    && parking.park(delivery, Duration.ZERO, SLOWER)) {
                return false;
            }
        }
        event.takesPlace(delivery.integrationId(), free::release);
        return true;
    }

    /** How many places an integration has in such a source, of which there is a window. */
    private int placesOf(String source) {
        return Math.min(share(windows.get(source)), share(connections.getAsInt()));
    }

    /**
     * There are other integrations than before, and so other connections.
     *
     * @param gone the integrations that are there no more
     */
    void changed(Collection<String> gone) {
        places.keySet().removeIf(key -> gone.contains(key.integration()));
        waiting.keySet().removeAll(gone);
        places.forEach((key, permits) -> permits.most(placesOf(key.source())));
    }

    private static int share(int window) {
        return Math.max(1, window * SHARES / OF);
    }

    /**
     * Whether an integration takes the room of others: nearly all that is in flight waits for it alone. What no other one
     * took says so only if none of it ends for a while, for that much of a source may well be of one integration.
     */
    private boolean isSlower(String integration, String source, int most, int looks) {
        Balance.Account account = balance.account(integration, source);
        return account.eventsHeldAlone() >= most
                || (looks >= LOOKS_IN_VAIN
                        && account.eventsHeldAlone() + account.eventsOfItsOwn() >= most
                        && balance.isSharedSource(integration, source));
    }

    /**
     * Parks a delivery that waits for its twin, which waits itself while their integration is paused. It waits at no gate.
     */
    boolean parksTwin(Delivery delivery) {
        Gate gate = gates.integration(delivery.integrationId());
        return !gate.isOpen()
                && delivery.resumedFrom() == null
                && gates.isOpenForAny()
                && parking.park(
                        delivery, Duration.ZERO, "its twin waits, since its integration is paused: " + gate.reason());
    }

    /**
     * Parks a delivery that waits while its integration is paused, if enough others are in hand to be the probe: then it
     * counts no longer as one that waits. One that had come back goes to where it was, without a further stage, and for the
     * longer the longer the pause has been. Who has waited for long is relieved by the next one, since all that time its
     * source can't acknowledge what is behind it.
     *
     * @param place where it waits, which it leaves if it is parked
     * @param waited how long it has waited, in nanoseconds
     */
    boolean parksWhilePaused(Delivery delivery, Waiting place, long waited) {
        Gate gate = gates.integration(delivery.integrationId());
        if (gate.isOpen()
                // It may be what its integration is paused by: that is found out in hand, but not for ever.
                || (delivery.isRefusedAnew() && waited <= LONGEST_PROBER.toNanos())
                || !gates.isOpenForAny()
                || !parking.hasPlace(delivery)) {
            return false;
        }
        int most = waited > LONGEST_PROBER.toNanos() ? 1 : PROBERS;
        if (!place.leavesIfMoreThan(most)) {
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
        place.stays();
        return false;
    }
}
