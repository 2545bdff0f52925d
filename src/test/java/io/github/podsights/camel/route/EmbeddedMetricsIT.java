package io.github.podsights.camel.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.github.podsights.camel.collector.Behaviours;
import io.github.podsights.camel.collector.CollectorStandIn;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.health.Check;
import io.github.podsights.camel.health.Health;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Metrics in the registry of the host, and health for it to ask. */
class EmbeddedMetricsIT {

    @TempDir
    Path directory;

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private CollectorStandIn collector;

    @BeforeEach
    void start() {
        collector = CollectorStandIn.start();
    }

    @AfterEach
    void stop() {
        collector.close();
    }

    @Test
    void theMetersSayWhatTheBooksSay() throws Exception {
        collector.behave(Behaviours.status(503).first(2));
        try (RunningBundle running = start("one", this::bind)) {
            running.drop("events.jsonl", Purchases.lines(5) + "unreadable\n" + "{\"event\":\"Order Completed\"}\n");
            Situation.awaitDone(running, "events.jsonl");

            assertThat(count("podsights.received")).isEqualTo(running.total().received());
            for (Outcome outcome : Outcome.values()) {
                assertThat(count("podsights.outcomes", "outcome", outcome.word()))
                        .as(outcome.word())
                        .isEqualTo(running.total().of(outcome));
            }
            assertThat(count("podsights.received") + count("podsights.resumed"))
                    .isEqualTo(count("podsights.outcomes")
                            + count("podsights.parked")
                            + count("podsights.released")
                            + gauge("podsights.in.flight"));
            assertThat(count("podsights.outcomes", "outcome", "delivered")).isEqualTo(5);
            assertThat(attempts("transient")).isEqualTo(2);
            assertThat(attempts("accepted")).isEqualTo(5);
            assertThat(registry.get("podsights.attempt").timer().count())
                    .as("an attempt is a request")
                    .isEqualTo(collector.stats().requests());
        }
    }

    @Test
    void whatIsCountedIsThereWithNoughtBeforeTheFirstEvent() throws Exception {
        try (RunningBundle running = start("one", this::bind)) {
            for (String integration : List.of("test", "none")) {
                assertThat(registry.get("podsights.outcomes")
                                .tags("integration", integration, "source", "file", "outcome", "rejected")
                                .functionCounter()
                                .count())
                        .isZero();
            }
            assertThat(running.total().received()).isZero();
        }
    }

    @Test
    void anAgeIsThatOfTheEventsOwnTimestamp() throws Exception {
        try (RunningBundle running = start("one", this::bind)) {
            String then = Instant.now().minusSeconds(3_600).toString();
            running.drop(
                    "events.jsonl",
                    Purchases.of("ORD-1") + "\n"
                            + Purchases.of("ORD-2").replace("{\"type\"", "{\"timestamp\":\"" + then + "\",\"type\"")
                            + "\n");
            Situation.awaitDone(running, "events.jsonl");

            var ages = registry.get("podsights.delivery.age").timer();
            assertThat(ages.count()).isEqualTo(1);
            assertThat(ages.totalTime(TimeUnit.SECONDS)).isBetween(3_600.0, 3_700.0);
        }
    }

    @Test
    void whatWasLeftOutOfAPayloadIsCounted() throws Exception {
        try (RunningBundle running = start("one", this::bind)) {
            String event = Purchases.of("ORD-1").replace("\"context\":{", "\"context\":{\"ip\":\"not an address\",");
            running.drop("events.jsonl", event + "\n");
            Situation.awaitDone(running, "events.jsonl");

            assertThat(collector.stats().requests()).isEqualTo(1);
            assertThat(registry.get("podsights.left.out")
                            .tags("integration", "test")
                            .counter()
                            .count())
                    .isEqualTo(1);
        }
    }

    @Test
    void aStopTakesOurMetersOutOfTheRegistryAndNoOthers() throws Exception {
        registry.counter("of.the.host").increment();
        try (RunningBundle running = start("one", this::bind)) {
            running.drop("events.jsonl", Purchases.lines(1));
            Situation.awaitDone(running, "events.jsonl");
            assertThat(registry.find("podsights.received").functionCounter()).isNotNull();
        }

        assertThat(registry.getMeters())
                .extracting(meter -> meter.getId().getName())
                .containsExactly("of.the.host");
    }

    @Test
    void severalContextsInOneRegistryHaveMetersOfTheirOwn() throws Exception {
        try (RunningBundle one = start("one", this::bind)) {
            try (RunningBundle two = start("two", this::bind)) {
                one.drop("events.jsonl", Purchases.lines(1));
                two.drop("events.jsonl", Purchases.lines(2));
                Situation.awaitDone(one, "events.jsonl");
                Situation.awaitDone(two, "events.jsonl");

                assertThat(count("podsights.received", "context", one.context().getName()))
                        .isEqualTo(1);
                assertThat(count("podsights.received", "context", two.context().getName()))
                        .isEqualTo(2);
            }
            assertThat(count("podsights.received")).isEqualTo(1);
        }
    }

    @Test
    void aContextOfTheSameNameLeavesTheMetersOfTheFirstAlone() throws Exception {
        try (LogLines log = LogLines.open(Level.INFO, Level.WARN);
                RunningBundle one = start("one", this::bindAsShop)) {
            try (RunningBundle two = start("two", this::bindAsShop)) {
                two.drop("events.jsonl", Purchases.lines(2));
                Situation.awaitDone(two, "events.jsonl");
            }
            one.drop("events.jsonl", Purchases.lines(1));
            Situation.awaitDone(one, "events.jsonl");

            assertThat(count("podsights.received")).isEqualTo(1);
            assertThat(log.lines()).anyMatch(line -> line.contains("another context that is named shop"));
        }
    }

    @Test
    void withoutARegistryOrWithSeveralItRunsWithoutMetrics() throws Exception {
        try (RunningBundle none = start("none", context -> {});
                RunningBundle several = start("several", context -> {
                    bind(context);
                    context.getRegistry().bind("another", new SimpleMeterRegistry());
                })) {
            for (RunningBundle running : List.of(none, several)) {
                running.drop("events.jsonl", Purchases.lines(1));
                Situation.awaitDone(running, "events.jsonl");
                assertThat(running.total().of(Outcome.DELIVERED)).isEqualTo(1);
            }
        }
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void itIsReadyAsLongAsItsSourcesRun() throws Exception {
        try (RunningBundle running = start("one", context -> {})) {
            Health health = running.bundle().health();
            await().until(() -> Health.isReady(health.checks()));
            assertThat(health.checks())
                    .extracting(Check::name)
                    .containsExactly(
                            "collector",
                            "configuration",
                            "dead-letters",
                            "integration:test",
                            "parked",
                            "sources",
                            "steps");

            running.context().getRouteController().stopRoute("podsights-source-file");
            assertThat(health.checks()).contains(Check.down("sources", "file is stopped"));

            running.context().getRouteController().startRoute("podsights-source-file");
            assertThat(health.checks()).contains(Check.up("sources"));

            running.bundle().stop();
            assertThat(health.checks()).contains(Check.down("sources", "stopping"));
        }
    }

    @Test
    void itIsNotReadyWhileTheGateIsClosedAndThenItIsAgain() throws Exception {
        collector.behave(Behaviours.status(503));
        try (RunningBundle running = start("one", this::bind)) {
            Health health = running.bundle().health();
            assertThat(gateOpen("collector")).isEqualTo(1);
            running.drop("events.jsonl", Purchases.lines(50));

            await().until(() -> !Health.isReady(health.checks()));
            assertThat(down(health)).singleElement().satisfies(check -> {
                assertThat(check.name()).isEqualTo("collector");
                assertThat(check.reason()).contains("503");
            });
            assertThat(gateOpen("collector")).isZero();
            assertThat(gateOpen("integration:test")).isEqualTo(1);

            collector.behave(Behaviours.status(200));
            Situation.awaitDone(running, "events.jsonl");
            assertThat(Health.isReady(health.checks())).isTrue();
            assertThat(gateOpen("collector")).isEqualTo(1);
        }
    }

    @Test
    void itIsNotReadyWhileAnIntegrationIsPaused() throws Exception {
        collector.behave(Behaviours.status(401));
        try (RunningBundle running = start("one", this::bind)) {
            Health health = running.bundle().health();
            running.drop("events.jsonl", Purchases.lines(1));

            await().until(() -> !Health.isReady(health.checks()));
            assertThat(down(health)).singleElement().satisfies(check -> {
                assertThat(check.name()).isEqualTo("integration:test");
                assertThat(check.reason()).contains("401");
            });
            assertThat(gateOpen("integration:test")).isZero();
            assertThat(attempts("set-up")).isPositive();
        }
    }

    @Test
    void itIsNotReadyWhileDeadLettersCantBeWrittenAndThenItIsAgain() throws Exception {
        Path blocked = Files.writeString(
                Files.createDirectories(directory.resolve("one")).resolve("dead-letters"), "in the way");
        try (RunningBundle running = start("one", this::bind)) {
            Health health = running.bundle().health();
            running.drop("events.jsonl", "unreadable\n");

            await().until(() -> !Health.isReady(health.checks()));
            assertThat(down(health)).singleElement().satisfies(check -> {
                assertThat(check.name()).isEqualTo("dead-letters");
                assertThat(check.reason()).startsWith("can't be written (");
            });
            await().until(() -> count("podsights.unwritten") >= 1);

            Files.delete(blocked);
            Situation.awaitDone(running, "events.jsonl");

            assertThat(Health.isReady(health.checks())).isTrue();
            assertThat(running.deadLetters()).hasSize(1);
        }
    }

    private void bind(CamelContext context) {
        context.getRegistry().bind("theirs", registry);
    }

    private void bindAsShop(CamelContext context) {
        bind(context);
        context.getCamelContextExtension().setName("shop");
    }

    private RunningBundle start(String name, java.util.function.Consumer<CamelContext> host) throws Exception {
        return RunningBundle.start(Files.createDirectories(directory.resolve(name)), collector, Map.of(), "", host);
    }

    private long count(String name, String... tags) {
        return Math.round(registry.find(name).tags(tags).functionCounters().stream()
                .mapToDouble(FunctionCounter::count)
                .sum());
    }

    private long gauge(String name) {
        return Math.round(
                registry.find(name).gauges().stream().mapToDouble(Gauge::value).sum());
    }

    private double gateOpen(String gate) {
        return registry.get("podsights.gate.open").tags("gate", gate).gauge().value();
    }

    private static List<Check> down(Health health) {
        return health.checks().stream().filter(check -> !check.up()).toList();
    }

    private double attempts(String answerClass) {
        return registry.find("podsights.attempts").tags("class", answerClass).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }
}
