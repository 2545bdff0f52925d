package io.github.podsights.camel.route;

import io.github.podsights.camel.reload.Outcome;
import io.github.podsights.camel.yaml.Finding;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Exchanges routes under load: holds the sources, waits until what is in flight has come to its end, exchanges, and lets the
 * sources go on. The wait has an end: what waits at a closed gate may wait for hours, and the exchange is postponed.
 */
final class Exchanging {

    private static final Duration POLL = Duration.ofMillis(5);

    /** A gate that has closed may open again soon. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final BundleRoutes routes;
    private final RouteSketch sketch;
    private final Entrance entrance;
    private final LongSupplier inFlight;
    private final BooleanSupplier hopeless;
    private final Duration longest;
    private final LongSupplier nanoTime;

    /**
     * @param inFlight how many deliveries are in flight
     * @param hopeless whether what is in flight waits for what may last for hours
     * @param longest how long sources are held at the most
     */
    Exchanging(
            BundleRoutes routes,
            RouteSketch sketch,
            Entrance entrance,
            LongSupplier inFlight,
            BooleanSupplier hopeless,
            Duration longest,
            LongSupplier nanoTime) {
        this.routes = routes;
        this.sketch = sketch;
        this.entrance = entrance;
        this.inFlight = inFlight;
        this.hopeless = hopeless;
        this.longest = longest;
        this.nanoTime = nanoTime;
    }

    /**
     * Exchanges the routes.
     *
     * @param meanwhile is run when they are exchanged, before anything goes on
     */
    Outcome exchange(RouteFiles own, Runnable meanwhile) throws InterruptedException {
        Optional<Finding> fault = sketch.check(own.over(routes.shipped()));
        if (fault.isPresent()) {
            return new Outcome.Refused(List.of(fault.get()));
        }
        String what = routes.changes(own);
        try {
            Optional<Outcome> not = whyNot(own);
            if (not.isPresent()) {
                return not.get();
            }
            meanwhile.run(); // what it throws is no fault of the routes, which run
            return new Outcome.Applied(what);
        } finally {
            goOn();
        }
    }

    /** Exchanges them when nobody is in them; what came of it if that is not done, and empty if it is. */
    private Optional<Outcome> whyNot(RouteFiles own) throws InterruptedException {
        try {
            Optional<String> waits = whoIsInThem(own);
            if (waits.isPresent()) {
                return Optional.of(new Outcome.Postponed(waits.get()));
            }
            return routes.exchange(own).map(this::tried);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            return Optional.of(tried(BundleRoutes.unexpected(e)));
        }
    }

    private Outcome tried(Finding finding) {
        return routes.isWithoutWay() ? Outcome.Refused.broken(finding) : Outcome.Refused.tried(finding);
    }

    private Optional<String> whoIsInThem(RouteFiles own) throws Exception {
        Optional<String> running = routes.stopOwnSources(own);
        if (running.isPresent()) {
            return running;
        }
        entrance.hold();
        if (!isDrained()) {
            return Optional.of(inFlight.getAsLong() + " deliveries are in flight and"
                    + (hopeless.getAsBoolean() ? " wait, since nothing can be sent" : " take long"));
        }
        return routes.whoIsInOwn();
    }

    /** Each of them, whatever becomes of the others; sources are held as long as there is nothing that they could go on to. */
    private void goOn() {
        if (routes.isWithoutWay()) {
            entrance.sendAway();
            return;
        }
        try {
            entrance.open();
        } finally {
            if (!entrance.isStopping()) {
                routes.startStopped();
            }
        }
    }

    /** Nobody is in the routes any more, and the entrance is shut. */
    private boolean isDrained() throws InterruptedException {
        boolean shutToSources = false;
        long began = nanoTime.getAsLong();
        long hopelessSince = began;
        for (long now = began; now - began < longest.toNanos(); now = nanoTime.getAsLong()) {
            // Not to all at once: what sources have handed on goes the same way as what calls.
            shutToSources = shutToSources || entrance.shutToSources(POLL);
            if (shutToSources && entrance.shut(POLL) && inFlight.getAsLong() == 0) {
                return true;
            }
            if (!hopeless.getAsBoolean()) {
                hopelessSince = now;
            } else if (now - hopelessSince > PATIENCE.toNanos()) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
        return false;
    }
}
