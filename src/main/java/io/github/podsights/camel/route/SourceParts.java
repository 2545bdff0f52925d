package io.github.podsights.camel.route;

import io.github.podsights.camel.route.file.FileEvents;
import io.github.podsights.camel.route.file.Inbox;
import io.github.podsights.camel.route.jms.JmsParts;
import io.github.podsights.camel.route.jms.JmsStores;
import io.github.podsights.camel.route.kafka.KafkaParts;
import io.github.podsights.camel.settings.DeadLetterUri;
import io.github.podsights.camel.settings.Settings;
import io.github.podsights.camel.settlement.Window;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where events come from: the beans of the sources' routes, and the watch over their brokers. */
final class SourceParts {

    private static final Logger LOG = LoggerFactory.getLogger(SourceParts.class);

    private static final long SUSPEND_SECONDS = 5;

    private static final long SUSPEND_AGAIN_MILLIS = 50;

    private final CamelContext context;
    private final Settings settings;
    private final WaysIn ways;
    private final Stopping stopping;
    private final BundleWatch watch;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private Inbox inbox;
    private FileEvents fileEvents;
    private ScheduledExecutorService suspending;

    SourceParts(
            CamelContext context,
            Settings settings,
            WaysIn ways,
            Stopping stopping,
            BundleWatch watch,
            Clock clock,
            LongSupplier nanoTime) {
        this.context = context;
        this.settings = settings;
        this.ways = ways;
        this.stopping = stopping;
        this.watch = watch;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    /**
     * Binds what the routes of the sources name that the settings have.
     *
     * @param held whether a source that reads on is to stand still
     * @param full whether nothing is to be taken by one that waits for each of its events in place
     * @param moved is told when events are taken away whose deliveries may wait
     * @throws Inbox.InUseException if another instance reads the same directory
     */
    void bind(BooleanSupplier held, BooleanSupplier full, Runnable moved) throws Exception {
        if (settings.sources().contains("file")) {
            bindFile(held);
        }
        if (settings.sources().contains("kafka")) {
            watch.kafka(KafkaParts.addSource(
                    context, settings.kafkaSource(), ways.handOver(WaysIn.EVENTS), held, moved, nanoTime));
        }
        if (settings.sources().contains("jms")) {
            watch.jms(JmsParts.addSource(
                    context,
                    settings.jmsSource(),
                    settings.eventMaxBytes(),
                    ways.sendReceived(WaysIn.EVENTS),
                    full,
                    stopping::isStopping));
        }
    }

    private void bindFile(BooleanSupplier held) throws Exception {
        inbox = new Inbox(
                settings.fileSource().directory(), settings.fileSource().quiet(), clock);
        Window window = Window.ofHeap(
                settings.fileSource().inFlight(), Runtime.getRuntime().maxMemory());
        fileEvents = new FileEvents(
                inbox, settings.eventMaxBytes(), window, ways.handOver(WaysIn.EVENTS), stopping::isStopping, held);
        inbox.open();
        OwnServices.add(context, fileEvents);
        context.getRegistry().bind("podsightsInbox", new InboxFilter(inbox));
        context.getRegistry().bind("podsightsFileEvents", new Kept(fileEvents));
    }

    /** Without a source of theirs something may be written to brokers: watches over these. */
    void watchOthers() throws Exception {
        boolean parks = !settings.parking().schedule().isEmpty();
        boolean letters = settings.deadLetterUri() instanceof DeadLetterUri.Topic topic
                && !topic.options().contains("brokers=");
        boolean topics = parks && settings.parking().topics().isPresent();
        if (!settings.sources().contains("kafka") && (letters || topics)) {
            watch.kafka(KafkaParts.addWatch(context, settings.kafkaSource()));
        }
        Optional<String> parked = parks ? settings.parking().queue() : Optional.empty();
        Optional<String> queue =
                settings.deadLetterUri() instanceof DeadLetterUri.Queue named ? Optional.of(named.name()) : parked;
        if (!settings.sources().contains("jms") && queue.isPresent()) {
            watch.jms(JmsStores.addWatch(context, settings.jmsSource(), queue.get()));
        }
    }

    /** The file source; null if it is not configured. */
    FileEvents fileEvents() {
        return fileEvents;
    }

    /**
     * Consumers of JMS would take message after message while the bundle stops, and give each back. One whose broker does not
     * answer is not waited for: it takes none.
     */
    void suspendJms() {
        if (suspending != null || jmsRoutes().isEmpty()) {
            return;
        }
        CountDownLatch first = new CountDownLatch(1);
        suspending = Timers.daemon("podsights-jms-suspend");
        // Again and again: one that is still connecting runs once it has, whatever it was told meanwhile.
        var unused = suspending.scheduleWithFixedDelay(
                () -> {
                    jmsRoutes().forEach(SourceParts::suspend);
                    first.countDown();
                },
                0,
                SUSPEND_AGAIN_MILLIS,
                TimeUnit.MILLISECONDS);
        try {
            if (!first.await(SUSPEND_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("The broker of JMS does not answer; the stop goes on without it");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Route> jmsRoutes() {
        return context.getRoutes().stream()
                .filter(route -> route.getEndpoint().getEndpointUri().startsWith(JmsParts.SCHEME + ":"))
                .toList();
    }

    private static void suspend(Route route) {
        try {
            JmsParts.suspend(route.getConsumer());
        } catch (Exception | LinkageError e) {
            LOG.debug("The route {} can't be suspended", route.getId(), Failures.withoutMessage(e));
        }
    }

    /** The context has stopped, and with it what was to be suspended. */
    void ended() {
        if (suspending != null) {
            suspending.shutdownNow();
        }
    }

    /** Gives the directory of the file source back, of a context that does not start. */
    void abandon() throws IOException {
        ended();
        if (inbox != null) {
            inbox.close();
        }
    }
}
