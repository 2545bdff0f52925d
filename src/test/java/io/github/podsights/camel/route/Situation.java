package io.github.podsights.camel.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.podsights.camel.collector.CollectorStandIn;
import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.settings.Property;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** One event against a collector that behaves in one way: what became of it, and what there is to see of it. */
final class Situation {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Situation() {}

    /** What was seen in the end. */
    interface Check {
        void of(RunningBundle running, Delivery delivery) throws Exception;
    }

    /** Sends one event from a file, and checks once it is settled and the bundle is still running. */
    static void ofOneEvent(Path directory, CollectorStandIn collector, Map<Property, String> properties, Check check)
            throws Exception {
        try (RunningBundle running = RunningBundle.start(directory, collector, properties)) {
            running.drop("events.jsonl", Purchases.of("ORD-1") + "\n");
            awaitDone(running, "events.jsonl");
            assertThat(running.settled()).hasSize(1);
            check.of(running, running.settled().get(0));
        }
    }

    static void awaitDone(RunningBundle running, String file) {
        await().until(() -> Files.exists(running.inbox().resolve("done").resolve(file)));
    }

    /** Asserts that nothing was dead-lettered, and that one delivery was accepted. */
    static void assertDelivered(RunningBundle running) throws IOException {
        assertThat(running.total().of(Outcome.DELIVERED)).isEqualTo(1);
        assertThat(running.total().received()).isEqualTo(1);
        assertThat(running.deadLetters()).isEmpty();
    }

    /** The one dead letter, after asserting that it is the only trace of the delivery. */
    static JsonNode deadLetter(RunningBundle running, Outcome outcome) throws IOException {
        assertThat(running.total().of(outcome)).isEqualTo(1);
        assertThat(running.total().received()).isEqualTo(1);
        assertThat(running.deadLetters()).hasSize(1);
        JsonNode letter = read(running.deadLetters().get(0));
        assertThat(letter.get("outcome").textValue()).isEqualTo(outcome.word());
        assertThat(letter.get("integration").textValue()).isEqualTo("test");
        assertThat(letter.get("source").toString())
                .isEqualTo("{\"kind\":\"file\",\"file\":\"events.jsonl\",\"line\":1}");
        assertThat(letter.at("/event/properties/email").textValue()).isEqualTo(Purchases.HASH);
        assertThat(letter.get("payload").toString())
                .isEqualTo(Purchases.payload("ORD-1").replace(RunningBundle.KEY, "***"));
        return letter;
    }

    static JsonNode read(Path letter) throws IOException {
        return JSON.readTree(Files.readAllBytes(letter));
    }
}
