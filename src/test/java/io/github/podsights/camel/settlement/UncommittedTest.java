package io.github.podsights.camel.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UncommittedTest {

    @Test
    void aCommitIsDueWhenHalfOfWhatMayBeIsUncommitted() {
        Uncommitted uncommitted = new Uncommitted(5);
        uncommitted.add(2);
        assertThat(uncommitted.isDue()).isFalse();

        uncommitted.add(1);
        assertThat(uncommitted.isDue()).isTrue();
        assertThat(uncommitted.isFull()).isFalse();

        uncommitted.subtract(1);
        assertThat(uncommitted.isDue()).isFalse();
    }

    @Test
    void isFullWhenThereAreAsManyAsThereMayBe() {
        Uncommitted uncommitted = new Uncommitted(5);
        uncommitted.add(4);
        assertThat(uncommitted.isFull()).isFalse();

        uncommitted.add(1);
        assertThat(uncommitted.isFull()).isTrue();

        uncommitted.subtract(1);
        assertThat(uncommitted.isFull()).isFalse();
    }

    @Test
    void whereOneMayBeUncommittedNoneIsDueAtFirst() {
        Uncommitted uncommitted = new Uncommitted(1);
        assertThat(uncommitted.isDue()).isFalse();
        assertThat(uncommitted.isFull()).isFalse();

        uncommitted.add(1);
        assertThat(uncommitted.isDue()).isTrue();
        assertThat(uncommitted.isFull()).isTrue();
    }
}
