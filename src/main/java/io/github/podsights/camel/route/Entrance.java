package io.github.podsights.camel.route;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.spi.RoutePolicy;

/**
 * Where events come into the routes, and are counted until they have left them. While it is held, sources hand on nothing
 * new; what they have handed on still comes in, for what is within may wait for its turn. When all of that has left, and
 * nobody else is within, it is shut, and routes can be exchanged; who comes then waits.
 *
 * <p>A caller of {@code direct:podsights} waits where Camel has it wait for a consumer. As a policy of those routes it counts
 * callers too, and turns back the one that is between the two when it is shut: that one gets an exception.
 */
final class Entrance implements RoutePolicy {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile boolean held;
    private volatile long exchanges;
    private boolean shutToSources;
    private boolean shut;
    private boolean stopping;
    private int handedOn;
    private int within;

    /** Whether sources are to hand on nothing. */
    boolean isHeld() {
        return held;
    }

    /** How many times the routes behind it have been exchanged. */
    long exchanges() {
        return exchanges;
    }

    /** The routes behind it have been exchanged, perhaps for the same: while it is shut. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // changed under the lock, looked at without it
    void exchanged() {
        lock.lock();
        try {
            exchanges++;
        } finally {
            lock.unlock();
        }
    }

    /** Lets one in that a source hands on, unless it is shut. Whoever came in has to leave. */
    boolean comesIn() {
        lock.lock();
        try {
            if (shutToSources) {
                return false;
            }
            handedOn++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until one may come in that a source has handed on, and that {@link #comesIn} did not let in; also while sources are
     * held already for the next exchange: what came in after it may wait for its turn. False if it never may, for the bundle
     * stops. Whoever came in has to leave.
     */
    boolean comesInLater() throws InterruptedException {
        return awaitEntry(() -> shutToSources);
    }

    /** Waits until it may come in; false if it never may, for the bundle stops. Whoever came in has to leave. */
    boolean enter() throws InterruptedException {
        return awaitEntry(() -> held);
    }

    private boolean awaitEntry(BooleanSupplier closed) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (closed.getAsBoolean() && !stopping) {
                changed.await();
            }
            if (stopping) {
                return false;
            }
            handedOn++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** One that came in has left. */
    void leave() {
        lock.lock();
        try {
            handedOn--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Sources are to hand on nothing any more. */
    void hold() {
        lock.lock();
        try {
            held = true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Shuts it to what sources hand on, if all that they have handed on has left; waits for that no longer than so long.
     *
     * @return whether it is shut to them
     */
    boolean shutToSources(Duration longest) throws InterruptedException {
        return await(() -> shutToSources = handedOn == 0, longest);
    }

    /**
     * Shuts it, which is shut to sources, if nobody is within; waits for that no longer than so long.
     *
     * @return whether it is shut
     */
    boolean shut(Duration longest) throws InterruptedException {
        return await(() -> shut = within == 0, longest);
    }

    private boolean await(BooleanSupplier condition, Duration longest) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = longest.toNanos();
            while (!stopping && !condition.getAsBoolean()) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return !stopping;
        } finally {
            lock.unlock();
        }
    }

    /** Everybody may come in again. */
    void open() {
        lock.lock();
        try {
            held = false;
            shutToSources = false;
            shut = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether the bundle stops. */
    boolean isStopping() {
        lock.lock();
        try {
            return stopping;
        } finally {
            lock.unlock();
        }
    }

    /** The bundle stops: whoever waits is sent away. */
    void stop() {
        lock.lock();
        try {
            stopping = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void onExchangeBegin(Route route, Exchange exchange) {
        lock.lock();
        try {
            if (shut) {
                exchange.setException(new UnsettledException("the routes are being exchanged; send it again"));
                exchange.setRouteStop(true);
            }
            within++;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void onExchangeDone(Route route, Exchange exchange) {
        lock.lock();
        try {
            within--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void onInit(Route route) {}

    @Override
    public void onRemove(Route route) {}

    @Override
    public void onStart(Route route) {}

    @Override
    public void onStop(Route route) {}

    @Override
    public void onSuspend(Route route) {}

    @Override
    public void onResume(Route route) {}
}
