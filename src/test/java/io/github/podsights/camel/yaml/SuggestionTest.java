package io.github.podsights.camel.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {

    private static final List<String> KNOWN = List.of("all", "any", "consent_match", "retail", "mappings");

    @ParameterizedTest
    @CsvSource({
        "al, all",
        "ALL, all",
        "ayn, any",
        "retial, retail",
        "maping, mappings",
        "consentmatch, consent_match",
        "consent-match, consent_match"
    })
    void findsTheWordThatWasMeant(String word, String meant) {
        assertThat(Suggestion.closest(word, KNOWN)).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({"yes", "wholesale", "consent", "''"})
    void suggestsNothingThatIsFarAway(String word) {
        assertThat(Suggestion.closest(word, KNOWN)).isEmpty();
    }

    @Test
    void doesNotCompareWhatNobodyTypes() {
        assertThat(Suggestion.closest("a".repeat(1_000_000), List.of("a".repeat(1_000_000))))
                .isEmpty();
    }

    @Test
    void givesAHintOrNothing() {
        assertThat(Suggestion.hint("al", KNOWN)).isEqualTo(" (did you mean 'all'?)");
        assertThat(Suggestion.hint("wholesale", KNOWN)).isEmpty();
    }
}
