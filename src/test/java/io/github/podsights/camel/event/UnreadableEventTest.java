package io.github.podsights.camel.event;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class UnreadableEventTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ` `                     | column 2 (byte offset 1): found the end, expected '{'
            []                      | column 1 (byte offset 0): found '[', expected '{'
            [{}]                    | column 1 (byte offset 0): found '[', expected '{'
            "{}"                    | column 1 (byte offset 0): found '"', expected '{'
            null                    | column 1 (byte offset 0): found a letter, expected '{'
            42                      | column 1 (byte offset 0): found a digit, expected '{'
            \uFEFF{}                | column 1 (byte offset 0): found a byte order mark, expected '{'
            """)
    void refusesWhatIsNoObject(String json, String message) {
        assertRefused(json, "no_object", message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {                       | column 2 (byte offset 1): found the end, expected a key in double quotes or '}'
            {"a"                    | column 5 (byte offset 4): found the end, expected ':'
            {"a":                   | column 6 (byte offset 5): found the end, expected a value
            {"a":1                  | column 7 (byte offset 6): found the end, expected ',' or '}'
            {"a":"b                 | column 8 (byte offset 7): found the end, expected the closing '"' of a string
            {"a":1,}                | column 8 (byte offset 7): found '}', expected a key in double quotes
            {"a" 1}                 | column 6 (byte offset 5): found a digit, expected ':'
            {"a":1 "b":2}           | column 8 (byte offset 7): found '"', expected ',' or '}'
            {"a":[1,]}              | column 9 (byte offset 8): found ']', expected a value
            {"a":[1 2]}             | column 9 (byte offset 8): found a digit, expected ',' or ']'
            {"a":[1}}               | column 8 (byte offset 7): found '}', expected ',' or ']'
            {"a":1]                 | column 7 (byte offset 6): found ']', expected ',' or '}'
            {a:1}                   | column 2 (byte offset 1): found a letter, expected a key in double quotes or '}'
            {'a':1}                 | column 2 (byte offset 1): found another character, expected a key in double quotes
            {"a":tru}               | column 6 (byte offset 5): found a letter, expected a value
            {"a":True}              | column 6 (byte offset 5): found a letter, expected a value
            {"a":NaN}               | column 6 (byte offset 5): found a letter, expected a value
            {"a":-Infinity}         | column 7 (byte offset 6): found a letter, expected a digit
            {"a":01}                | column 7 (byte offset 6): found a digit, expected no digit after a leading 0
            {"a":+1}                | column 6 (byte offset 5): found another character, expected a value
            {"a":.5}                | column 6 (byte offset 5): found another character, expected a value
            {"a":1.}                | column 8 (byte offset 7): found '}', expected a digit
            {"a":1e}                | column 8 (byte offset 7): found '}', expected a digit
            {"a":0x1F}              | column 7 (byte offset 6): found a letter, expected ',' or '}'
            {"a":"\\x"}             | column 8 (byte offset 7): found a letter, expected one of
            {"a":"\\u12g4"}         | column 11 (byte offset 10): found a letter, expected four hex digits
            {"a":1} // no           | column 9 (byte offset 8): found another character
            {/* no */}              | column 2 (byte offset 1): found another character
            {"é":"€", 1}            | column 11 (byte offset 13): found a digit, expected a key in double quotes
            """)
    void refusesBrokenJson(String json, String message) {
        assertThat(refused(json)).hasMessageContaining(message);
    }

    @Test
    void refusesAControlCharacterInAString() {
        assertRefused("{\"a\":\"b\nc\"}", "broken_json", "column 8 (byte offset 7): found a control character");
        assertRefused("{\"a\u0000\":1}", "broken_json", "column 4 (byte offset 3): found a control character");
    }

    @Test
    void saysTheLineOfAnEventOverSeveralLines() {
        assertRefused("{\r\n \"a\": x}", "broken_json", "line 2, column 7 (byte offset 9): found a letter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}{}", "{} 1", "{}}", "{},", "{}\u0000", "{}\"", "{} NaN"})
    void refusesMoreThanOneObject(String json) {
        assertThat(refused(json).reason()).isEqualTo("trailing_content");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1,\"a\":1}",
                "{\"user_id\":null,\"user_id\":\"u\"}",
                "{\"userId\":1,\"userId\":null}",
                "{\"a\":[{\"b\":{\"c\":1,\"d\":2,\"c\":3}}]}",
                "{\"context\":{\"consent\":{\"marketing\":false,\"marketing\":true}}}",
                "{\"context\":{\"page\":{\"url\":1,\"\\u0075rl\":2}}}",
                "{\"context\":{},\"context\":{}}",
            })
    void refusesAKeyThatIsGivenTwiceAtAnyDepth(String json) {
        assertThat(refused(json).reason()).isEqualTo("duplicate_key");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"properties":"p"}          | properties_no_object   | column 15 (byte offset 14): found a string
            {"properties":[1]}          | properties_no_object   | column 15 (byte offset 14): found a list
            {"traits":0}                | traits_no_object       | column 11 (byte offset 10): found a number
            {"context":false}           | context_no_object      | column 12 (byte offset 11): found a boolean
            {"context":{"page":[[]]}}   | context_page_no_object | column 20 (byte offset 19): found a list
            """)
    void refusesAnotherTypeInPlaceOfAnObject(String json, String reason, String message) {
        assertRefused(json, reason, message);
    }

    @ParameterizedTest
    @CsvSource({
        "c080, an overlong form",
        "e08080, an overlong form",
        "f0808080, an overlong form",
        "eda080, an encoded surrogate",
        "f4908080, above U+10FFFF",
        "ff, never in UTF-8",
        "80, no first byte",
        "e282, followed by a quote",
    })
    void refusesBytesThatAreNoUtf8AndSaysWhere(String hex, String what) {
        byte[] bytes = concat("{\"é\":\"".getBytes(UTF_8), HexFormat.of().parseHex(hex), "\"}".getBytes(UTF_8));
        assertThat(refused(bytes))
                .as(what)
                .hasMessage("no UTF-8 at column 7 (byte offset 7): found a wrong byte, expected well-formed UTF-8");
    }

    @Test
    void refusesASequenceThatBreaksOff() {
        byte[] bytes = concat("{\"a\":\"".getBytes(UTF_8), new byte[] {(byte) 0xe2, (byte) 0x82});
        assertThat(refused(bytes)).hasMessageContaining("(byte offset 6): found a sequence that breaks off");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            000000002a02066162           | the wire format of a schema registry (Avro, Protobuf or JSON Schema; schema id 42)
            00000100297b7d               | the wire format of a schema registry (Avro, Protobuf or JSON Schema; schema id 65577)
            04224d1864                   | LZ4
            504b030414                   | a ZIP archive
            4f626a01041661               | an Avro file
            50415231150415              | a Parquet file
            3c3f786d6c2076657273696f6e   | XML or HTML
            007b007d                     | UTF-16
            0000007b0000007d             | UTF-32
            """)
    void saysWhatTheBytesLookLikeInPlaceOfTheirFirstCharacter(String hex, String what) {
        UnreadableEventException e = refused(HexFormat.of().parseHex(hex));

        assertThat(e.reason()).isEqualTo("no_object");
        assertThat(e)
                .hasMessageStartingWith(
                        "no JSON object at column 1 (byte offset 0): found " + what + ", expected one JSON object; ");
        assertThat(e.getMessage()).doesNotContain("\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1f8b0800000000000003 | 2 (byte offset 1) | gzip; decompress it before; a file of events in gzip is named .gz
            28b52ffd0458         | 2 (byte offset 1) | zstd; decompress it before
            82534e4150505900     | 1 (byte offset 0) | Snappy; decompress it before
            ff060000734e61507059 | 1 (byte offset 0) | Snappy; decompress it before
            aced00057372         | 1 (byte offset 0) | a serialized Java object; convert it to JSON before
            fffe7b007d00         | 1 (byte offset 0) | UTF-16; write it as UTF-8
            feff007b007d         | 1 (byte offset 0) | UTF-16; write it as UTF-8
            fffe00007b000000     | 1 (byte offset 0) | UTF-32; write it as UTF-8
            0000feff0000007b     | 3 (byte offset 2) | UTF-32; write it as UTF-8
            """)
    void saysWhatBytesThatAreNoUtf8LookLikeBesidesTheirPosition(String hex, String column, String what) {
        assertThat(refused(HexFormat.of().parseHex(hex)))
                .hasMessage("no UTF-8 at column " + column
                        + ": found a wrong byte, expected well-formed UTF-8; as a whole it looks like " + what);
    }

    @Test
    void saysWhereASchemasBytesAreNoUtf8() {
        assertThat(refused(HexFormat.of().parseHex("000000002aff")))
                .hasMessage("no UTF-8 at column 6 (byte offset 5): found a wrong byte, expected well-formed UTF-8;"
                        + " as a whole it looks like the wire format of a schema registry (Avro, Protobuf or JSON Schema;"
                        + " schema id 42); convert it to JSON before, or have its producer write plain JSON");
    }

    @Test
    void saysThatThereAreNoBytes() {
        assertThat(refused("").reason()).isEqualTo("no_object");
        assertThat(refused(""))
                .hasMessage(
                        "no JSON object at column 1 (byte offset 0): found no bytes, as of a tombstone or an empty record,"
                                + " expected one JSON object");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000000000", "00ffffffff", "0001000000", "00000000", "00", "1f", "50415232", "007b"})
    void guessesNothingFromLess(String hex) {
        assertThat(refused(HexFormat.of().parseHex(hex)).getMessage())
                .contains("found a")
                .doesNotContain("looks like", "schema", "UTF-16");
    }

    @Test
    void saysWhatAnEventThatIsTooLargeLooksLike() throws IOException {
        byte[] gzip = concat(HexFormat.of().parseHex("1f8b08"), new byte[100_000]);
        String looks = " bytes, expected at most 70000 (podsights.event.max-bytes); as a whole it looks like gzip;";
        EventReader reader = new EventReader(70_000);

        assertThatThrownBy(() -> reader.read(gzip)).hasMessageStartingWith("too large: found 100003" + looks);
        Frame line = new LineFrames(new ByteArrayInputStream(gzip), Position.START, 70_000)
                .next()
                .orElseThrow();
        assertThatThrownBy(() -> reader.read(line)).hasMessageStartingWith("too large: found 100003" + looks);
    }

    @Test
    void saysWhatPartOfAnArrayLooksLike() {
        byte[] bytes = "{}<a/>".getBytes(UTF_8);

        assertThatThrownBy(() -> new EventReader(Events.MAX_BYTES).read(bytes, 2, 4))
                .hasMessageContaining("found XML or HTML");
        assertThatThrownBy(() -> new EventReader(Events.MAX_BYTES).read(bytes, 2, 0))
                .hasMessageContaining("found no bytes");
    }

    @Test
    void doesNotGuessAnotherEncoding() {
        assertRefused(
                new String("{\"a\":1}".getBytes(UTF_16LE), UTF_8),
                "broken_json",
                "column 2 (byte offset 1): found a control character, expected a key in double quotes or '}'; as a whole it"
                        + " looks like UTF-16; write it as UTF-8");
    }

    @Test
    void takesAnEventOfTheLargestSizeAndNoneLarger() throws UnreadableEventException {
        byte[] bytes = "{\"event\":\"Signed Up\"}".getBytes(UTF_8);
        assertThat(new EventReader(bytes.length).read(bytes).event()).isPresent();
        UnreadableEventException e = catchThrowableOfType(
                UnreadableEventException.class, () -> new EventReader(bytes.length - 1).read(bytes));
        assertThat(e.reason()).isEqualTo("too_large");
        assertThat(e).hasMessage("too large: found 21 bytes, expected at most 20 (podsights.event.max-bytes)");
    }

    @Test
    void takesADepthOf200AndNoneDeeper() {
        assertThat(Events.of(nested(200)).tree()).isNotEmpty();
        assertRefused(
                nested(201), "too_deep", "column 205 (byte offset 204): found an object or list below 200 others");
        assertThat(refused("{\"a\":" + "[".repeat(1_000_000)).reason()).isEqualTo("too_deep");
        assertThat(refused("{\"a\":".repeat(200_000)).reason()).isEqualTo("too_deep");
    }

    @Test
    void takesNumbersOf1000DigitsAndNoneLonger() {
        for (String number : new String[] {"9".repeat(1000), "-" + "9".repeat(1000), "0." + "9".repeat(999), "1e999"}) {
            assertThat(Events.of("{\"a\":" + number + "}").tree().get("a").isNumber())
                    .isTrue();
        }
        for (String number : new String[] {
            "9".repeat(1001),
            "-" + "9".repeat(1001),
            "0." + "9".repeat(1000),
            "1e1000",
            "1e-1000",
            "1e" + "0".repeat(1000)
        }) {
            assertThat(refused("{\"a\":" + number + "}").reason()).isEqualTo("number_too_long");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "1e-999999999", "0e999999999", "1e2147483648", "-1e99999999999999999999"})
    void refusesAShortNumberThatWouldBeHugeWithoutItsExponent(String number) {
        assertRefused("{\"a\":" + number + "}", "number_too_long", "column 6 (byte offset 5)");
    }

    @Test
    void readsKeysOfTheSameHashInReasonableTime() {
        // "Aa" and "BB" have the same hash, and so has each row of as many of them.
        String keys = IntStream.range(0, 1 << 14)
                .mapToObj(i -> IntStream.range(0, 14)
                        .mapToObj(bit -> (i >> bit & 1) == 0 ? "Aa" : "BB")
                        .collect(Collectors.joining("", "\"", "\":1")))
                .collect(Collectors.joining(","));
        assertThat(Events.of("{" + keys + "}").tree()).hasSize(1 << 14);
    }

    @Test
    void quotesNothingOfTheEventAndHasNoStackTrace() {
        UnreadableEventException e = refused("{\"a\":jane.doe@example.com}");
        assertThat(e.getMessage()).doesNotContain("jane", "example");
        assertThat(e.getStackTrace()).isEmpty();
        assertThat(e).hasNoCause();
    }

    private static String nested(int depth) {
        return "{\"a\":" + "[".repeat(depth - 1) + "]".repeat(depth - 1) + "}";
    }

    private static void assertRefused(String json, String reason, String message) {
        UnreadableEventException e = refused(json);
        assertThat(e.reason()).isEqualTo(reason);
        assertThat(e).hasMessageContaining(message);
    }

    private static UnreadableEventException refused(String json) {
        return refused(json.getBytes(UTF_8));
    }

    private static UnreadableEventException refused(byte[] bytes) {
        UnreadableEventException e = catchThrowableOfType(
                UnreadableEventException.class, () -> new EventReader(Events.MAX_BYTES).read(bytes));
        assertThat(e).isNotNull();
        return e;
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            whole.writeBytes(part);
        }
        return whole.toByteArray();
    }
}
