package io.github.podsights.camel.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.podsights.camel.collector.Behaviours;
import io.github.podsights.camel.collector.CollectorStandIn;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.settings.Property;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code direct:podsights} as its caller sees it. */
class DirectCallerIT {

    private static final DeliveryOutcome DELIVERED = new DeliveryOutcome("test", 1, Outcome.DELIVERED, null);

    @TempDir
    Path directory;

    private CollectorStandIn collector;
    private RunningBundle running;

    @BeforeEach
    void start() throws Exception {
        collector = CollectorStandIn.start();
        running = RunningBundle.start(directory, collector, Map.of(Property.ATTEMPTS, "2"));
    }

    @AfterEach
    void stop() {
        running.close();
        collector.close();
    }

    @Test
    void answersWithTheOutcomesWhateverTheEventComesAs() throws Exception {
        assertThat(call(Purchases.of("ORD-ü"))).isEqualTo(List.of(DELIVERED));
        assertThat(call(bytes("ORD-ö"))).isEqualTo(List.of(DELIVERED));
        assertThat(call(new ByteArrayInputStream(bytes("ORD-ä")))).isEqualTo(List.of(DELIVERED));

        assertThat(collector.received())
                .extracting(request -> request.body())
                .containsExactly(Purchases.payload("ORD-ü"), Purchases.payload("ORD-ö"), Purchases.payload("ORD-ä"));
    }

    @Test
    void answersWhatIsHeldBackToo() {
        assertThat(call("{\"event\":\"Order Completed\",\"context\":{\"consent\":{\"marketing\":false}}}"))
                .isEqualTo(List.of(new DeliveryOutcome(
                        "test", 1, Outcome.CONSENT_DENIED, "consent is not granted to 'marketing'")));
        assertThat(call("{\"event\":\"Nobody Knows\",\"context\":{\"consent\":{\"marketing\":true}}}"))
                .isEqualTo(List.of(
                        new DeliveryOutcome("test", 1, Outcome.UNMAPPED, "its name is not listed under events")));
        assertThat(collector.stats().requests()).isZero();
    }

    @Test
    void answersWhatBecameADeadLetter() throws Exception {
        collector.behave(Behaviours.status(400).first(1).or(Behaviours.status(503)));

        assertThat(call(Purchases.of("ORD-1")))
                .isEqualTo(List.of(
                        new DeliveryOutcome("test", 1, Outcome.REJECTED, "the collector answered 400 (rejected)")));
        assertThat(call(Purchases.of("ORD-2")))
                .isEqualTo(List.of(new DeliveryOutcome(
                        "test",
                        1,
                        Outcome.EXHAUSTED,
                        "2 attempts failed, last: the collector answered 503 (transient)")));
        assertThat(call(Purchases.with("ORD-3", "\"revenue\":\"much\",").replace("\"revenue\":129.99,", "")))
                .isEqualTo(List.of(new DeliveryOutcome(
                        "test", 1, Outcome.INVALID, running.settled().get(2).reason())));
        assertThat(running.deadLetters()).hasSize(3);
    }

    @Test
    void answersWhatCanNotBeReadWithTheOutcomeOfNoIntegration() throws Exception {
        assertUnreadable(call("{not json, jane.doe@example.com"), "broken JSON");
        assertUnreadable(call("[]"), "no JSON object");
        assertUnreadable(call(null), "no JSON object");
        assertUnreadable(call(new byte[] {(byte) 0xff}), "no UTF-8");

        assertThat(running.deadLetters()).hasSize(4);
        assertThat(running.total().of(Outcome.INVALID)).isEqualTo(4);
    }

    @Test
    void leavesTheCallersHeadersAsTheyAre() {
        Exchange exchange = running.context().createProducerTemplate().request("direct:podsights", request -> {
            request.getMessage().setBody("unreadable");
            request.getMessage().setHeader(Exchange.FILE_NAME, "mine.txt");
        });

        assertThat(exchange.getMessage().getHeaders()).containsOnly(Map.entry(Exchange.FILE_NAME, "mine.txt"));
        assertThat(exchange.getMessage().getBody()).isInstanceOf(List.class);
    }

    @Test
    void throwsIfTheBodyIsNothingThatAnEventCouldBe() {
        assertThatThrownBy(() -> call(Map.of("email", Purchases.EMAIL)))
                .isInstanceOf(CamelExecutionException.class)
                .cause()
                .isInstanceOf(UnsettledException.class)
                .hasMessageStartingWith("an event is bytes, text or a stream; found a body of type java.util.");
        assertThat(running.total().received()).isZero();
    }

    @Test
    void throwsIfTheDeadLetterCanNotBeWrittenAndSettlesNothing() throws Exception {
        Files.writeString(directory.resolve("dead-letters"), "in the way");
        collector.behave(Behaviours.status(400));

        assertThatThrownBy(() -> call(Purchases.of("ORD-1"))).isInstanceOf(CamelExecutionException.class);
        assertThatThrownBy(() -> call("unreadable")).isInstanceOf(CamelExecutionException.class);

        assertThat(running.total().released()).isEqualTo(2);
        assertThat(running.total().received()).isEqualTo(2);
        assertThat(running.settled()).isEmpty();
        assertThat(collector.stats().requests()).isEqualTo(1);
        assertThat(unwritten().count()).as("each is tried once").isEqualTo(2);
    }

    @Test
    void throwsWhenTheCollectorRefusesTheIntegrationForLongerThanACallerCanWait() throws Exception {
        collector.behave(Behaviours.status(401));

        assertThatThrownBy(() -> call(Purchases.of("ORD-1")))
                .cause()
                .isInstanceOf(UnsettledException.class)
                .hasMessage("the collector answered 401 (set-up)");

        assertThat(running.total().released()).isEqualTo(1);
        assertThat(running.deadLetters()).isEmpty();
        assertThat(unwritten().count()).isZero();
    }

    private static byte[] bytes(String orderId) {
        return Purchases.of(orderId).getBytes(StandardCharsets.UTF_8);
    }

    private Object call(Object body) {
        return running.context().createProducerTemplate().requestBody("direct:podsights", body);
    }

    private Unwritten unwritten() {
        return (Unwritten) running.context().getRegistry().lookupByName("podsightsUnwritten");
    }

    private void assertUnreadable(Object answer, String reason) throws Exception {
        assertThat(answer)
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.list(DeliveryOutcome.class))
                .singleElement()
                .satisfies(outcome -> {
                    assertThat(outcome.integration()).isEqualTo("none");
                    assertThat(outcome.outcome()).isEqualTo(Outcome.INVALID);
                    assertThat(outcome.reason()).startsWith(reason);
                });
        List<Path> letters = running.deadLetters();
        JsonNode letter = Situation.read(letters.get(letters.size() - 1));
        assertThat(letter.get("source").toString()).isEqualTo("{\"kind\":\"direct\"}");
        assertThat(letter.has("event_base64")).isTrue();
    }
}
