package io.github.podsights.camel.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class OutcomeTest {

    @Test
    void hasTheOneVocabulary() {
        assertThat(Arrays.stream(Outcome.values()).map(Outcome::word))
                .containsExactly(
                        "delivered", "consent_denied", "unmapped", "duplicate", "invalid", "rejected", "exhausted");
    }

    @Test
    void keepsADeadLetterOfWhatShouldHaveBeenSentButWasNot() {
        assertThat(Arrays.stream(Outcome.values()).filter(Outcome::isDeadLetter))
                .containsExactly(Outcome.INVALID, Outcome.REJECTED, Outcome.EXHAUSTED);
    }

    @Test
    void hasTheSameWordsInTurkey() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            assertThat(Outcome.INVALID.word()).isEqualTo("invalid");
            assertThat(AnswerClass.TRANSIENT.word()).isEqualTo("transient");
        } finally {
            Locale.setDefault(before);
        }
    }
}
