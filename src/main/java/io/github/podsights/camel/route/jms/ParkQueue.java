package io.github.podsights.camel.route.jms;

import io.github.podsights.camel.route.Timers;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.CamelContext;
import org.apache.camel.StartupListener;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The queue in which deliveries are parked: whether its broker keeps messages back, which is found out before anything is
 * consumed, or else when it first answers; and how many lie there.
 */
final class ParkQueue extends ServiceSupport implements StartupListener {

    private static final Logger LOG = LoggerFactory.getLogger(ParkQueue.class);

    private static final long PERIOD_SECONDS = 5;

    /** A broker that answers has told by then; a start does not wait for one that is away. */
    private static final long AT_START_SECONDS = 10;

    private enum Delays {
        UNKNOWN,
        YES,
        /** Our user may not find out. */
        ASSUMED,
        NO
    }

    private final ConnectionFactory senders;
    private final QueueDepth measuring;
    private final AtomicLong own = new AtomicLong();
    private final AtomicBoolean isBegun = new AtomicBoolean();
    private volatile ScheduledExecutorService timer;
    private volatile Delays delays = Delays.UNKNOWN;
    private volatile OptionalLong measured = OptionalLong.empty();

    /** @param senders by which deliveries are parked: the probe goes the same way */
    ParkQueue(ConnectionFactory senders, QueueDepth measuring) {
        this.senders = senders;
        this.measuring = measuring;
    }

    @Override
    protected void doStart() {
        isBegun.set(false);
        timer = Timers.daemon("podsights-park-queue");
    }

    @Override
    protected void doStop() {
        if (timer != null) {
            timer.shutdownNow();
            timer = null;
        }
    }

    /**
     * The routes are there, with the beans of their files, and nothing is consumed yet. Camel tells it again whenever a route
     * is started later, which is no affair of ours.
     */
    @Override
    public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) throws NoDelayException {
        if (timer == null || !isBegun.compareAndSet(false, true)) {
            return;
        }
        var first = timer.submit(this::look);
        try {
            first.get(AT_START_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            LOG.debug("The broker has not told yet whether it keeps messages back");
        } catch (ExecutionException e) {
            LOG.warn(
                    "Whether the broker keeps messages back can't be found out ({})",
                    e.getCause() == null
                            ? e.getClass().getSimpleName()
                            : e.getCause().getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (delays == Delays.NO) {
            throw NoDelayException.found();
        }
        var unused = timer.scheduleWithFixedDelay(this::look, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
    }

    private void look() {
        try {
            if (delays == Delays.UNKNOWN || delays == Delays.NO) {
                probe();
            }
            measured = measuring.measure();
        } catch (JMSException | RuntimeException e) {
            LOG.debug(
                    "The queue of parked deliveries can't be looked at ({})",
                    e.getClass().getSimpleName());
        }
    }

    private void probe() throws JMSException {
        Delays before = delays;
        Optional<Boolean> told = DelayProbe.delays(senders);
        if (told.isEmpty()) {
            LOG.warn("Our user may have no temporary queue: whether the broker keeps messages back was not found out");
        }
        delays = told.map(yes -> yes ? Delays.YES : Delays.NO).orElse(Delays.ASSUMED);
        if (delays == Delays.NO && before != Delays.NO) {
            LOG.error("{}", NoDelayException.found().getMessage());
        }
    }

    /** @throws NoDelayException if the broker does not keep messages back, or has not been asked yet */
    void requireDelay() throws NoDelayException {
        if (delays == Delays.NO) {
            throw NoDelayException.found();
        }
        if (delays == Delays.UNKNOWN) {
            throw NoDelayException.notKnown();
        }
    }

    /** Why nothing can be parked; empty if it can, as far as is known. */
    Optional<String> whyNot() {
        return delays == Delays.NO
                ? Optional.of("the broker hands out at once what it is to keep back: see the log")
                : Optional.empty();
    }

    /** A delivery was parked. */
    void written() {
        own.incrementAndGet();
    }

    /** A delivery came back, perhaps one that another process has parked. */
    void taken() {
        own.updateAndGet(before -> Math.max(0, before - 1));
    }

    /** A delivery came back long before it was due: if it was not found out whether the broker keeps any back, it is now. */
    void cameEarly() {
        if (delays == Delays.ASSUMED) {
            delays = Delays.NO;
            LOG.error("{}", NoDelayException.found().getMessage());
        }
    }

    /** How many lie there, as it was seen a while ago; of a broker that does not tell, how many this process parked. */
    long depth() {
        return measured.orElse(own.get());
    }
}
