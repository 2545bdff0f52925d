package io.github.podsights.camel.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.podsights.camel.collector.Behaviours;
import io.github.podsights.camel.collector.CollectorStandIn;
import io.github.podsights.camel.collector.Reply;
import io.github.podsights.camel.delivery.Attempt;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.settings.Property;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.component.http.HttpProducer;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a delivery by what the collector answers. */
class DeliveryIT {

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

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204, 299})
    void isDeliveredByOneRequestIfAccepted(int status) throws Exception {
        collector.behave(Behaviours.reply(Reply.of(status).with(status == 204 ? "" : "{}")));

        Situation.ofOneEvent(directory, collector, Map.of(), (running, delivery) -> {
            Situation.assertDelivered(running);
            assertThat(collector.stats().requests()).isEqualTo(1);
            assertThat(delivery.attempts()).extracting(Attempt::status).containsExactly(status);
            assertThat(collector.received().get(0).body()).isEqualTo(Purchases.payload("ORD-1"));
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 501, 502, 503, 504, 599})
    void isDeliveredByALaterAttemptIfTheAnswerWasTransient(int status) throws Exception {
        collector.behave(Behaviours.status(status).first(2));

        Situation.ofOneEvent(directory, collector, Map.of(), (running, delivery) -> {
            Situation.assertDelivered(running);
            assertThat(collector.stats().requests()).isEqualTo(3);
            assertThat(delivery.attempts()).extracting(Attempt::status).containsExactly(status, status, 200);
            assertThat(collector.received())
                    .allSatisfy(request -> assertThat(request.body()).isEqualTo(Purchases.payload("ORD-1")));
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void isExhaustedAfterExactlyTheConfiguredAttempts(int attempts) throws Exception {
        collector.behave(Behaviours.status(503));

        Map<Property, String> properties = Map.of(Property.ATTEMPTS, Integer.toString(attempts));
        Situation.ofOneEvent(directory, collector, properties, (running, delivery) -> {
            JsonNode letter = Situation.deadLetter(running, Outcome.EXHAUSTED);
            assertThat(collector.stats().requests()).isEqualTo(attempts);
            assertThat(letter.get("attempts")).hasSize(attempts);
            assertThat(letter.get("attempts")).allSatisfy(attempt -> {
                assertThat(attempt.get("status").intValue()).isEqualTo(503);
                assertThat(attempt.get("error").textValue()).isEqualTo("the collector answered 503 (transient)");
                assertThat(attempt.get("millis").longValue()).isBetween(0L, 30_000L);
            });
            assertThat(letter.get("status").intValue()).isEqualTo(503);
            assertThat(letter.get("reason").textValue())
                    .isEqualTo(attempts + (attempts == 1 ? " attempt" : " attempts")
                            + " failed, last: the collector answered 503 (transient)");
        });
    }

    /** A delivery may be the probe for days. */
    @Test
    void nothingIsKeptOfTheAttemptsBefore() throws Exception {
        collector.behave(Behaviours.status(503).first(20));
        Redeliveries redeliveries = new Redeliveries();
        try (RunningBundle running = RunningBundle.start(
                directory, collector, Map.of(Property.ATTEMPTS, "100"), "", context -> context.getManagementStrategy()
                        .addEventNotifier(redeliveries))) {
            running.drop("events.jsonl", Purchases.of("ORD-1"));
            Situation.awaitDone(running, "events.jsonl");

            assertThat(running.total().of(Outcome.DELIVERED)).isEqualTo(1);
        }
        assertThat(redeliveries.kept).hasSize(20).containsOnly(0);
    }

    /** What the exchange keeps of attempts when another one begins: to be done in the end, and failures. */
    private static final class Redeliveries extends EventNotifierSupport {

        private final List<Integer> kept = new CopyOnWriteArrayList<>();

        @Override
        public void notify(CamelEvent event) {
            if (event instanceof CamelEvent.ExchangeRedeliveryEvent redelivery) {
                Exchange exchange = redelivery.getExchange();
                AtomicInteger count =
                        new AtomicInteger(exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT) == null ? 0 : 1);
                exchange.getUnitOfWork().handoverSynchronization(exchange, each -> {
                    count.addAndGet(each.getClass().getName().startsWith(HttpProducer.class.getName()) ? 1 : 0);
                    return false;
                });
                kept.add(count.get());
            }
        }
    }

    @Test
    void isExhaustedWhenTheTimeBudgetIsUsedUpBeforeTheAttempts() throws Exception {
        collector.behave(Behaviours.status(503));

        Map<Property, String> properties = Map.of(
                Property.ATTEMPTS, "100",
                Property.DELAY, "40ms",
                Property.MULTIPLIER, "1",
                Property.MAX_DELAY, "40ms",
                Property.BUDGET, "400ms");
        Situation.ofOneEvent(directory, collector, properties, (running, delivery) -> {
            JsonNode letter = Situation.deadLetter(running, Outcome.EXHAUSTED);
            assertThat(letter.get("attempts").size()).isBetween(2, 99);
            assertThat(collector.stats().requests())
                    .isEqualTo(letter.get("attempts").size());
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 302, 303, 304, 307, 308, 400, 402, 405, 409, 410, 413, 415, 418, 422, 451})
    void isRejectedAtOnceByAnyOtherAnswer(int status) throws Exception {
        collector.behave(Behaviours.reply(Reply.of(status).with(status == 304 ? "" : "jane.doe@example.com")));

        Situation.ofOneEvent(directory, collector, Map.of(), (running, delivery) -> {
            JsonNode letter = Situation.deadLetter(running, Outcome.REJECTED);
            assertThat(collector.stats().requests()).isEqualTo(1);
            assertThat(letter.get("attempts")).hasSize(1);
            assertThat(letter.get("status").intValue()).isEqualTo(status);
            assertThat(letter.get("reason").textValue()).isEqualTo("the collector answered " + status + " (rejected)");
            assertThat(letter.toString()).doesNotContain("@").doesNotContain(RunningBundle.KEY);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void neverFollowsARedirect(int status) throws Exception {
        try (CollectorStandIn elsewhere = CollectorStandIn.start()) {
            collector.behave(Behaviours.reply(Reply.of(status).with("Location", elsewhere.url())));

            Situation.ofOneEvent(directory, collector, Map.of(), (running, delivery) -> {
                Situation.deadLetter(running, Outcome.REJECTED);
                assertThat(elsewhere.stats().requests()).isZero();
                assertThat(elsewhere.stats().connections()).isZero();
                assertThat(collector.stats().requests()).isEqualTo(1);
            });
        }
    }

    @Test
    void isRejectedByA200ThatCarriesAnError() throws Exception {
        collector.behave(Behaviours.errorInside());

        Situation.ofOneEvent(directory, collector, Map.of(), (running, delivery) -> {
            JsonNode letter = Situation.deadLetter(running, Outcome.REJECTED);
            assertThat(letter.get("reason").textValue())
                    .isEqualTo("the collector answered 200, with 'error' in its body (rejected)");
            assertThat(letter.get("status").intValue()).isEqualTo(200);
            assertThat(collector.stats().requests()).isEqualTo(1);
        });
    }

    @Test
    void takesAnswersAsTheProfileSays() throws Exception {
        collector.behave(Behaviours.status(409));
        Path profile = Files.writeString(
                directory.resolve("profile.yaml"), "answers:\n  - {status: [2xx, 409], class: accepted}\n");

        Map<Property, String> properties = Map.of(Property.PROFILE, profile.toString());
        Situation.ofOneEvent(directory, collector, properties, (running, delivery) -> {
            Situation.assertDelivered(running);
            assertThat(collector.stats().requests()).isEqualTo(1);
        });
    }

    @Test
    void isExhaustedUnsentIfItsEventIsTooOld() throws Exception {
        String old = Instant.now().minus(Duration.ofDays(8)).toString();
        try (RunningBundle running = RunningBundle.start(directory, collector, Map.of())) {
            running.drop(
                    "events.jsonl",
                    Purchases.of("ORD-1").replaceFirst("\\{", "{\"timestamp\":\"" + old + "\",") + "\n");
            Situation.awaitDone(running, "events.jsonl");

            assertThat(running.total().of(Outcome.EXHAUSTED)).isEqualTo(1);
            assertThat(Situation.read(running.deadLetters().get(0))
                            .get("reason")
                            .textValue())
                    .isEqualTo("too_old");
            assertThat(collector.stats().requests()).isZero();
        }
    }

    @Test
    void isNotDisturbedByWhatAnAnswerClaimsToBe() throws Exception {
        Reply odd = Reply.of(200)
                .with("Content-Encoding", "gzip")
                .with("Content-Type", "application/x-java-serialized-object; charset=none-such")
                .with("Set-Cookie", "a=b")
                .with("not what it says");
        collector.behave(Behaviours.reply(Reply.of(503).with("Content-Type", "text/plain; charset=none-such"))
                .first(1)
                .or(Behaviours.reply(odd)));

        Situation.ofOneEvent(directory, collector, Map.of(), (running, delivery) -> {
            Situation.assertDelivered(running);
            assertThat(collector.stats().requests()).isEqualTo(2);
            assertThat(collector.received().get(1).headers()).doesNotContainKey("cookie");
        });
    }

    @Test
    void keepsDeadLettersForTheirOwnerAlone() throws Exception {
        collector.behave(Behaviours.status(400));

        Situation.ofOneEvent(directory, collector, Map.of(), (running, delivery) -> {
            Path letter = running.deadLetters().get(0);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(letter)))
                    .isEqualTo("rw-------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(letter.getParent())))
                    .isEqualTo("rwx------");
            try (var files = Files.list(letter.getParent())) {
                assertThat(files).as("nothing is left of the writing").containsExactly(letter);
            }
        });
    }
}
