package io.github.podsights.camel.route;

import io.github.podsights.camel.integration.Integrations;
import io.github.podsights.camel.reload.Outcome;
import io.github.podsights.camel.reload.Reloads;
import io.github.podsights.camel.settings.Settings;
import io.github.podsights.camel.yaml.Finding;
import io.github.podsights.camel.yaml.Place;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts what may be changed in force while the bundle runs: one change at a time, each as a whole. */
final class Reconfigured {

    private static final Logger LOG = LoggerFactory.getLogger(Reconfigured.class);

    private static final long EXCHANGE_SECONDS = 15;

    private final AtomicReference<Integrations> integrations;
    private final DeliveryParts delivering;
    private final BundleWatch watch;
    private final Entrance entrance;
    private final Stopping stopping;
    private final Reloads reloads;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private BundleRoutes routes;
    private Exchanging exchanging;

    Reconfigured(
            AtomicReference<Integrations> integrations,
            DeliveryParts delivering,
            BundleWatch watch,
            Entrance entrance,
            Stopping stopping,
            Reloads reloads,
            LongSupplier nanoTime) {
        this.integrations = integrations;
        this.delivering = delivering;
        this.watch = watch;
        this.entrance = entrance;
        this.stopping = stopping;
        this.reloads = reloads;
        this.nanoTime = nanoTime;
    }

    /**
     * Adds the routes to a context that is not started yet.
     *
     * @param shipped the names of the shipped files that are to run
     * @param own a person's
     * @param inFlight how many deliveries are in flight
     * @param stuck whether what is in flight waits for what may last for hours
     * @throws RouteFault if they can't be built
     */
    void load(
            CamelContext context,
            Settings settings,
            List<String> shipped,
            RouteFiles own,
            LongSupplier inFlight,
            BooleanSupplier stuck)
            throws RouteFault {
        routes = new BundleRoutes(context, shipped, entrance);
        RouteSketch sketch = new RouteSketch(context, settings, routes::ownBeans);
        exchanging = new Exchanging(
                routes,
                sketch,
                entrance,
                inFlight,
                stuck,
                settings.collector().attemptTimeout().plusSeconds(5),
                nanoTime);
        Optional<Finding> fault = own.equals(RouteFiles.NONE) ? Optional.empty() : sketch.check(own.over(shipped));
        if (fault.isPresent()) {
            throw new RouteFault(fault.get());
        }
        routes.load(own);
        watch.reloads(reloads, routes::whyNot);
    }

    /** Takes the routes out of a context to which the bundle could not be added. */
    void unload() throws Exception {
        if (routes != null) {
            routes.removeAll();
        }
    }

    /** The context does not start. */
    void noteUnstarted() {
        if (routes != null) {
            routes.noteUnstarted();
        }
    }

    /** What of a person's routes keeps the context from starting; empty if it is something else. */
    Optional<Finding> faultOf(Throwable failure) {
        return routes == null ? Optional.empty() : routes.faultOf(failure);
    }

    Reloads reloads() {
        return reloads;
    }

    /** Puts other integrations in force, at once. */
    void swap(Integrations next) {
        lock.lock();
        try {
            put(next);
            reloads.applied();
            LOG.info("There are other integrations now: {}", String.join(", ", next.enabledIds()));
        } finally {
            lock.unlock();
        }
    }

    private void put(Integrations next) {
        Integrations before = integrations.getAndSet(next);
        delivering.changed(before, next);
        watch.changed(delivering.gates(), next);
    }

    /** Puts a configuration in force, or nothing of it. */
    Outcome put(Reconfiguration next) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (stopping.isStopping()) {
                return new Outcome.Postponed("it stops");
            }
            Runnable inPlace = () -> {
                put(next.integrations());
                delivering.answers(next.answers());
            };
            if (next.routes().isGone() && routes.hasOwn()) {
                return new Outcome.Refused(List.of(Finding.error(
                        Place.of(next.routes().directory().toString()),
                        "no such directory any more, of which routes run",
                        "the directory, empty if the shipped routes are to run",
                        "put it back")));
            }
            routes.unused(next.routes()).forEach(warning -> LOG.warn("{}", warning));
            if (routes.wouldChange(next.routes())) {
                Outcome outcome = exchanging.exchange(next.routes(), inPlace);
                if (outcome instanceof Outcome.Postponed) {
                    // They need no hold; and a key that is put right may be what the exchange waits for.
                    inPlace.run();
                }
                return outcome;
            }
            inPlace.run();
            return new Outcome.Applied(
                    next.integrations().enabledIds().size() + " enabled integrations, the same routes");
        } finally {
            lock.unlock();
        }
    }

    /** What is being exchanged is first brought to its end. */
    void stop() {
        try {
            if (lock.tryLock(EXCHANGE_SECONDS, TimeUnit.SECONDS)) {
                lock.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
