package io.github.podsights.camel.metrics;

import io.github.podsights.camel.delivery.AnswerClass;
import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.delivery.Measurements;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.settlement.Balance;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The meters of one bundle in a registry; closing it takes them out of it again. */
public final class BundleMetrics implements Measurements, AutoCloseable {

    /** Of an attempt: from a collector next door to {@code podsights.collector.attempt-timeout}. */
    private static final Duration[] ATTEMPT_BUCKETS =
            seconds(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20);

    /** Of a delivery: from at once to {@code podsights.delivery.max-age}. */
    private static final Duration[] AGE_BUCKETS =
            seconds(0.1, 0.5, 1, 5, 15, 60, 300, 900, 3_600, 21_600, 86_400, 604_800);

    private static final Logger LOG = LoggerFactory.getLogger(BundleMetrics.class);

    private final MeterRegistry registry;
    private final Tags common;
    private final InstantSource clock;
    private final BooksReading books;
    private final Map<String, IntegrationMeters> byIntegration = new ConcurrentHashMap<>();
    private final Collection<io.micrometer.core.instrument.Meter> registered = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean failed = new AtomicBoolean();
    private volatile boolean closed;

    private record IntegrationMeters(
            Map<AnswerClass, Counter> attempts, Timer attempt, Timer deliveryAge, Counter leftOut) {}

    /**
     * Registers the meters, and those of each account of the books as it appears.
     *
     * @param common labels that each meter has beside its own
     */
    public BundleMetrics(
            MeterRegistry registry, Tags common, Balance balance, InstantSource clock, LongSupplier nanoTime) {
        this.registry = registry;
        this.common = common;
        this.clock = clock;
        this.books = new BooksReading(balance, nanoTime);
        balance.onAccount((integration, source) -> measure(() -> addAccount(integration, source)));
    }

    /**
     * Adds a meter that is read when it is asked for: a counter, or a gauge.
     *
     * @param labels the value of each of its labels
     * @return takes it away again
     */
    public Runnable add(Meter meter, Map<String, String> labels, LongSupplier value) {
        Tags tags = Tags.of(labels.entrySet().stream()
                .map(label -> io.micrometer.core.instrument.Tag.of(label.getKey(), label.getValue()))
                .toList());
        io.micrometer.core.instrument.Meter added =
                meter.type().equals("gauge") ? gauge(meter, tags, value) : counter(meter, tags, value);
        return () -> {
            registered.remove(added);
            registry.remove(added);
        };
    }

    @Override
    public void attemptEnded(Delivery delivery, AnswerClass answerClass) {
        measure(() -> measureAttempt(delivery, answerClass));
    }

    /** What is measured is none of the delivery's business: whatever the registry of a host throws, it goes on. */
    private void measure(Runnable measuring) {
        try {
            measuring.run();
        } catch (OutOfMemoryError e) {
            throw e;
        } catch (RuntimeException | Error e) {
            if (!failed.getAndSet(true)) {
                LOG.error(
                        "The registry of meters threw a {}: not all is measured, and that is not said again",
                        e.getClass().getName());
            }
        }
    }

    private void measureAttempt(Delivery delivery, AnswerClass answerClass) {
        IntegrationMeters meters = meters(delivery);
        meters.attempts().get(answerClass).increment();
        meters.attempt().record(Duration.ofNanos(delivery.lastAttemptNanos()));
        if (answerClass == AnswerClass.ACCEPTED && delivery.happenedAt() != null) {
            Duration age = Duration.between(delivery.happenedAt(), clock.instant());
            // Of a clock that is ahead of ours.
            meters.deliveryAge().record(age.isNegative() ? Duration.ZERO : age);
        }
    }

    @Override
    public void leftOut(Delivery delivery, int fields) {
        measure(() -> meters(delivery).leftOut().increment(fields));
    }

    private void addAccount(String integration, String source) {
        if (!integration.equals(Delivery.NONE)) {
            byIntegration.computeIfAbsent(integration, this::integrationMeters);
        }
        // Not while the page is read: it would show some figures of the account, and its sum would be wrong.
        synchronized (registry) {
            registerAccount(new BooksReading.Account(integration, source));
        }
    }

    private void registerAccount(BooksReading.Account account) {
        Tags tags = Tags.of(Meter.INTEGRATION, account.integration(), Meter.SOURCE, account.source());
        counter(Meter.RECEIVED, tags, figure(account, Meter.RECEIVED, Balance.Line::received));
        counter(Meter.RESUMED, tags, figure(account, Meter.RESUMED, Balance.Line::resumed));
        for (Outcome outcome : Outcome.values()) {
            counter(
                    Meter.OUTCOMES,
                    tags.and(Meter.OUTCOME, outcome.word()),
                    figure(account, outcome, line -> line.of(outcome)));
        }
        counter(Meter.PARKED, tags, figure(account, Meter.PARKED, Balance.Line::parked));
        counter(Meter.RELEASED, tags, figure(account, Meter.RELEASED, Balance.Line::released));
        gauge(Meter.IN_FLIGHT, tags, figure(account, Meter.IN_FLIGHT, Balance.Line::inFlight));
        books.add(account);
    }

    private LongSupplier figure(BooksReading.Account account, Object name, ToLongFunction<Balance.Line> figure) {
        return () -> books.read(account, name, figure);
    }

    private IntegrationMeters meters(Delivery delivery) {
        return byIntegration.computeIfAbsent(delivery.integrationId(), this::integrationMeters);
    }

    private IntegrationMeters integrationMeters(String integration) {
        Tags tags = common.and(Meter.INTEGRATION, integration);
        Map<AnswerClass, Counter> attempts = new java.util.EnumMap<>(AnswerClass.class);
        for (AnswerClass answerClass : AnswerClass.values()) {
            attempts.put(
                    answerClass,
                    register(Counter.builder(Meter.ATTEMPTS.id())
                            .description(Meter.ATTEMPTS.plainDescription())
                            .tags(tags.and(Meter.CLASS, answerClass.word()))
                            .register(registry)));
        }
        return new IntegrationMeters(
                attempts,
                timer(Meter.ATTEMPT, tags, ATTEMPT_BUCKETS),
                timer(Meter.DELIVERY_AGE, tags, AGE_BUCKETS),
                register(Counter.builder(Meter.LEFT_OUT.id())
                        .description(Meter.LEFT_OUT.plainDescription())
                        .tags(tags)
                        .register(registry)));
    }

    private Timer timer(Meter meter, Tags tags, Duration[] buckets) {
        return register(Timer.builder(meter.id())
                .description(meter.plainDescription())
                .tags(tags)
                .serviceLevelObjectives(buckets)
                .register(registry));
    }

    private FunctionCounter counter(Meter meter, Tags tags, LongSupplier value) {
        return register(FunctionCounter.builder(meter.id(), this, self -> value.getAsLong())
                .description(meter.plainDescription())
                .tags(common.and(tags))
                .register(registry));
    }

    private Gauge gauge(Meter meter, Tags tags, LongSupplier value) {
        return register(Gauge.builder(meter.id(), this, self -> value.getAsLong())
                .description(meter.plainDescription())
                .tags(common.and(tags))
                .register(registry));
    }

    private <M extends io.micrometer.core.instrument.Meter> M register(M meter) {
        registered.add(meter);
        if (closed) {
            registry.remove(meter);
        }
        return meter;
    }

    /** Takes the meters out of the registry. What is measured after that is lost. */
    @Override
    public void close() {
        closed = true;
        registered.forEach(registry::remove);
    }

    private static Duration[] seconds(double... seconds) {
        return java.util.Arrays.stream(seconds)
                .mapToObj(each -> Duration.ofNanos(Math.round(each * 1e9)))
                .toArray(Duration[]::new);
    }
}
