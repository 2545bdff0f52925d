package io.github.podsights.camel.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {

    @Test
    void readsTheEnvelopeInCamelCaseAsInSnakeCase() {
        assertThat(Events.file("envelope-in-camel-case").tree())
                .isEqualTo(Events.file("envelope-in-snake-case").tree());
    }

    @Test
    void givesTheEnvelopeByName() {
        ConversionEvent event = Events.file("envelope-in-camel-case");
        assertThat(event.type()).contains("track");
        assertThat(event.event()).contains("Order Completed");
        assertThat(event.messageId()).contains("m-1");
        assertThat(event.timestamp()).contains("2026-11-24T10:00:00.000Z");
        assertThat(event.anonymousId()).contains("a-1");
        assertThat(event.userId()).contains("u-1");
        assertThat(event.sourceId()).contains("src_abc123");
        assertThat(text(event, "context.user_agent")).isEqualTo("Mozilla/5.0");
        assertThat(text(event, "context.page.tab_url")).isEqualTo("https://shop.example.com/");
    }

    @Test
    void leavesWhatStandsInsidePropertiesTraitsAndConsent() {
        ConversionEvent event = Events.file("envelope-in-camel-case");
        assertThat(text(event, "properties.orderId")).isEqualTo("A-1001");
        assertThat(text(event, "properties.userId")).isEqualTo("stays as it is");
        assertThat(text(event, "traits.firstName")).isEqualTo("stays as it is");
        assertThat(text(event, "context.traits.lastName")).isEqualTo("stays as it is");
        assertThat(text(event, "context.unknownKey")).isEqualTo("stays as it is");
        assertThat(at(event, "context.consent.userAgent").booleanValue()).isTrue();
    }

    @Test
    void takesSnakeCaseBeforeCamelCaseUnlessItIsNull() {
        ConversionEvent event = Events.file("envelope-in-both-spellings");
        assertThat(event.userId()).contains("snake");
        assertThat(event.anonymousId()).contains("camel");
        assertThat(text(event, "context.user_agent")).isEqualTo("snake");
        assertThat(event.tree().has("userId")).isFalse();
    }

    @Test
    void readsAnIdThatIsANumberAsItsPlainText() {
        ConversionEvent event = Events.file("ids-that-are-no-text");
        assertThat(event.messageId()).contains("12345678901234567890");
        assertThat(event.anonymousId()).contains("1.50");
        assertThat(event.userId()).contains("1000");
    }

    @Test
    void leavesOutAnIdThatIsAnObjectAListOrABoolean() {
        ConversionEvent event = Events.file("ids-that-are-no-text");
        assertThat(event.sourceId()).isEmpty();
        assertThat(event.tree().has("group_id")).isFalse();
        assertThat(event.tree().has("previous_id")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\\t", "\u00a0", "\u0085\ufeff"})
    void leavesOutABlankIdSoThatStrangersDoNotShareIt(String blank) {
        assertThat(Events.of("{\"user_id\": \"" + blank + "\"}").userId()).isEmpty();
    }

    @Test
    void takesAnEmptyListInPlaceOfAnObjectForAbsent() {
        ConversionEvent event = Events.file("empty-lists-in-place-of-objects");
        assertThat(event.tree().has("properties")).isFalse();
        assertThat(event.tree().has("traits")).isFalse();
        assertThat(at(event, "context.page").isMissingNode()).isTrue();
        assertThat(at(event, "context.traits").isMissingNode()).isTrue();
    }

    @Test
    void leavesAConsentThatIsAListSinceItIsNotMissing() {
        assertThat(at(Events.file("empty-lists-in-place-of-objects"), "context.consent")
                        .isArray())
                .isTrue();
    }

    @Test
    void takesNullForAbsent() {
        ConversionEvent event = Events.file("nulls-everywhere");
        assertThat(event.userId()).isEmpty();
        assertThat(event.tree().has("properties")).isFalse();
        assertThat(at(event, "context.page").isMissingNode()).isTrue();
    }

    @Test
    void takesAnEventWithoutTypeForATrackEvent() {
        assertThat(Events.file("nulls-everywhere").type()).contains("track");
        assertThat(Events.of("{\"name\": \"Home\"}").type()).isEmpty();
    }

    @Test
    void keepsNumbersExact() {
        JsonNode p = Events.of(
                        "{\"properties\": {\"a\": 129.99, \"b\": 2.0, \"c\": 9223372036854775808, \"d\": 1e400}}")
                .tree()
                .get("properties");
        assertThat(p.get("a").decimalValue()).isEqualTo(new BigDecimal("129.99"));
        assertThat(p.get("b").decimalValue()).isEqualTo(new BigDecimal("2.0"));
        assertThat(p.get("c").decimalValue()).isEqualTo(new BigDecimal("9223372036854775808"));
        assertThat(p.get("d").decimalValue().toPlainString()).isEqualTo("1" + "0".repeat(400));
    }

    @Test
    void replacesHalfASurrogatePairSinceItCouldNotBeWritten() {
        ConversionEvent event =
                Events.of("{\"event\": \"cut \\ud83d\", \"name\": \"\\ud83d\\ude00\", \"k\\udc00\": 1}");
        assertThat(event.event()).contains("cut \ufffd");
        assertThat(text(event, "name")).isEqualTo("\ud83d\ude00");
        assertThat(event.tree().has("k\ufffd")).isTrue();
    }

    @Test
    void takesTheCharactersOfAllPlanes() {
        assertThat(Events.of("{\"event\": \"\u007f é € \ud83d\ude00\"}").event())
                .contains("\u007f é € \ud83d\ude00");
    }

    @Test
    void readsPartOfAnArray() throws UnreadableEventException {
        byte[] bytes = "xx{\"event\": \"Signed Up\"}yy".getBytes(UTF_8);
        ConversionEvent event = new EventReader(100).read(bytes, 2, bytes.length - 4);
        assertThat(event.event()).contains("Signed Up");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MAX_VALUE})
    void refusesAnImpossibleSizeAndNamesTheProperty(int maxBytes) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EventReader(maxBytes))
                .withMessageContaining("podsights.event.max-bytes");
    }

    private static JsonNode at(ConversionEvent event, String path) {
        return event.at(FieldPath.of(path));
    }

    private static String text(ConversionEvent event, String path) {
        return at(event, path).textValue();
    }
}
