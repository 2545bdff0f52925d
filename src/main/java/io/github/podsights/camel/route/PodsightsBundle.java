package io.github.podsights.camel.route;

import io.github.podsights.camel.delivery.AnswerTable;
import io.github.podsights.camel.delivery.AnswerTableReader;
import io.github.podsights.camel.delivery.Gates;
import io.github.podsights.camel.delivery.MaxAge;
import io.github.podsights.camel.event.EventReader;
import io.github.podsights.camel.health.Health;
import io.github.podsights.camel.integration.Integrations;
import io.github.podsights.camel.reload.Outcome;
import io.github.podsights.camel.reload.Reloads;
import io.github.podsights.camel.route.file.DirectorySync;
import io.github.podsights.camel.route.file.FileEvents;
import io.github.podsights.camel.route.file.Inbox;
import io.github.podsights.camel.route.file.Spool;
import io.github.podsights.camel.route.jms.JmsStores;
import io.github.podsights.camel.route.kafka.KafkaParts;
import io.github.podsights.camel.settings.CollectorSettings;
import io.github.podsights.camel.settings.DeadLetterUri;
import io.github.podsights.camel.settings.Settings;
import io.github.podsights.camel.settlement.Balance;
import io.github.podsights.camel.yaml.Finding;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.LifecycleStrategySupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bundle in a CamelContext: binds the beans that the YAML routes name, and adds the routes. It keeps no state beyond
 * its context, so that several of them can live in one JVM.
 */
public final class PodsightsBundle implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PodsightsBundle.class);

    private static final long POLL_MILLIS = 20;

    private final CamelContext context;
    private final Settings settings;
    private final AtomicReference<Integrations> integrations;
    private final SettlementListener listener;
    private final Balance balance = new Balance();
    private final Stopping stopping = new Stopping();
    private final ExecutorService workers = Workers.create();
    private final ScheduledExecutorService timer = Timers.daemon("podsights-attempt-deadline");
    private final LongSupplier nanoTime = System::nanoTime;
    private final Clock clock = Clock.systemUTC();
    private final RandomGenerator random = new java.security.SecureRandom();
    private final DeliveryParts delivering;
    private final Units units = new Units();
    private final Unwritten unwritten = new Unwritten("Dead letters", stopping, new CutLetter(units), nanoTime);
    private final StepErrors stepErrors = new StepErrors(nanoTime);
    private final BundleWatch watch;
    private final Entrance entrance = new Entrance();
    private final WaysIn ways;
    private final SourceParts sources;
    private final MemoryParts memory;
    private final Parking parking;
    private final ParkParts parkParts;
    private CollectorHttp http;
    private final Reconfigured reconfigured;
    private boolean stopped;

    private PodsightsBundle(
            CamelContext context,
            Settings settings,
            AnswerTable answers,
            Integrations integrations,
            SettlementListener listener) {
        this.context = context;
        this.settings = settings;
        this.integrations = new AtomicReference<>(integrations);
        this.listener = listener;
        this.watch = new BundleWatch(context, balance, clock, nanoTime);
        this.parking = new Parking(settings.parking(), clock, random);
        this.parkParts = new ParkParts(context, settings, stopping, clock, nanoTime);
        this.delivering = new DeliveryParts(
                settings,
                answers,
                parking,
                this.integrations::get,
                balance,
                stopping,
                clock,
                nanoTime,
                watch.measurements());
        this.ways = new WaysIn(context, workers, entrance);
        this.sources = new SourceParts(context, settings, ways, stopping, watch, clock, nanoTime);
        this.memory = new MemoryParts(context, settings, delivering, stopping, watch, clock, nanoTime);
        watch.sources(settings.sources(), stopping);
        watch.integrations(delivering.gates(), this.integrations::get);
        watch.written(unwritten, parkParts);
        watch.steps(stepErrors);
        watch.absurdRetryAfters(delivering::absurdRetryAfters);
        this.reconfigured = new Reconfigured(
                this.integrations, delivering, watch, entrance, stopping, new Reloads(clock), nanoTime);
    }

    /** Whether sources are held: nothing can be sent, or as many are parked as may be. */
    private boolean isHeld() {
        return canSendNothing() || parkParts.isFull();
    }

    /** Whether nothing is to be taken, since there would be no place for it, or routes are exchanged. */
    private boolean isFull() {
        return parkParts.isFull() || entrance.isHeld();
    }

    /** Whether nothing can be sent but a probe, and what is to be the probe is in hand; or the bundle stops, or holds. */
    private boolean canSendNothing() {
        return stopping.isStopping() || entrance.isHeld() || delivering.isNothingSent();
    }

    /**
     * Adds the bundle to a context that is not started yet, with the answer table that the settings name.
     *
     * @param listener is told of each delivery that is settled
     * @throws IllegalArgumentException if the answer table can't be read; the message says where and why
     * @throws Inbox.InUseException if another instance reads the same directory
     * @throws Spool.InUseException if another instance parks in the same directory
     * @throws Exception if a route can't be built, or the directory of the file source can't be written
     */
    public static PodsightsBundle install(
            CamelContext context, Settings settings, Integrations integrations, SettlementListener listener)
            throws Exception {
        return install(
                context,
                settings,
                new Reconfiguration(
                        integrations, AnswerTableReader.of(settings.delivery().profile()), RouteFiles.NONE),
                listener);
    }

    /**
     * Adds the bundle to a context that is not started yet.
     *
     * @param configuration what may be changed while it runs
     * @param listener is told of each delivery that is settled
     * @throws Inbox.InUseException if another instance reads the same directory
     * @throws RouteFault if a route can't be built
     * @throws Exception if the directory of the file source can't be written
     */
    public static PodsightsBundle install(
            CamelContext context, Settings settings, Reconfiguration configuration, SettlementListener listener)
            throws Exception {
        HostBefore before = new HostBefore(context);
        PodsightsBundle bundle = new PodsightsBundle(
                context, settings, configuration.answers(), configuration.integrations(), guarded(listener));
        try {
            bundle.bind();
            bundle.memory.bindDuplicates();
            List<String> routes = RunningRoutes.of(settings); // before a directory is made
            bundle.bindDeadLetters();
            bundle.sources.bind(bundle::isHeld, bundle::isFull, bundle.delivering::look);
            bundle.bindParking();
            bundle.sources.watchOthers();
            ManagedOnce.in(context); // before a step of a route is managed
            bundle.reconfigured.load(
                    context,
                    settings,
                    routes,
                    configuration.routes(),
                    () -> bundle.balance.total().inFlight(),
                    bundle::isStuck);
            context.addLifecycleStrategy(bundle.new StopWithContext());
            context.getManagementStrategy().addEventNotifier(new FailedStart(() -> {
                bundle.reconfigured.noteUnstarted();
                bundle.close();
            }));
        } catch (Exception | Error e) {
            bundle.takeBack(before, e);
            throw e;
        }
        return bundle;
    }

    /** Leaves the context as it was, so that a second installation can be a right one. */
    private void takeBack(HostBefore before, Throwable failure) {
        List<HostBefore.Undo> steps = new ArrayList<>(List.of(stopping::begin, reconfigured::unload));
        steps.addAll(before.steps());
        steps.add(this::abandon);
        for (HostBefore.Undo step : steps) {
            try {
                step.run();
            } catch (Exception e) {
                failure.addSuppressed(e);
            }
        }
    }

    /** Gives back what was opened by an installation that failed. */
    private void abandon() throws IOException {
        watch.close();
        timer.shutdownNow();
        workers.shutdownNow();
        memory.close();
        if (http != null) {
            http.client().shutDown();
            context.removeComponent(CollectorHttp.NAME);
        }
        sources.abandon();
        parkParts.abandon();
    }

    private void bind() throws Exception {
        RouteProperties.override(context.getPropertiesComponent(), settings);
        PipelineSteps.bind(
                context.getRegistry(),
                new EventReader(settings.eventMaxBytes()),
                balance,
                integrations::get,
                memory.identities(),
                watch.measurements());
        Registry registry = context.getRegistry();
        registry.bind("podsightsFanOut", new FanOutExecutor(workers));
        registry.bind("podsightsSettle", new Settle(listener));
        stepErrors.bind(context);
        delivering.bind(registry);
        registry.bind("podsightsRecordHeaders", new RecordHeaders());
        registry.bind("podsightsLetterMessage", new LetterMessage());
        registry.bind("podsightsDeadLetter", new WriteDeadLetter(units, clock, random));
        registry.bind("podsightsUnwritten", unwritten);
        registry.bind("podsightsUnwrittenAgain", (Processor) unwritten::begins);
        registry.bind("podsightsWritten", (Processor) exchange -> unwritten.written());
        CollectorSettings collector = settings.collector();
        http = new CollectorHttp(
                collector,
                delivering.connections(),
                new Deadlines(collector.responseTimeout(), collector.attemptTimeout(), timer, nanoTime));
        registry.bind("podsightsCollectorClient", http.client());
        context.addComponent(CollectorHttp.NAME, http.component());
    }

    private void bindDeadLetters() throws Exception {
        if (settings.deadLetterUri() instanceof DeadLetterUri.Topic) {
            KafkaParts.addComponent(context, settings.kafkaSource());
            return;
        }
        if (settings.deadLetterUri() instanceof DeadLetterUri.Queue queue) {
            JmsStores.addLetters(context, settings.jmsSource(), queue.name());
            return;
        }
        Path directory = ((DeadLetterUri.Directory) settings.deadLetterUri()).path();
        context.getRegistry().bind("podsightsDeadLetterSync", new DirectorySync(directory));
        OwnServices.add(context, new SweepDeadLetters(directory, settings.deadLetterKeep(), clock));
    }

    private void bindParking() throws Exception {
        int inFlight = IntStream.of(
                                settings.fileSource().inFlight(),
                                settings.kafkaSource().inFlight(),
                                settings.jmsSource().inFlight())
                        .max()
                        .getAsInt()
                / 2;
        parkParts.bind(
                parking,
                new ResumeParked(balance, integrations::get, parking, new MaxAge(settings.maxAge(), clock), clock),
                ways.handOver(WaysIn.RESUME),
                ways.sendReceived(WaysIn.RESUME),
                units,
                Math.max(1, inFlight),
                this::canSendNothing,
                delivering::look);
    }

    /** Whether what is in flight waits for what may last for hours, or for the end of the bundle. */
    private boolean isStuck() {
        return stopping.isStopping()
                || delivering.isStuck()
                || unwritten.waiting() + parkParts.unparked().waiting() > 0;
    }

    /**
     * Puts other integrations in force. An event takes those that are in force when it is fanned out: what is in flight ends
     * with what it began with. Nothing is held by it.
     */
    public void swap(Integrations next) {
        reconfigured.swap(next);
    }

    /**
     * Puts another configuration in force: all of it, or nothing. Other routes are exchanged while sources are held and
     * nothing is in flight; everything else is without a hold. The {@link #reloads() reloads} are not told.
     *
     * @throws InterruptedException if it is interrupted while it waits; then nothing has changed
     */
    public Outcome reconfigure(Reconfiguration next) throws InterruptedException {
        return reconfigured.put(next);
    }

    /** What of a person's routes keeps the context from starting; empty if it is something else. */
    public Optional<Finding> faultOf(Throwable failure) {
        return reconfigured.faultOf(failure);
    }

    /** What became of changes of the configuration. */
    public Reloads reloads() {
        return reconfigured.reloads();
    }

    /**
     * What replays dead letters through this bundle.
     *
     * @throws Exception if the context, which is started, refuses
     */
    public ReplayLetters replay() throws Exception {
        return new ReplayLetters(
                ways.sendReceived(WaysIn.EVENTS),
                workers,
                integrations::get,
                stopping::isStopping,
                TimeUnit.NANOSECONDS::sleep);
    }

    /** The books. */
    public Balance balance() {
        return balance;
    }

    /** The gates. */
    public Gates gates() {
        return delivering.gates();
    }

    /** How many answers had a {@code Retry-After} that could not be taken as it was. */
    public long absurdRetryAfters() {
        return delivering.absurdRetryAfters();
    }

    /** How the bundle is: each of its parts adds what it knows of itself. */
    public Health health() {
        return watch.health();
    }

    /** The file source; null if it is not configured. */
    public FileEvents fileEvents() {
        return sources.fileEvents();
    }

    /** How many deliveries are parked: of a directory exactly, of topics as it was seen a while ago. */
    public long parkedDepth() {
        return parkParts.depth();
    }

    /**
     * Stops in order: nothing new is begun, the attempts under way are finished, and what waits for its next attempt is let
     * go, neither settled nor acknowledged. Takes at most one attempt's time-out and a few seconds. Once only.
     */
    public synchronized void stop() {
        if (stopped) {
            return;
        }
        stopped = true;
        sources.suspendJms();
        stopping.begin();
        delivering.look();
        entrance.stop();
        reconfigured.stop();
        sources.suspendJms(); // an exchange that was under way has had it go on
        try {
            Duration longest = settings.collector().attemptTimeout().plusSeconds(5);
            awaitAtMost(longest);
            memory.letGo();
            workers.shutdownNow();
            if (!workers.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.warn("Some events are still being worked; they are not acknowledged, and come again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            timer.shutdownNow();
            memory.close();
        }
    }

    /**
     * Stops, and gives back what it holds although its context did not start, or failed to: of such a one Camel stops
     * nothing. While the context runs, the rest is its matter.
     */
    @Override
    public void close() {
        stop();
        if (context.isStarted()) {
            return;
        }
        try {
            abandon();
        } catch (IOException e) {
            LOG.warn("A directory could not be given back", Failures.withoutMessage(e));
        }
    }

    private void awaitAtMost(Duration longest) throws InterruptedException {
        long deadline = nanoTime.getAsLong() + longest.toNanos();
        while (balance.total().inFlight() > waiting() && nanoTime.getAsLong() - deadline < 0) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    /** How many deliveries wait for what a stop does not bring about. */
    int waiting() {
        return delivering.waiting() + unwritten.waiting() + parkParts.unparked().waiting() + memory.waiting();
    }

    /** What a listener throws must not unsettle a delivery that is settled. */
    private static SettlementListener guarded(SettlementListener listener) {
        return delivery -> {
            try {
                listener.settled(delivery);
            } catch (RuntimeException e) {
                LOG.warn("A listener failed", Failures.withoutMessage(e));
            }
        };
    }

    /** However the context comes to be stopped, the bundle stops in order first. */
    private final class StopWithContext extends LifecycleStrategySupport {

        @Override
        public void onContextStarting(CamelContext startingContext) {
            ManagedOnce.in(startingContext); // it has its management by now, and no step of a route yet
        }

        @Override
        public void onContextStopping(CamelContext stoppingContext) {
            PodsightsBundle.this.stop();
        }

        @Override
        public void onContextStopped(CamelContext stoppedContext) {
            // Not before: what is let go by the stop is counted until then.
            watch.close();
            sources.ended();
            http.client().shutDown();
        }
    }
}
