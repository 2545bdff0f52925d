package io.github.podsights.camel.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailHasherTest {

    private static final String JANE = "86e0b9e56c17cc4d12387e1949b85053fbe73bc3ce5a1188713a9d300cc6133d";

    @ParameterizedTest
    @CsvSource({
        "John_Smith@gmail.com,   62a14e44f765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62f",
        "Person@Example.com,     542d240129883c019e106e3b1b2d3f3cb3537c43c425364de8e951d5a3083345",
        "jane.doe@example.com,   86e0b9e56c17cc4d12387e1949b85053fbe73bc3ce5a1188713a9d300cc6133d"
    })
    void givesTheDigestThatOthersGive(String email, String digest) {
        assertThat(EmailHasher.hash(email)).contains(digest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " jane.doe@example.com ",
                "\t\r\njane.doe@example.com\n",
                "\u00A0jane.doe@example.com\u00A0",
                "\uFEFFjane.doe@example.com",
                "\u2007jane.doe@example.com\u202F",
                "\u3000jane.doe@example.com\u2028\u0085",
                "JANE.DOE@EXAMPLE.COM"
            })
    void takesNoNoticeOfCaseAndOfWhiteSpaceAroundIt(String email) {
        assertThat(EmailHasher.hash(email)).contains(JANE);
        assertThat(EmailHasher.isEmail(email)).isTrue();
    }

    @Test
    void keepsPlusTagsAndDots() {
        assertThat(EmailHasher.hash("janedoe@example.com"))
                .isPresent()
                .isNotEqualTo(EmailHasher.hash("jane.doe@example.com"));
        assertThat(EmailHasher.hash("jane.doe+x@example.com"))
                .isPresent()
                .isNotEqualTo(EmailHasher.hash("jane.doe@example.com"));
    }

    @Test
    void lowerCasesTheSameInTurkey() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            assertThat(EmailHasher.hash("INFO@EXAMPLE.COM")).isEqualTo(EmailHasher.hash("info@example.com"));
            assertThat(EmailHasher.digest("INFO@EXAMPLE.COM")).isEqualTo(EmailHasher.digest("info@example.com"));
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void hashesLettersBeyondAsciiAsUtf8() {
        assertThat(EmailHasher.hash("JOSÉ@example.com"))
                .contains("b0a53cf19e34d05b57bced7365c6b00ddbe38d62957e863de2a66a56c3b42cea");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {JANE, "  " + JANE + "\u00A0", "86E0B9E56C17CC4D12387E1949B85053FBE73BC3CE5A1188713A9D300CC6133D"
            })
    void passesADigestThroughInLowerCase(String digest) {
        assertThat(EmailHasher.hash(digest)).contains(JANE);
        assertThat(EmailHasher.isEmail(digest)).isFalse();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855",
                " e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 ",
                "",
                " ",
                "\u00A0\uFEFF",
                "@"
            })
    void makesNothingOfNothing(String nothing) {
        assertThat(EmailHasher.hash(nothing)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "86e0b9e56c17cc4d12387e1949b85053fbe73bc3ce5a1188713a9d300cc6133",
                "86e0b9e56c17cc4d12387e1949b85053fbe73bc3ce5a1188713a9d300cc6133d0",
                "g6e0b9e56c17cc4d12387e1949b85053fbe73bc3ce5a1188713a9d300cc6133d",
                "٨6e0b9e56c17cc4d12387e1949b85053fbe73bc3ce5a1188713a9d300cc6133d"
            })
    void takesNothingForADigestButSixtyFourHexDigits(String text) {
        assertThat(EmailHasher.hash(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a@b", "jane@localhost", "react@18.2.0", "o'neil@example.com", "a/b=c?d&e@x", "\uD835\uDC1A@x"})
    void asksNoMoreOfAnAddressThanTheRuleDoes(String email) {
        assertThat(EmailHasher.isEmail(email)).isTrue();
        assertThat(EmailHasher.hash(email)).contains(EmailHasher.digest(email));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jane@doe@example.com", "jane@@example.com", "@jane@", "@@"})
    void leavesOutAnAddressWithTwoAtSigns(String text) {
        assertLeftOut(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jane", "jane.example.com", "@example.com", "jane@", " @example.com", "jane@\u00A0"})
    void leavesOutAnAddressWithoutSomethingOnBothSides(String text) {
        assertLeftOut(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ", "\t", "\n", "\u00A0", "\uFEFF", "\u2003", "\u0085", "<", ">", "(", ")", "[", "]", ",", ";", ":",
                "\"", "\\"
            })
    void leavesOutAnAddressWithASignThatNoneHas(String sign) {
        assertLeftOut("jane" + sign + "doe@example.com");
        assertLeftOut("jane@exam" + sign + "ple.com");
    }

    @Test
    void leavesOutAnAddressThatIsNoText() {
        assertLeftOut("jane\uD800@example.com");
        assertLeftOut("jane@\uDC00example.com");
    }

    @Test
    void takesNullForNoEmail() {
        assertThat(EmailHasher.isEmail(null)).isFalse();
    }

    private static void assertLeftOut(String text) {
        assertThat(EmailHasher.hash(text)).isEmpty();
        assertThat(EmailHasher.isEmail(text)).isFalse();
    }
}
