package io.github.podsights.camel.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.podsights.camel.collector.Behaviours;
import io.github.podsights.camel.collector.CollectorOptions;
import io.github.podsights.camel.collector.CollectorStandIn;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.settings.Property;
import io.github.podsights.camel.settlement.Balance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever the collector does wrong, and though it tells all that it was told: no address and no key stands in anything
 * that we tell, or keep, of events of files that are parked in a spool. One bundle meets all faults, one after the other.
 */
class CanaryFaultsIT {

    private static final Duration LONG = Duration.ofSeconds(30);

    /** Of a fault: a purchase, one that can't be read, one that can't be mapped; and one of a caller. */
    private static final int EVENTS = 4;

    @TempDir
    static Path directory;

    private static CollectorStandIn collector;
    private static Watched watched;
    private static int received;

    @BeforeAll
    static void start() throws Exception {
        collector = CollectorStandIn.start();
        watched = Watched.start(
                directory,
                collector,
                Map.of(
                        Property.ATTEMPTS, "2",
                        Property.BUDGET, "2s",
                        Property.RESPONSE_TIMEOUT, "300ms",
                        Property.ATTEMPT_TIMEOUT, "400ms",
                        Property.GATE_MAX_PROBE_INTERVAL, "200ms",
                        Property.PARK_SCHEDULE, "100ms,1h"));
    }

    /** The balance is asserted by the bundle, when it is closed. */
    @AfterAll
    static void stop() throws Exception {
        watched.close();
        collector.close();
        assertThat(watched.running().total().received()).isEqualTo(received);
        assertThat(watched.running().total().released())
                .as("callers that got an exception")
                .isPositive();
    }

    @ParameterizedTest
    @EnumSource(EchoFault.class)
    void nothingIsToldOfAnEventThatMeets(EchoFault fault) throws Exception {
        RunningBundle running = watched.running();
        Balance.Line before = running.total();
        if (fault == EchoFault.REFUSED) {
            collector.close();
        } else {
            collector.behave(fault.behaviour());
        }

        running.drop(fault + ".jsonl", String.join("\n", CanaryEvents.all(fault.name())));
        received += EVENTS;
        if (fault.isHeld()) {
            await().atMost(LONG).until(() -> watched.get("/health/ready").contains("answered 401"));
        } else {
            awaitDone(fault);
            awaitEnd(fault, before);
        }
        String answer = watched.call(CanaryEvents.purchase("CALL-" + fault));
        assertThat(answer).matches("(?s).*(failed|answered|can't be sent|outcome=(DELIVERED|REJECTED)).*");
        watched.assertNothingIsTold();

        recover(fault);
        awaitDone(fault);
        watched.assertNothingIsTold();
        Watched.assertKeyStandsInItsPlaceAlone(collector.received());
        assertThat(running.total().of(Outcome.INVALID) - before.of(Outcome.INVALID))
                .isEqualTo(2);
    }

    /** Of a fault that lasts: parked, come back, and parked again for long. */
    private static void awaitEnd(EchoFault fault, Balance.Line before) {
        RunningBundle running = watched.running();
        if (fault.outcome() == null) {
            await().atMost(LONG).until(() -> running.total().parked() == before.parked() + 2);
        } else {
            await().atMost(LONG).until(() -> running.total().of(fault.outcome()) == before.of(fault.outcome()) + 1);
        }
    }

    private static void awaitDone(EchoFault fault) {
        Situation.awaitDone(watched.running(), fault + ".jsonl");
    }

    /** A gate opens by what is accepted. */
    private static void recover(EchoFault fault) {
        if (fault == EchoFault.REFUSED) {
            collector = CollectorStandIn.start(CollectorOptions.defaults().withPort(collector.port()));
        }
        collector.behave(Behaviours.accept());
        await().atMost(LONG).until(() -> {
            received++;
            return watched.call(CanaryEvents.purchase("AGAIN-" + received)).contains("outcome=DELIVERED");
        });
    }

    @Test
    void nothingIsToldByAGateThatIsClosed() throws Exception {
        collector.behave(EchoFault.UNAVAILABLE.behaviour());
        await().atMost(LONG).until(() -> {
            received++;
            watched.call(CanaryEvents.purchase("GATE-" + received));
            return !watched.running().bundle().gates().endpoint().isOpen();
        });
        assertThat(watched.get("/health/ready")).contains("\"collector\":{\"up\":false");
        watched.assertNothingIsTold();
        recover(EchoFault.UNAVAILABLE);
        try (Stream<Path> letters = Files.walk(directory.resolve("dead-letters"))) {
            assertThat(letters.filter(Files::isRegularFile).count()).isGreaterThan(5);
        }
    }
}
