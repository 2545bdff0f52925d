package io.github.podsights.camel.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrintableTest {

    @Test
    void leavesOrdinaryTextAlone() {
        String text = "Order Completed: Größe \u00a0 \\ \" 日本 \ud83d\ude00";
        assertThat(Printable.escape(text)).isSameAs(text);
    }

    @Test
    void escapesLineBreaksThatCouldForgeALogLine() {
        assertThat(Printable.escape("a\r\n2026 INFO\tforged")).isEqualTo("a\\r\\n2026 INFO\\tforged");
    }

    @ParameterizedTest
    @CsvSource({"0000", "001b", "007f", "0085", "009b", "2028", "2029", "202e", "2066", "2069", "200f", "061c"})
    void escapesWhatGarblesATerminal(String hex) {
        String character = Character.toString(Integer.parseInt(hex, 16));
        assertThat(Printable.escape("a" + character + "b")).isEqualTo("a\\u" + hex + "b");
    }

    @Test
    void escapesHalfASurrogatePair() {
        assertThat(Printable.escape("\ud83d")).isEqualTo("\\ud83d");
        assertThat(Printable.escape("a\ude00")).isEqualTo("a\\ude00");
    }
}
