package io.github.podsights.camel.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.github.podsights.camel.collector.CollectorStandIn;
import io.github.podsights.camel.delivery.Outcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.cumulative.CumulativeCounter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An error in a step settles nothing, ends the event there, and nothing waits for it. */
class ErrorInStepIT {

    private static final String EVENTS = event("a-1") + event("a-2");

    @TempDir
    Path directory;

    private final AtomicBoolean broken = new AtomicBoolean(true);

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void itsEventComesAgain(int integrations) throws Exception {
        for (int i = 1; i < integrations; i++) {
            Files.writeString(
                    Files.createDirectories(directory.resolve("integrations")).resolve("more-" + i + ".yaml"),
                    "name: More " + i + "\nvendor: podsights\nconfig: {key: \"{{env:KEY}}\"}\n");
        }
        try (LogLines log = LogLines.open(Level.INFO, Level.ERROR);
                CollectorStandIn collector = CollectorStandIn.start();
                RunningBundle running =
                        RunningBundle.start(directory, collector, Map.of(), "", context -> context.getRegistry()
                                .bind("theirs", new Broken()))) {
            running.drop("events.jsonl", EVENTS);
            await().until(() -> running.total().released() >= 2L * integrations);
            assertThat(running.settled()).isEmpty();
            assertThat(running.deadLetters()).isEmpty();

            broken.set(false);
            Situation.awaitDone(running, "events.jsonl");

            assertThat(running.total().of(Outcome.DELIVERED)).isEqualTo(2L * integrations);
            assertThat(log.lines())
                    .anyMatch(
                            line -> line.contains(
                                    "Unexpected java.lang.StackOverflowError in a step: its event is not settled, and comes again"))
                    .noneMatch(line -> line.contains("jane.doe"));
        }
    }

    private static String event(String visitor) {
        return "{\"type\":\"track\",\"event\":\"Order Completed\",\"anonymousId\":\"" + visitor
                + "\",\"properties\":{\"order_id\":\"" + visitor
                + "\"},\"context\":{\"consent\":{\"marketing\":true}}}\n";
    }

    /** What a host measures with, as far as the step that reads an answer uses it. */
    private final class Broken extends SimpleMeterRegistry {

        @Override
        protected Counter newCounter(Meter.Id id) {
            return new CumulativeCounter(id) {
                @Override
                public void increment(double amount) {
                    if (broken.get() && id.getName().startsWith("podsights.attempts")) {
                        throw new StackOverflowError("jane.doe@example.com");
                    }
                    super.increment(amount);
                }
            };
        }
    }
}
