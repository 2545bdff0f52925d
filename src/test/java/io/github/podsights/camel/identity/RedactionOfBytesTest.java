package io.github.podsights.camel.identity;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RedactionOfBytesTest {

    private static final String JANE = EmailHasher.digest("jane@example.com");

    @Test
    void handsBackTheSameArrayIfThereIsNothingToReplace() {
        for (byte[] bytes : List.of(
                new byte[0], "{\"a\":1}".getBytes(UTF_8), "{\"a\":\"\\u00e9 50% @\"".getBytes(UTF_8), new byte[] {
                    -1, 0, '@', -2
                })) {
            assertThat(Redaction.redact(bytes)).isSameAs(bytes);
        }
        assertThat(Redaction.redact((byte[]) null)).isNull();
    }

    @Test
    void doesNotChangeItsInput() {
        byte[] bytes = "x jane@example.com".getBytes(UTF_8);
        assertThat(Redaction.redact(bytes)).isEqualTo(("x " + JANE).getBytes(UTF_8));
        assertThat(bytes).isEqualTo("x jane@example.com".getBytes(UTF_8));
    }

    @Test
    void keepsEveryByteAroundAnAddress() {
        String around = "\u00ff\u0000\u0080{\u00c3\"\u00ed\u00a0\u0080:";
        byte[] bytes = (around + "\"jane@example.com\"" + around).getBytes(ISO_8859_1);
        assertThat(Redaction.redact(bytes)).isEqualTo((around + "\"" + JANE + "\"" + around).getBytes(ISO_8859_1));
    }

    @Test
    void findsAnEscapedAddressInBrokenJson() {
        assertRedacted("{\"a\":\"jane\\u0040example.com\"", "{\"a\":\"" + JANE + "\"", UTF_8);
        assertRedacted("{\"a\":\"jane\\\\u0040example.com\"", "{\"a\":\"" + JANE + "\"", UTF_8);
        assertRedacted("{\"a\":\"x?jane%2540example.com\"", "{\"a\":\"x?" + JANE + "\"", UTF_8);
    }

    @Test
    void takesABackslashAndAnNForTheLineBreakThatItIsInJson() {
        assertRedacted("{\"a\":\"hi\\njane@example.com\"", "{\"a\":\"hi\\n" + JANE + "\"", UTF_8);
        String nina = EmailHasher.digest("nina@example.com");
        assertRedacted("{\"a\":\"CORP\\\\nina@example.com\"", "{\"a\":\"CORP\\\\" + nina + "\"", UTF_8);
    }

    @Test
    void readsAByteThatIsNoUtf8AsALetterOfLatin1() {
        byte[] redacted = Redaction.redact("<josé@example.com>".getBytes(ISO_8859_1));
        assertThat(redacted).isEqualTo(("<" + EmailHasher.digest("josé@example.com") + ">").getBytes(UTF_8));
    }

    @Test
    void findsAnAddressInUtf16() {
        for (Charset charset : List.of(UTF_16LE, UTF_16BE)) {
            assertRedacted("\uFEFF{\"a\":\"jane@example.com\"}", "\uFEFF{\"a\":\"" + JANE + "\"}", charset);
            assertRedacted("{\"a\":\"jane\\u0040example.com\"}", "{\"a\":\"" + JANE + "\"}", charset);
        }
    }

    @Test
    void findsAnAddressInUtf16ThatWasCutAtALineBreak() {
        byte[] line = "\n{\"a\":\"jane@example.com\"}".getBytes(UTF_16LE);
        byte[] rest = Arrays.copyOfRange(line, 1, line.length);
        String redacted = new String(Redaction.redact(rest), ISO_8859_1);
        assertThat(redacted.replace("\0", "")).isEqualTo("{\"a\":\"" + JANE + "\"}");
    }

    @Property
    void readsAndWritesAnyBytesWithoutALoss(@ForAll byte[] bytes) {
        assertThat(RawBytes.toBytes(RawBytes.toText(bytes))).isEqualTo(bytes);
    }

    @Property
    void isDoneAfterOneTime(@ForAll byte[] before, @ForAll byte[] after) {
        byte[] bytes = concat(before, " jane@example.com ".getBytes(UTF_8), after);
        byte[] redacted = Redaction.redact(bytes);
        assertThat(Redaction.redact(redacted)).isEqualTo(redacted);
        assertThat(new String(redacted, ISO_8859_1)).contains(JANE);
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static void assertRedacted(String text, String redacted, Charset charset) {
        assertThat(new String(Redaction.redact(text.getBytes(charset)), charset))
                .isEqualTo(redacted);
    }
}
