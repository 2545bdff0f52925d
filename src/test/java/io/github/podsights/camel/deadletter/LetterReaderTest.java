package io.github.podsights.camel.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.podsights.camel.delivery.Deliveries;
import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.event.DeadLetterOrigin;
import io.github.podsights.camel.event.Received;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Dead letters are read back as they were written, and nothing else is. */
class LetterReaderTest {

    private static final String EVENT =
            "{\"type\":\"track\",\"event\":\"Order Completed\",\"anonymous_id\":\"visitor-1\","
                    + "\"timestamp\":\"2026-11-01T12:00:00Z\",\"properties\":{\"order_id\":\"ORD-1\",\"revenue\":2.0,"
                    + "\"email\":\"jane.doe@example.com\",\"é\":1E3},\"context\":{\"consent\":{\"marketing\":true}}}";

    private static final String HASH = "86e0b9e56c17cc4d12387e1949b85053fbe73bc3ce5a1188713a9d300cc6133d";

    @Test
    void readsWhatWasWritten() throws Exception {
        Delivery delivery = Deliveries.mapped(EVENT);
        delivery.attemptBegins(Letters.NOW, 0);
        delivery.attemptEnds(503, "answer 503", 5_000_000);
        delivery.end(Outcome.EXHAUSTED, "1 attempt failed, last: answer 503");
        DeadLetter written = Letters.letter(delivery);

        KeptLetter letter = KeptLetter.read(written.bytes(), "here", written.id());

        assertThat(letter.id()).isEqualTo(written.id());
        assertThat(letter.at()).isEqualTo(Letters.NOW);
        assertThat(letter.integration()).isEqualTo("shop");
        assertThat(letter.call()).isEqualTo(1);
        assertThat(letter.source()).isEqualTo(Map.of("kind", "file", "file", "orders.jsonl", "line", 7));
        assertThat(letter.outcome()).isEqualTo(Outcome.EXHAUSTED);
        assertThat(letter.reason()).isEqualTo("1 attempt failed, last: answer 503");
        assertThat(letter.status()).isEqualTo(503);
        assertThat(letter.attempts()).isEqualTo(1);
        assertThat(letter.replayOf()).isNull();
        assertThat(letter.lost()).isNull();
        assertThat(letter.happened()).isEqualTo(Instant.parse("2026-11-01T12:00:00Z"));
        assertThat(new String(letter.event(), StandardCharsets.UTF_8))
                .as("every character as it came, but for the address")
                .isEqualTo(EVENT.replace("jane.doe@example.com", HASH));
    }

    @Test
    void theEventGoesToItsOwnIntegrationAndCallAlone() throws Exception {
        Received received =
                letter(Deliveries.mapped(EVENT).call(1), Outcome.REJECTED).received();

        assertThat(DeadLetterOrigin.Only.of(received)).hasValueSatisfying(only -> {
            assertThat(only.integration()).isEqualTo("shop");
            assertThat(only.call()).isEqualTo(1);
            assertThat(only.em()).contains(HASH);
        });
        assertThat(received.origin().kind()).isEqualTo("dead-letter");
    }

    @Test
    void whatNobodyTookGoesToWhoeverTakesItToday() throws Exception {
        KeptLetter letter = letter(Deliveries.unreadable("{\"a\":".getBytes(StandardCharsets.UTF_8)), Outcome.INVALID);

        assertThat(DeadLetterOrigin.Only.of(letter.received())).isEmpty();
        assertThat(letter.event()).asString(StandardCharsets.UTF_8).isEqualTo("{\"a\":");
        assertThat(letter.lost()).isNull();
        assertThat(letter.happened())
                .as("nothing is known but when the letter was written")
                .isEqualTo(Letters.NOW);
    }

    @Test
    void saysWhatIsLostOfAnEventThatWasTooLongToBeKept() throws Exception {
        byte[] long70Thousand = "x".repeat(70_000).getBytes(StandardCharsets.UTF_8);

        assertThat(letter(Deliveries.unreadable(long70Thousand), Outcome.INVALID)
                        .lost())
                .isEqualTo("it keeps the beginning alone of an event of 70000 bytes");
    }

    @Test
    void aLetterOfAReplayNamesTheOneBeforeAndWhereTheEventCameFromInTheFirstPlace() throws Exception {
        KeptLetter first = letter(Deliveries.mapped(EVENT), Outcome.REJECTED);
        Delivery again = Delivery.of(first.received(), Deliveries.read(first.received()), Deliveries.SHOP);
        again.end(Outcome.REJECTED, "again");
        DeadLetter second = DeadLetter.of(again, Letters.NOW.plusSeconds(1), () -> 7);

        KeptLetter read = KeptLetter.read(second.bytes(), "here", second.id());

        assertThat(read.replayOf()).isEqualTo(first.id());
        assertThat(read.source()).isEqualTo(first.source());
        assertThat(second.key()).as("the same delivery").isEqualTo("file/orders.jsonl/7/shop/1");
    }

    static Stream<Arguments> broken() throws Exception {
        String good = new String(written(Deliveries.mapped(EVENT)).bytes(), StandardCharsets.UTF_8);
        return Stream.of(
                arguments("", "nothing"),
                arguments("[]", "no JSON object"),
                arguments(good.substring(0, good.length() / 2), "broken JSON at line 1, column "),
                arguments(good + "{}", "more after its end"),
                arguments(good.replace("\"version\":1", "\"version\":2"), "version 2 in place of 1"),
                arguments(good.replace("\"version\":1,", ""), "no number in its field version"),
                arguments(good.replace("\"id\":\"2026", "\"id\":\"2025"), "another id in it than in its name"),
                arguments(good.replace("\"at\":\"2026", "\"at\":\"then"), "no time in its field at"),
                arguments(good.replace("\"call\":1", "\"call\":\"1\""), "no number in its field call"),
                arguments(good.replace("\"kind\":", "\"sort\":"), "no kind in its field source"),
                arguments(good.replace("\"outcome\":\"invalid\"", "\"outcome\":\"delivered\""), "an outcome that no"),
                arguments(good.replace("\"attempts\":[]", "\"attempts\":1"), "no list in its field attempts"),
                arguments(good.replace("\"event\":{", "\"events\":{"), "neither an object in its field event"),
                arguments(good.replace("\"call\":1", "\"call\":1,\"call\":1"), "a field twice"),
                arguments(good.replaceFirst("\"event\":\\{", "\"event_base64\":\"!\",\"x\":{"), "no Base64"),
                arguments(good.replaceFirst("\"payload\":.*", "\"payload\":[]}"), "no object in its field payload"));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void whatIsNoDeadLetterIsRefusedInOneLine(String bytes, String found) throws Exception {
        String id = written(Deliveries.mapped(EVENT)).id();

        assertThatThrownBy(() -> KeptLetter.read(bytes.getBytes(StandardCharsets.UTF_8), "here", id))
                .isInstanceOf(BrokenLetterException.class)
                .hasMessageStartingWith("here: found " + found)
                .hasMessageEndingWith("; expected a dead letter as it was written; mend it, or move it elsewhere")
                .hasMessageNotContaining("jane");
    }

    @Test
    void bytesThatAreNoTextAreRefused() {
        assertThatThrownBy(() -> KeptLetter.read(new byte[] {'{', (byte) 0xff}, "here", "x"))
                .hasMessageStartingWith("here: found bytes that are no UTF-8");
    }

    private static DeadLetter written(Delivery delivery) {
        delivery.end(Outcome.INVALID, "for a test");
        return Letters.letter(delivery);
    }

    private static KeptLetter letter(Delivery delivery, Outcome outcome) throws BrokenLetterException {
        delivery.end(outcome, "for a test");
        DeadLetter written = Letters.letter(delivery);
        return KeptLetter.read(written.bytes(), "here", written.id());
    }
}
