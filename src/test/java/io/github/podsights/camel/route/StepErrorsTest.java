package io.github.podsights.camel.route;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
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
        note();
        pass(Duration.ofSeconds(59));
        assertThat(errors.whyNot()).contains("a step broke; 1 in all, whose events are not settled, and come again");
        pass(Duration.ofSeconds(1));
        assertThat(errors.whyNot()).isEmpty();
    }

    @Test
    void isSaidOnceAMinuteWithoutItsMessage() {
        try (LogLines log = LogLines.open(Level.INFO, Level.ERROR)) {
            note();
            pass(Duration.ofSeconds(59));
            note();
            assertThat(log.lines()).hasSize(1);
            pass(Duration.ofSeconds(1));
            note();
            note();
            assertThat(log.lines())
                    .hasSize(2)
                    .allMatch(line -> line.contains("a step broke: the event is not settled"))
                    .allMatch(line -> line.contains("java.lang.StackOverflowError"))
                    .noneMatch(line -> line.contains(BrokenSteps.SECRET));
        }
    }

    private void note() {
        errors.note("a step broke", new StackOverflowError(BrokenSteps.SECRET), null);
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
