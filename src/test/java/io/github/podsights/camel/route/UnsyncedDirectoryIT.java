package io.github.podsights.camel.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.podsights.camel.collector.Behaviours;
import io.github.podsights.camel.collector.CollectorStandIn;
import io.github.podsights.camel.settings.Property;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultRegistry;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written, but would be gone after a power cut since its directory can't be synced, settles nothing. */
class UnsyncedDirectoryIT {

    @TempDir
    Path directory;

    private final AtomicBoolean broken = new AtomicBoolean(true);
    private final AtomicInteger asked = new AtomicInteger();

    @ParameterizedTest
    @CsvSource({"400, podsightsDeadLetterSync, dead-letters", "503, podsightsParkSync, parked"})
    void settlesNothingUntilItsNameIsOnDisk(int status, String step, String check) throws Exception {
        try (CollectorStandIn collector = CollectorStandIn.start()) {
            collector.behave(Behaviours.status(status));
            Map<Property, String> properties = Map.of(Property.ATTEMPTS, "1", Property.PARK_SCHEDULE, "1h");
            try (RunningBundle running =
                    RunningBundle.start(directory, collector, properties, "", context -> replace(context, step))) {
                running.drop("events.jsonl", Purchases.of("ORD-1") + "\n");
                await().until(() -> asked.get() >= 2);

                assertThat(running.total().inFlight()).isEqualTo(1);
                assertThat(running.inbox().resolve("done/events.jsonl")).doesNotExist();
                assertThat(running.bundle().parkedDepth()).isZero();
                assertThat(running.bundle().health().checks())
                        .filteredOn(one -> one.name().equals(check))
                        .singleElement()
                        .satisfies(one -> assertThat(one.reason()).contains("can't be written (IOException)"));

                broken.set(false);
                Situation.awaitDone(running, "events.jsonl");
                assertThat(running.deadLetters()).hasSize(status == 400 ? 1 : 0);
                assertThat(running.bundle().parkedDepth()).isEqualTo(status == 400 ? 0 : 1);
                assertThat(collector.stats().requests()).isEqualTo(1);
            }
        }
    }

    /** What the bundle binds under the name of the step is asked only when syncing works. */
    private void replace(CamelContext context, String step) {
        context.getCamelContextExtension().setRegistry(new DefaultRegistry() {
            @Override
            public void bind(String id, Class<?> type, Object bean) {
                super.bind(id, type, id.equals(step) ? failing((Processor) bean) : bean);
            }
        });
    }

    private Processor failing(Processor own) {
        return exchange -> {
            asked.incrementAndGet();
            if (broken.get()) {
                throw new IOException("no room for the journal");
            }
            own.process(exchange);
        };
    }
}
