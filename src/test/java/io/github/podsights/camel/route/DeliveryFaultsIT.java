package io.github.podsights.camel.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.podsights.camel.collector.Behaviour;
import io.github.podsights.camel.collector.Behaviours;
import io.github.podsights.camel.collector.CollectorStandIn;
import io.github.podsights.camel.collector.Reply;
import io.github.podsights.camel.delivery.Attempt;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.settings.Property;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a delivery if there is no answer, or no whole one. */
class DeliveryFaultsIT {

    private static final Map<Property, String> THREE = Map.of(Property.ATTEMPTS, "3");

    @TempDir
    Path directory;

    private CollectorStandIn collector;

    @BeforeEach
    void startTheCollector() {
        collector = CollectorStandIn.start();
    }

    @AfterEach
    void stopTheCollector() {
        collector.close();
    }

    @Test
    void isExhaustedWithoutARequestIfTheConnectionIsRefused() throws Exception {
        String nobody = "http://127.0.0.1:" + freePort() + "/v1/server";

        Map<Property, String> properties = Map.of(Property.ATTEMPTS, "3", Property.COLLECTOR_URL, nobody);
        Situation.ofOneEvent(directory, collector, properties, (running, delivery) -> {
            assertExhausted(running, "connection refused");
            assertThat(collector.stats().requests()).isZero();
        });
    }

    @Test
    void isExhaustedIfTheConnectionIsResetBeforeTheRequestIsRead() throws Exception {
        collector.behave(Behaviours.resetBeforeReading());

        Situation.ofOneEvent(directory, collector, THREE, (running, delivery) -> {
            JsonNode letter = Situation.deadLetter(running, Outcome.EXHAUSTED);
            assertThat(letter.get("attempts")).hasSize(3).allSatisfy(attempt -> assertThat(
                            attempt.get("error").textValue())
                    .isIn("connection reset", "connection closed before the answer was whole"));
            assertThat(collector.stats().requests()).isEqualTo(3);
        });
    }

    @Test
    void isExhaustedIfTheConnectionIsResetAfterTheRequestWasRead() throws Exception {
        collector.behave(Behaviours.resetAfterReading());

        Situation.ofOneEvent(directory, collector, THREE, (running, delivery) -> {
            Situation.deadLetter(running, Outcome.EXHAUSTED);
            assertThat(collector.stats().requests()).isEqualTo(3);
        });
    }

    @Test
    void isTriedAgainAfterHalfAnAnswer() throws Exception {
        collector.behave(Behaviours.halfAnAnswer(Reply.of(200)));

        Situation.ofOneEvent(directory, collector, THREE, (running, delivery) -> {
            assertExhausted(running, "connection closed before the answer was whole");
            assertThat(collector.stats().requests()).isEqualTo(3);
        });
    }

    @Test
    void isTriedAgainAfterSilence() throws Exception {
        collector.behave(Behaviours.silence());

        Map<Property, String> properties = Map.of(Property.ATTEMPTS, "2", Property.RESPONSE_TIMEOUT, "200ms");
        Situation.ofOneEvent(directory, collector, properties, (running, delivery) -> {
            assertExhausted(running, "no answer within 200 ms");
            assertThat(collector.stats().requests()).isEqualTo(2);
        });
    }

    @Test
    void cutsAnAnswerThatTricklesOnBeyondTheDeadline() throws Exception {
        // Never silent for as long as the response time-out, but whole only after ten seconds.
        collector.behave(Behaviours.trickle(Reply.of(200).with("x".repeat(200)), Duration.ofMillis(50)));

        Map<Property, String> properties =
                Map.of(Property.ATTEMPTS, "2", Property.RESPONSE_TIMEOUT, "1s", Property.ATTEMPT_TIMEOUT, "500ms");
        Situation.ofOneEvent(directory, collector, properties, (running, delivery) -> {
            assertExhausted(running, "no whole answer within 500 ms");
            assertThat(collector.stats().requests()).isEqualTo(2);
            assertThat(delivery.attempts()).extracting(Attempt::millis).allSatisfy(millis -> assertThat(millis)
                    .isBetween(490L, 5_000L));
        });
    }

    @Test
    void isDeliveredByAnAnswerThatTricklesButComesInTime() throws Exception {
        collector.behave(Behaviours.trickle(Reply.of(200).with("{}"), Duration.ofMillis(50)));

        Map<Property, String> properties = Map.of(Property.RESPONSE_TIMEOUT, "5s", Property.ATTEMPT_TIMEOUT, "10s");
        Situation.ofOneEvent(directory, collector, properties, (running, delivery) -> {
            Situation.assertDelivered(running);
            assertThat(collector.stats().requests()).isEqualTo(1);
        });
    }

    @Test
    void isDeliveredAfterEveryKindOfFault() throws Exception {
        Behaviour faults = Behaviours.resetBeforeReading()
                .first(1)
                .or(Behaviours.resetAfterReading().first(1))
                .or(Behaviours.halfAnAnswer(Reply.of(200)).first(1))
                .or(Behaviours.silence().first(1))
                .or(Behaviours.status(503).first(1));
        collector.behave(faults);

        Map<Property, String> properties = Map.of(Property.ATTEMPTS, "6", Property.RESPONSE_TIMEOUT, "2s");
        Situation.ofOneEvent(directory, collector, properties, (running, delivery) -> {
            Situation.assertDelivered(running);
            assertThat(collector.stats().requests()).isEqualTo(6);
            assertThat(delivery.attempts()).hasSize(6);
        });
    }

    private static void assertExhausted(RunningBundle running, String error) throws Exception {
        JsonNode letter = Situation.deadLetter(running, Outcome.EXHAUSTED);
        int attempts = letter.get("attempts").size();
        assertThat(letter.get("reason").textValue()).isEqualTo(attempts + " attempts failed, last: " + error);
        assertThat(letter.get("status").isNull()).isTrue();
        assertThat(letter.get("attempts")).allSatisfy(attempt -> {
            assertThat(attempt.get("error").textValue()).isEqualTo(error);
            assertThat(attempt.get("status").isNull()).isTrue();
        });
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
