package io.github.podsights.camel.route;

import io.github.podsights.camel.route.file.DirectorySync;
import io.github.podsights.camel.route.file.ParkedFiles;
import io.github.podsights.camel.route.file.Spool;
import io.github.podsights.camel.route.jms.JmsStores;
import io.github.podsights.camel.route.kafka.KafkaParts;
import io.github.podsights.camel.settings.JmsSourceSettings;
import io.github.podsights.camel.settings.KafkaSourceSettings;
import io.github.podsights.camel.settings.ParkSettings;
import io.github.podsights.camel.settings.Settings;
import io.github.podsights.camel.settlement.Window;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.Registry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is needed to park deliveries, and to let them come back: the beans of the routes, and how many are parked. */
final class ParkParts {

    private static final Logger LOG = LoggerFactory.getLogger(ParkParts.class);

    private final CamelContext context;
    private final ParkSettings settings;
    private final KafkaSourceSettings kafka;
    private final JmsSourceSettings jms;
    private final int maxBytes;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final Unwritten unparked;
    private final Stopping stopping;
    private LongSupplier topicsDepth = () -> 0;
    private JmsStores.Parked queue;
    private Spool spool;

    ParkParts(CamelContext context, Settings settings, Stopping stopping, InstantSource clock, LongSupplier nanoTime) {
        this.context = context;
        this.settings = settings.parking();
        this.kafka = settings.kafkaSource();
        this.jms = settings.jmsSource();
        this.maxBytes = settings.eventMaxBytes();
        this.stopping = stopping;
        this.nanoTime = nanoTime;
        this.clock = clock;
        this.unparked = new Unwritten("Parked deliveries", stopping, Unwritten.Mending.NONE);
    }

    /**
     * Opens the directory if deliveries are, or were, parked in one, and makes the topics.
     *
     * @param handOver to {@code direct:podsights-resume}
     * @param sendBack the same, for who waits until it is settled
     * @param inFlight how many that came back may be in flight
     * @param held whether what is parked rests where it is: nothing can be sent, or the bundle stops
     * @param letGo is run when what had come back was let go, that waits perhaps to be sent
     * @throws Spool.InUseException if another instance has the directory
     * @throws Exception if the directory can't be written, or no client of Kafka's can be made
     */
    void bind(
            Parking parking,
            ResumeParked resume,
            HandOver handOver,
            SendReceived sendBack,
            Units units,
            int inFlight,
            BooleanSupplier held,
            Runnable letGo)
            throws Exception {
        Registry registry = context.getRegistry();
        parking.bind(registry);
        resume.bind(registry);
        registry.bind("podsightsUnparked", unparked);
        registry.bind("podsightsUnparkedAgain", (Processor) unparked::begins);
        registry.bind("podsightsParkRecord", new ParkDelivery(units, settings, clock));
        registry.bind("podsightsTooLargeToPark", new TooLargeToPark());
        if (RunningRoutes.parksInQueue(settings)) {
            registry.bind("podsightsParkJmsWritten", (Processor) exchange -> unparked.written());
            queue = JmsStores.addParked(
                    context,
                    jms,
                    settings.queue().orElseThrow(),
                    maxBytes,
                    sendBack,
                    held,
                    stopping::isStopping,
                    clock);
        }
        if (RunningRoutes.parksInDirectory(settings)) {
            bindSpool(new Spool(settings.directory().orElseThrow(), clock), handOver, inFlight, held);
        }
        if (RunningRoutes.parksInTopics(settings)) {
            registry.bind("podsightsParkKafkaWritten", (Processor) exchange -> unparked.written());
            topicsDepth =
                    KafkaParts.addParked(context, kafka, settings, handOver, inFlight, held, letGo, nanoTime, clock);
        }
    }

    private void bindSpool(Spool opened, HandOver handOver, int inFlight, BooleanSupplier held) throws Exception {
        spool = opened;
        DirectorySync sync = new DirectorySync(spool.directory()); // before it makes the directory
        spool.open();
        ParkedFiles files = new ParkedFiles(
                spool, Window.ofHeap(inFlight, Runtime.getRuntime().maxMemory()), handOver, held);
        Registry registry = context.getRegistry();
        registry.bind("podsightsParkSync", (Processor) exchange -> sync(sync, exchange));
        registry.bind("podsightsParkWritten", (Processor) exchange -> {
            unparked.written();
            spool.written();
        });
        registry.bind("podsightsSpool", new SpoolFilter(spool));
        OwnServices.add(context, files);
        registry.bind("podsightsParkedFiles", new Kept(files));
    }

    /** A directory that is gone was removed with all that came back from it, this one too: then there is nothing to keep. */
    private static void sync(DirectorySync sync, Exchange exchange) throws IOException {
        try {
            sync.process(exchange);
        } catch (NoSuchFileException e) {
            LOG.debug("{} was taken up before it was synced", exchange.getExchangeId());
        }
    }

    /** How many deliveries are parked. */
    long depth() {
        return topicsDepth.getAsLong()
                + (spool == null ? 0 : spool.depth())
                + (queue == null ? 0 : queue.depth().getAsLong());
    }

    /** Whether so many are parked that sources are to be held. */
    boolean isFull() {
        return depth() >= settings.max();
    }

    /** Why deliveries can't be parked; empty if they can. */
    Optional<String> whyNot() {
        if (isFull()) {
            return Optional.of(depth() + " deliveries are parked, as many as may be: sources are held");
        }
        Optional<String> ofQueue =
                queue == null ? Optional.empty() : queue.whyNot().get();
        return ofQueue.isPresent() ? ofQueue : unparked.whyNot();
    }

    /** What could not be written. */
    Unwritten unparked() {
        return unparked;
    }

    /** Gives back what was opened. */
    void abandon() throws IOException {
        if (spool != null) {
            spool.close();
        }
    }
}
