package io.github.podsights.camel.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PercentDecodingTest {

    @ParameterizedTest
    @CsvSource({
        "a%20b,              a b",
        "%7E%7e,             ~~",
        "%C3%A9,             é",
        "%E2%82%AC,          €",
        "%F0%9D%90%9A,       𝐚",
        "%2525252540,        %2540",
        "%25252540,          %40",
        "%,                  %",
        "%4,                 %4",
        "%4g%g4,             %4g%g4"
    })
    void decodesThreeTimes(String encoded, String decoded) {
        assertThat(PercentDecoding.fully(encoded)).isEqualTo(decoded);
    }

    @ParameterizedTest
    @CsvSource({
        "%E9t%E9,            \u00E9t\u00E9",
        "%C3x,               \u00C3x",
        "%C3%28,             \u00C3(",
        "%C1%80,             \u00C1\u0080",
        "%E0%80%80,          \u00E0\u0080\u0080",
        "%ED%A0%80,          \u00ED\u00A0\u0080",
        "%F0%80%80%80,       \u00F0\u0080\u0080\u0080",
        "%F4%90%80%80,       \u00F4\u0090\u0080\u0080",
        "%F8%88%80%80%80,    \u00F8\u0088\u0080\u0080\u0080",
        "%FF%80,             \u00FF\u0080"
    })
    void readsAsLatin1WhatIsNoUtf8(String encoded, String decoded) {
        assertThat(PercentDecoding.fully(encoded)).isEqualTo(decoded);
    }

    @Test
    void handsBackWhatHasNothingToDecode() {
        assertThat(PercentDecoding.fully("plain+text")).isEqualTo("plain+text");
    }
}
