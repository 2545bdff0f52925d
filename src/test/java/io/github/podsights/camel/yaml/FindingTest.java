package io.github.podsights.camel.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FindingTest {

    private final Findings findings = new Findings();

    @Test
    void isOneLineThatSaysWhereWhatAndWhatToDo() {
        findings.error(new Place("config/x.yaml", 7, "consent_match"), "'al'", "all or any", "write one of these");

        assertThat(findings.list())
                .singleElement()
                .hasToString("config/x.yaml:7: consent_match: found 'al'; expected all or any; write one of these");
        assertThat(findings.hasErrors()).isTrue();
    }

    @Test
    void leavesOutALineAndAPathThatThereAreNoneOf() {
        findings.error(Place.of("config"), "nothing", "a file", "create one");

        assertThat(findings.list()).singleElement().hasToString("config: found nothing; expected a file; create one");
    }

    @Test
    void saysThatAWarningIsOne() {
        findings.warning(new Place("x.yaml", 1, "a"), "b", "c", "d");

        assertThat(findings.list()).singleElement().hasToString("x.yaml:1: a: warning: found b; expected c; d");
        assertThat(findings.hasErrors()).isFalse();
    }

    @Test
    void quotesAValueCutAndWithoutControlCharacters() {
        assertThat(Finding.quoted("a\nb")).startsWith("'a").doesNotContain("\n");
        assertThat(Finding.quoted("x".repeat(61))).isEqualTo("'" + "x".repeat(60) + "…'");
    }

    @Test
    void cutsAValueBeforeAnAddressNotWithinIt() {
        String before = "a value that is long, and has an address at its end: ";
        assertThat(Finding.quoted(before + "jane.doe@example.com")).isEqualTo("'" + before + "…'");
        assertThat(Finding.quoted("x".repeat(59) + "%40example.com")).isEqualTo("'…'");
        assertThat(Finding.quoted(before + "jane.doe and more")).isEqualTo("'" + before + "jane.do…'");
    }
}
