package io.github.podsights.camel.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionHostileInputTest {

    private static final int LENGTH = 1 << 19;

    /** Each takes well below a second; anything worse than linear would take minutes to hours. */
    private static final Duration GUARD = Duration.ofSeconds(30);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@",
                "@",
                "a",
                "a@a.",
                "a@a.a",
                "a@a.a ",
                ".",
                "a.@",
                "%25",
                "%",
                "%2525",
                "25",
                "%40",
                "a%40",
                "%4",
                "%C3",
                "%F0%9D%90",
                "a%2540a%2ea",
                "\\",
                "\\u0040",
                "\\u",
                "\\ud835",
                "a\\u0040a.a",
                "\\n",
                "://",
                "https://a#",
                "://#a@a.a",
                "é@é.é",
                "\uD835\uDC1A",
                "\uDC80",
                "\0",
                "@\0",
                "-.",
                "1.1@1.1.",
                "&a=",
                ";",
                "\u00A0"
            })
    void takesTimeInProportionToTheInput(String piece) {
        String text = piece.repeat(LENGTH / piece.length());
        for (String hostile : new String[] {text + "@a.a", "a\\u0040" + text + "%40"}) {
            assertTimeoutPreemptively(GUARD, () -> Redaction.redact(hostile));
            assertTimeoutPreemptively(GUARD, () -> Redaction.redact(hostile.getBytes(UTF_8)));
            assertTimeoutPreemptively(GUARD, () -> EmailHasher.hash(hostile));
            assertTimeoutPreemptively(GUARD, () -> IpAddress.publicAddress(hostile));
            assertTimeoutPreemptively(GUARD, () -> new UrlScrubber(List.of()).scrub("https://x.example/?a=" + hostile));
        }
    }

    @Property(tries = 5000)
    void isDoneAfterOneTime(@ForAll("snippets") String text) {
        String redacted = Redaction.redact(text);
        assertThat(Redaction.redact(redacted)).isSameAs(redacted);
        assertThat(EmailHasher.isEmail(redacted)).isFalse();
        assertThat(EmailLikeText.isIn(redacted)).isFalse();
    }

    @Property(tries = 5000)
    void leavesEmAsItWas(@ForAll("plainSnippets") String text) {
        assertThat(EmailHasher.hash(Redaction.redact(text))).isEqualTo(EmailHasher.hash(text));
    }

    @Property(tries = 5000)
    void overlooksNothingForTheSakeOfSpeed(@ForAll("encodings") String text) {
        if (!EmailLikeText.isPossibleIn(text)) {
            assertThat(PercentDecoding.fully(text)).doesNotContain("@");
        }
    }

    @Provide
    Arbitrary<String> snippets() {
        return joined(
                "a", "B", "1", "@", "@", ".", ".co", "a@b.co", "%40", "%2540", "%25", "%2e", "%20", "%C3%A9", "%E9",
                "%", "\\", "\\u0040", "\\n", "/", "?", "#", "&", "=", "://", " ", "\u00A0", ",", "-", "_", "é",
                "\uD83D", "\uDE00", "\uDCE9", "\0");
    }

    @Provide
    Arbitrary<String> plainSnippets() {
        return joined(
                "a", "B", "1", "@", "@", ".", ".co", "a@b.co", "/", "?", "#", "=", "://", " ", "\u00A0", ",", "-", "_",
                "é");
    }

    @Provide
    Arbitrary<String> encodings() {
        return joined("%", "%", "%", "2", "5", "3", "4", "0", "u", "7", "6", "c");
    }

    private static Arbitrary<String> joined(String... pieces) {
        return Arbitraries.of(pieces).list().ofMaxSize(12).map(list -> String.join("", list));
    }
}
