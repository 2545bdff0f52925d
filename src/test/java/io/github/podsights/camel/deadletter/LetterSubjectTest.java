package io.github.podsights.camel.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.podsights.camel.delivery.Deliveries;
import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.identity.Redaction;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A person's dead letters are found, and nobody else's. */
class LetterSubjectTest {

    private static final String HASH = "86e0b9e56c17cc4d12387e1949b85053fbe73bc3ce5a1188713a9d300cc6133d";

    private static final String JANE = "8c87b489ce35cf2e2f39f80e282cb2e804932a56a213983eeeb428407d43b52d";

    @ParameterizedTest
    @ValueSource(strings = {"jane.doe@example.com", " Jane.Doe@Example.com ", HASH, "visitor-1", "42", "account-7"})
    void findsThePersonByAddressHashOrId(String subject) throws Exception {
        assertThat(isIn(
                        subject,
                        Deliveries.mapped("{\"event\":\"Order Completed\",\"anonymousId\":\"visitor-1\","
                                + "\"userId\":42,\"context\":{\"traits\":{\"user_id\":\"account-7\"}},"
                                + "\"properties\":{\"order_id\":\"O-1\",\"email\":\"jane.doe@example.com\"}}")))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "john.doe@example.com",
        "visitor",
        "visitor-11",
        "4",
        "Order Completed",
        "86e0b9e56c17cc4d12387e1949b85053fbe73bc3ce5a1188713a9d300cc6133e"
    })
    void doesNotFindAnybodyElse(String subject) throws Exception {
        assertThat(isIn(
                        subject,
                        Deliveries.mapped("{\"event\":\"Order Completed\",\"anonymousId\":\"visitor-1\","
                                + "\"userId\":42,\"properties\":{\"email\":\"jane.doe@example.com\"}}")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "acct:jane@example.com",
                "acct:" + JANE,
                "acct%3Ajane%40example.com",
                "jane@example.com/1",
                "jane@example.com"
            })
    void findsThePersonByAnIdThatHoldsAnAddress(String subject) throws Exception {
        String id = subject.equals("acct:" + JANE) ? "acct:jane@example.com" : subject;
        Delivery inTheEvent = Deliveries.mapped("{\"event\":\"Order Completed\",\"userId\":\"" + id + "\"}");
        byte[] broken = ("{\"userId\":\"" + id + "\",").getBytes(StandardCharsets.UTF_8);
        Delivery inThePayload = Deliveries.mapped("{\"event\":\"Order Completed\",\"anonymousId\":\"visitor-1\"}");
        inThePayload.payload().put("id", Redaction.redact(id));

        assertThat(isIn(subject, inTheEvent)).isTrue();
        assertThat(isIn(subject, Deliveries.unreadable(broken))).isTrue();
        assertThat(isIn(subject, inThePayload)).isTrue();
        assertThat(isIn("acct:john@example.com", inTheEvent)).isFalse();
        assertThat(isIn("acct:john@example.com", Deliveries.unreadable(broken))).isFalse();
    }

    @Test
    void findsThePersonInThePayloadAlone() throws Exception {
        Delivery delivery = Deliveries.mapped("{\"event\":\"Order Completed\",\"anonymousId\":\"visitor-1\"}");
        delivery.payload().put("em", HASH).put("id", "known-before");

        assertThat(isIn("jane.doe@example.com", delivery)).isTrue();
        assertThat(isIn("known-before", delivery)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jane.doe@example.com", "visitor-1"})
    void findsThePersonInWhatCouldNotBeRead(String subject) throws Exception {
        byte[] bytes =
                "{\"anonymousId\":\"visitor-1\",\"email\":\"jane.doe@example.com\",".getBytes(StandardCharsets.UTF_8);

        assertThat(isIn(subject, Deliveries.unreadable(bytes))).isTrue();
        assertThat(isIn("visitor-11", Deliveries.unreadable(bytes))).isFalse();
    }

    @Test
    void isNotWrittenDown() {
        assertThat(LetterSubject.of("visitor-1")).hasToString("the subject");
    }

    private static boolean isIn(String subject, Delivery delivery) throws Exception {
        delivery.end(Outcome.INVALID, "for a test");
        DeadLetter letter = Letters.letter(delivery);
        return LetterSubject.of(subject).isIn(KeptLetter.read(letter.bytes(), "here", letter.id()));
    }
}
