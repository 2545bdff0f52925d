package io.github.podsights.camel.route;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
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
 * <p>As a policy of those routes it counts callers of {@code direct:podsights} too. Who calls while it is shut, or is to be,
 * waits; it may have come by a route that is gone afterwards, for Camel's producers remember their consumer for a while, and
 * goes on by the one that has taken its place.
 */
final class Entrance implements RoutePolicy {

    /** Whether the route that worked it has stopped it; as a property of what did not come in by its own one. */
    private static final String FORWARDED = "podsights.forwarded";

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile boolean held;
    private volatile long exchanges;
    private boolean shutToSources;
    private boolean shuts;
    private boolean shut;
    private boolean stopping;
    private int handedOn;
    private int within;
    /** The routes by which they come, by id. */
    private final Map<String, Route> routes = new ConcurrentHashMap<>();

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
     * Shuts it, which is shut to sources, if nobody is within; waits for that no longer than so long. From now on nobody comes
     * in, be it shut or not, until it is opened.
     *
     * @return whether it is shut
     */
    boolean shut(Duration longest) throws InterruptedException {
        return await(
                () -> {
                    shuts = true;
                    shut = within == 0;
                    return shut;
                },
                longest);
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
            shuts = false;
            shut = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** There is nothing that anybody could come in to: who waits is turned back, and sources are held further on. */
    void sendAway() {
        lock.lock();
        try {
            shuts = false;
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
        try {
            if (!isLetIn(route)) {
                forward(route, exchange);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            turnBack(exchange, "the wait for routes to be exchanged was interrupted");
        }
    }

    /** False if its route is gone: it has to go by another one. */
    private boolean isLetIn(Route route) throws InterruptedException {
        lock.lock(); // who has to wait for nothing may have been interrupted
        try {
            while (shuts && !stopping) {
                changed.await();
            }
            if (shut || !isThere(route)) {
                return false;
            }
            within++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean isThere(Route route) {
        return routes.get(route.getId()) == route;
    }

    /** Has the route work it that is there now, in place of one that is gone. */
    private void forward(Route gone, Exchange exchange) {
        Optional<Route> next = isStopping() ? Optional.empty() : sameWay(gone);
        if (next.isEmpty()) {
            turnBack(exchange, "the routes were exchanged");
            return;
        }
        try {
            next.get().getConsumer().getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
        endHere(exchange);
    }

    private Optional<Route> sameWay(Route gone) {
        String name = name(gone);
        return routes.values().stream()
                .filter(route -> name(route).equals(name))
                .findFirst();
    }

    private static String name(Route route) {
        return ParsedRoutes.entrance(route.getEndpoint().getEndpointUri());
    }

    private static void turnBack(Exchange exchange, String why) {
        exchange.setException(new UnsettledException(why + "; send it again"));
        endHere(exchange);
    }

    /** The route that it came by does nothing more with it. */
    private static void endHere(Exchange exchange) {
        exchange.setProperty(FORWARDED, exchange.isRouteStop());
        exchange.setRouteStop(true);
    }

    @Override
    public void onExchangeDone(Route route, Exchange exchange) {
        if (exchange.removeProperty(FORWARDED) instanceof Boolean isStopped) {
            exchange.setRouteStop(isStopped); // of the caller's own route
            return;
        }
        lock.lock();
        try {
            within--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void onInit(Route route) {
        routes.put(route.getId(), route);
    }

    @Override
    public void onRemove(Route route) {
        routes.remove(route.getId(), route);
    }

    @Override
    public void onStart(Route route) {}

    @Override
    public void onStop(Route route) {}

    @Override
    public void onSuspend(Route route) {}

    @Override
    public void onResume(Route route) {}
}
