package io.github.podsights.camel.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StepErrorsTest {

    private final AtomicLong now = new AtomicLong(-7);
    private final StepErrors errors = new StepErrors(now::get);

    @Test
    void noneIsNoReason() {
        assertThat(errors.whyNot()).isEmpty();
    }

    @Test
    void isForgottenAfterAMinute() {
        errors.note(new StackOverflowError("jane.doe@example.com"));
        pass(Duration.ofSeconds(59));
        assertThat(errors.whyNot())
                .contains(
                        "a step ended by java.lang.StackOverflowError; 1 in all, whose events are not settled, and come"
                                + " again");
        pass(Duration.ofSeconds(1));
        assertThat(errors.whyNot()).isEmpty();
    }

    @Test
    void isSaidOnceAMinute() {
        assertThat(errors.note(new InternalError())).isTrue();
        pass(Duration.ofSeconds(59));
        assertThat(errors.note(new InternalError())).isFalse();
        pass(Duration.ofSeconds(1));
        assertThat(errors.note(new InternalError())).isTrue();
        assertThat(errors.note(new InternalError())).isFalse();
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
