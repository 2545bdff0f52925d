package io.github.podsights.camel.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** In the tables, {@code {address}} stands for the hash of an address. */
class RedactionTest {

    private static final Pattern HASH_OF = Pattern.compile("\\{([^{}]+@[^{}]+)}");

    @ParameterizedTest
    @ValueSource(strings = {"jane.doe@example.com", " Jane.Doe@Example.COM\u00A0", "\uFEFFjane.doe@example.com"})
    void replacesAStringThatIsAnEmailWholeSoThatItStillGivesTheSameEm(String email) {
        assertThat(Redaction.redact(email))
                .isEqualTo("86e0b9e56c17cc4d12387e1949b85053fbe73bc3ce5a1188713a9d300cc6133d");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jane@localhost",
                "a@b",
                "a/b@example.com",
                "?mail=jane@example.com",
                "50%@example.com",
                "react@18.2.0"
            })
    void replacesWholeWhateverTheRuleTakesForAnEmail(String email) {
        assertThat(Redaction.redact(email)).isEqualTo(EmailHasher.hash(email).orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Order Completed",
                "uses react@18.2.0 and @scope/pkg@1.2.3",
                "https://unpkg.example/react@18.2.0/umd?v=vue@3.4",
                "https://medium.example/@jane.doe",
                "jane at localhost: jane@localhost, jane@",
                "a @ b.com, @example.com, jane@ example.com",
                "jane@@example.com",
                "x: a@b..com",
                "x: a@.com",
                "x: a@b_c.com",
                "a%40, %40example.com",
                "100% of it, 50%25 off %zz %4 %",
                "jane%25252540example.com",
                "C:\\users\\jane \\u004 \\u00zz \\",
                "86e0b9e56c17cc4d12387e1949b85053fbe73bc3ce5a1188713a9d300cc6133d"
            })
    void handsBackTheSameStringIfThereIsNothingToReplace(String text) {
        assertThat(Redaction.redact(text)).isSameAs(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mail jane@example.com now             | mail {jane@example.com} now",
                "Jane <Jane@Example.com>               | Jane <{jane@example.com}>",
                "mailto:jane@example.com               | mailto:{jane@example.com}",
                "a@b.co, c@d.co; e@f.co                | {a@b.co}, {c@d.co}; {e@f.co}",
                "so: jane@example.com.                 | so: {jane@example.com}.",
                "so: jane@example.com.1                | so: {jane@example.com}.1",
                "so: jane@mail.example.co.uk!          | so: {jane@mail.example.co.uk}!",
                "so: jane@1.2.x                        | so: {jane@1.2.x}",
                "so: josé@exämple.com                  | so: {josé@exämple.com}",
                "so: jose\u0301@example.com            | so: {jose\u0301@example.com}",
                "so: उपयोगकर्ता@उदाहरण.कॉम            | so: {उपयोगकर्ता@उदाहरण.कॉम}",
                "so: 𝐣𝐚@example.com                    | so: {𝐣𝐚@example.com}",
                "so: 😀jane@example.com😀              | so: 😀{jane@example.com}😀",
                "so: \uD83Djane@example.com            | so: \uD83D{jane@example.com}",
                "so: a%jane@example.com                | so: a%{jane@example.com}"
            })
    void replacesEmailLikeTextWithinAString(String text, String redacted) {
        assertRedacted(text, redacted);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://x.example/u/jane@example.com/a          | https://x.example/u/{jane@example.com}/a",
                "https://x.example/?e=jane@example.com&b=1       | https://x.example/?e={jane@example.com}&b=1",
                "https://x.example/?jane@example.com=1           | https://x.example/?{jane@example.com}=1",
                "https://x.example/?a=1;jane@example.com;b       | https://x.example/?a=1;{jane@example.com};b",
                "https://x.example/#jane@example.com             | https://x.example/#{jane@example.com}",
                "https://x.example/a#jane@example.com#b          | https://x.example/a#{jane@example.com}#b",
                "see https://x.example and a#jane@example.com    | see https://x.example and {a#jane@example.com}",
                "https://jane:pass@x.example/                    | https://jane:{pass@x.example}/",
                "https://x.example/?e=jane%40example.com         | https://x.example/?e={jane@example.com}",
                "https://x.example/?e=Jane%2540Example.com       | https://x.example/?e={jane@example.com}",
                "https://x.example/?e=jane%252540example.com     | https://x.example/?e={jane@example.com}",
                "https://x.example/?e=jane%2Edoe%40example%2ecom | https://x.example/?e={jane.doe@example.com}",
                "https://x.example/?e=jane%252Bx%2540example.com | https://x.example/?e={jane+x@example.com}",
                "https://x.example/?e=%6a%25%36%31ne%40x%2ecom   | https://x.example/?e={jane@x.com}",
                "https://x.example/?e=%20jane%40x.com%20         | https://x.example/?e=%20{jane@x.com}%20",
                "https://x.example/?e=jos%C3%A9%40x.com          | https://x.example/?e={josé@x.com}",
                "https://x.example/?e=jos%E9%40x.com             | https://x.example/?e={josé@x.com}",
                "https://x.example/?e=%F0%9D%90%9A%40x.com       | https://x.example/?e={𝐚@x.com}",
                "https://x.example/?r=https%3A%2F%2Fy.example%2F%3Fe%3Da%2540b.co%26c | https://x.example/?r=https%3A%2F%2Fy.example%2F%3Fe%3D{a@b.co}%26c",
                "save 50%ab@example.com                          | save 50%{ab@example.com}",
                "e=jane%%32540x.com                              | e={jane@x.com}"
            })
    void looksAtEachPartOfAUrlForItselfHoweverItIsEncoded(String text, String redacted) {
        assertRedacted(text, redacted);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"e\":\"jane\\u0040example.com\"}           | {\"e\":\"{jane@example.com}\"}",
                "jane\\u0040example.com                       | {jane@example.com}",
                "jane\\U0040example.com                       | jane\\U0040example.com",
                "jane\\\\u0040example.com                     | {jane@example.com}",
                "\\u006aane\\u002edoe\\u0040example\\u002Ecom | {jane.doe@example.com}",
                "\\ud835\\udc1a\\u0040example.com             | {𝐚@example.com}",
                "\\ud835jane\\u0040example.com                | \\ud835{jane@example.com}",
                "jane\\u002540example.com                     | {jane@example.com}",
                "jane%5Cu0040example.com                      | {jane@example.com}",
                "CORP\\nina@example.com                       | CORP\\{nina@example.com}"
            })
    void seesThroughTheEscapesOfJson(String text, String redacted) {
        assertRedacted(text, redacted);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a@b.co@c.co              | {a@b.co}{b.co@c.co}",
                "so: a@b.co@c.co@d.co     | so: {a@b.co}{b.co@c.co}{c.co@d.co}",
                "so: a@b.co!c@d.co        | so: {a@b.co}{!c@d.co}",
                "so: jane@doe@example.com | so: jane@{doe@example.com}"
            })
    void leavesTheHashesOfAddressesThatRunIntoEachOtherSideBySide(String text, String redacted) {
        assertRedacted(text, redacted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jane@doe@example.com", "q@r/c@d.ee", "a=@=c@d.ee", "a@b.co@c", "a@b.co@c.co"})
    void makesNoEmailOfWhatWasNone(String text) {
        String redacted = Redaction.redact(text);
        assertThat(redacted).isNotEqualTo(text).doesNotContain("@");
        assertThat(EmailHasher.hash(redacted)).isEmpty();
    }

    @Test
    void takesEverySignOfALocalPart() {
        String address = "j.!#$'*+^_{|}~-1@example.com";
        assertThat(Redaction.redact("so: " + address)).isEqualTo("so: " + EmailHasher.digest(address));
    }

    @Test
    void hashesTheSameInTurkey() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            assertRedacted("so: INFO@EXAMPLE.COM", "so: {info@example.com}");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void leavesNothingThatLooksLikeAnAddressAgain() {
        String redacted = Redaction.redact("%E9a@b.co%40B@.co/");
        assertThat(redacted).doesNotContain("@", "%40").endsWith("/");
        assertThat(Redaction.redact(redacted)).isSameAs(redacted);
    }

    @Test
    void givesNullForNull() {
        assertThat(Redaction.redact((String) null)).isNull();
    }

    private static void assertRedacted(String text, String expected) {
        String redacted = Redaction.redact(text);
        assertThat(redacted).isEqualTo(hashed(expected));
        assertThat(Redaction.redact(redacted)).isSameAs(redacted);
    }

    private static String hashed(String expected) {
        return HASH_OF.matcher(expected).replaceAll(RedactionTest::hash);
    }

    private static String hash(MatchResult address) {
        return EmailHasher.hash(address.group(1)).orElseThrow();
    }
}
