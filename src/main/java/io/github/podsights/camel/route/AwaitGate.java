package io.github.podsights.camel.route;

import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.delivery.Gate;
import io.github.podsights.camel.delivery.Gates;
import io.github.podsights.camel.delivery.InvalidDeliveryException;
import io.github.podsights.camel.delivery.MaxAge;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.delivery.RateLimits;
import io.github.podsights.camel.event.DeadLetterOrigin;
import io.github.podsights.camel.event.Origin;
import java.time.Duration;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * The step that lets an attempt through as soon as it may be sent: when the rate of its integration allows it, and the gates
 * of collector and integration are open, or want a probe. What waits is kept in hand, unsettled; neither an attempt nor its
 * time counts. A caller of {@code direct:podsights} waits for the time budget, and then gets an exception.
 */
final class AwaitGate implements Processor {

    /** While a probe is under way nobody knows how long it takes. */
    private static final long PROBE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final long SHORTEST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Gates gates;
    private final Room room;
    private final RateLimits limits;
    private final Duration budget;
    private final MaxAge maxAge;
    private final TodaysIntegration today;
    private final Stopping stopping;
    private final LongSupplier nanoTime;
    private final AtomicInteger waiting = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /**
     * @param room who may wait
     * @param rate attempts a second for each integration; 0 for no limit
     * @param budget how long a caller of {@code direct:podsights} waits
     * @param maxAge how old an event may be that is sent, by its own timestamp
     * @param today what is taken of today's configuration while an integration is paused
     */
    AwaitGate(
            Gates gates,
            Room room,
            double rate,
            Duration budget,
            MaxAge maxAge,
            TodaysIntegration today,
            Stopping stopping,
            LongSupplier nanoTime) {
        this.today = today;
        this.gates = gates;
        this.room = room;
        this.limits = new RateLimits(rate, nanoTime);
        this.budget = budget;
        this.maxAge = maxAge;
        this.stopping = stopping;
        this.nanoTime = nanoTime;
    }

    @Override
    public void process(Exchange exchange)
            throws UnsettledException, InterruptedException, InvalidDeliveryException, SetAsideException {
        Delivery delivery = Current.delivery(exchange);
        EventUnderWay event = EventUnderWay.of(exchange);
        goOn(event);
        if (delivery.parked() != null) {
            throw new SetAsideException(delivery.reason());
        }
        if (isTooOld(delivery)) {
            delivery.end(Outcome.EXHAUSTED, MaxAge.TOO_OLD);
            throw new InvalidDeliveryException(MaxAge.TOO_OLD);
        }
        if (!room.enters(delivery, event, () -> goOn(event))) {
            throw new SetAsideException(delivery.reason());
        }
        boolean mayAsk = !limits.areThere()
                && gates.integration(delivery.integrationId()).isOpen();
        Optional<Gates.Admission> admission = mayAsk ? gates.ask(delivery) : Optional.empty();
        delivery.admitted(admission.isPresent() ? admission.get() : await(delivery, event));
    }

    /** The collector dates an event when it arrives. Who replays a dead letter was warned. */
    private boolean isTooOld(Delivery delivery) {
        return maxAge.isOver(delivery.happenedAt()) && !(delivery.received().origin() instanceof DeadLetterOrigin);
    }

    private Gates.Admission await(Delivery delivery, EventUnderWay event)
            throws UnsettledException, InterruptedException, InvalidDeliveryException, SetAsideException {
        waiting.incrementAndGet();
        Room.Waiting place = room.waits(delivery);
        long began = nanoTime.getAsLong();
        Gates.Admission held = null;
        try {
            while (true) {
                held = awaitGates(delivery, event, place, began);
                awaitTurn(delivery, event, began);
                if (held.isCurrent()) {
                    Gates.Admission admission = held;
                    held = null;
                    return admission;
                }
                held.unused();
                held = null;
            }
        } finally {
            if (held != null) {
                held.unused();
            }
            waiting.decrementAndGet();
            place.leave();
            if (canWait(delivery)) {
                delivery.heldFor(nanoTime.getAsLong() - began);
            }
        }
    }

    private Gates.Admission awaitGates(Delivery delivery, EventUnderWay event, Room.Waiting place, long began)
            throws UnsettledException, InterruptedException, InvalidDeliveryException, SetAsideException {
        boolean wasPaused = isPaused(delivery);
        while (true) {
            // Before each time that it asks, since its integration may have been changed while it was paused.
            if (!wasPaused || isEnabledToday(delivery)) {
                Optional<Gates.Admission> admission = gates.ask(delivery);
                if (admission.isPresent()) {
                    return admission.get();
                }
            }
            if (room.parksWhilePaused(delivery, place, nanoTime.getAsLong() - began)) {
                throw new SetAsideException(delivery.reason());
            }
            wasPaused |= isPaused(delivery);
            long untilProbe = gates.untilProbe(delivery).toNanos();
            rest(delivery, event, began, untilProbe == 0 ? PROBE_NANOS : untilProbe);
        }
    }

    private boolean isPaused(Delivery delivery) {
        return !gates.integration(delivery.integrationId()).isOpen();
    }

    /** Where it can't be parked, a replayed dead letter is open again, and what a source has read waits. */
    private boolean isEnabledToday(Delivery delivery)
            throws UnsettledException, InvalidDeliveryException, SetAsideException {
        boolean isEnabled = today.take(delivery);
        if (!isEnabled && delivery.received().origin() instanceof DeadLetterOrigin) {
            throw new UnsettledException(TodaysIntegration.DISABLED);
        }
        return isEnabled;
    }

    /** After the gates, so that nobody takes a turn that can't be used. */
    private void awaitTurn(Delivery delivery, EventUnderWay event, long began)
            throws UnsettledException, InterruptedException {
        long most = canWait(delivery) ? Long.MAX_VALUE : left(delivery, began);
        long turn = limits.reserve(delivery.integrationId(), most)
                .orElseThrow(() -> new UnsettledException("nothing can be sent to the collector now: the rate limit"));
        long end = nanoTime.getAsLong() + turn;
        for (long left = turn; left > 0; left = end - nanoTime.getAsLong()) {
            rest(delivery, event, began, left);
        }
    }

    /** How long a caller can wait still, from its first attempt on, in nanoseconds. */
    private long left(Delivery delivery, long began) {
        long since = delivery.attempts().isEmpty() ? began : delivery.firstAttemptNanos();
        return budget.toNanos() - (nanoTime.getAsLong() - since);
    }

    /** Waits so long, or until something has changed. */
    private void rest(Delivery delivery, EventUnderWay event, long began, long nanos)
            throws UnsettledException, InterruptedException {
        long most = Math.min(LONGEST_NANOS, nanos);
        if (!canWait(delivery)) {
            long left = left(delivery, began);
            if (left <= 0) {
                throw new UnsettledException("nothing can be sent to the collector now: " + reason(delivery));
            }
            most = Math.min(most, left);
        }
        lock.lock();
        try {
            goOn(event);
            @SuppressWarnings("WaitNotInLoop") // whoever calls looks again
            long unused = changed.awaitNanos(Math.max(SHORTEST_NANOS, most));
        } finally {
            lock.unlock();
        }
    }

    /** What its source has let go comes to somebody else, who sends it. */
    private void goOn(EventUnderWay event) throws InterruptedException {
        if (stopping.isStopping()) {
            throw new InterruptedException("stopped before the attempt was made");
        }
        if (event.isLetGo()) {
            throw new InterruptedException("let go by its source while the delivery was held");
        }
    }

    private static boolean canWait(Delivery delivery) {
        return delivery.received().origin() != Origin.DIRECT;
    }

    private String reason(Delivery delivery) {
        return Stream.of(gates.endpoint(), gates.integration(delivery.integrationId()))
                .map(Gate::reason)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("the rate limit");
    }

    /** A gate has opened or closed. Who had a turn while it was open does not use it. */
    void changed(Gate gate) {
        limits.changed(gate);
        look();
    }

    /** The integrations are there no more. */
    void forget(Collection<String> ids) {
        limits.forget(ids);
    }

    /** Something has changed, or the bundle stops: whoever waits looks again. */
    void look() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** So many of those who wait look again. */
    void look(int count) {
        lock.lock();
        try {
            for (int i = 0; i < Math.min(count, waiting.get()); i++) {
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** How many deliveries are held. */
    int waiting() {
        return waiting.get();
    }
}
