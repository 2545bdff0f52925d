package io.github.podsights.camel.parked;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParkScheduleTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private final ParkSchedule schedule = new ParkSchedule(List.of(MINUTE, HOUR));
    private final ParkSchedule none = new ParkSchedule(List.of());

    @Test
    void hasAStageAfterEachButTheLast() {
        assertThat(schedule.next(0)).contains(MINUTE);
        assertThat(schedule.next(1)).contains(HOUR);
        assertThat(schedule.next(2)).isEmpty();
        assertThat(schedule.next(7))
                .as("of an earlier schedule that was longer")
                .isEmpty();
        assertThat(none.next(0)).isEmpty();
    }

    @Test
    void knowsTheDelayOfAStageAlsoOfOneThatIsThereNoMore() {
        assertThat(schedule.ofStage(1)).isEqualTo(MINUTE);
        assertThat(schedule.ofStage(2)).isEqualTo(HOUR);
        assertThat(schedule.ofStage(7)).isEqualTo(HOUR);
        assertThat(none.ofStage(3)).isEqualTo(MINUTE);
    }

    @Test
    void keepsAtOnceForTheLongestDelayThatIsNotTooLong() {
        assertThat(schedule.atOnce(HOUR.plusMillis(1))).isEqualTo(HOUR);
        assertThat(schedule.atOnce(HOUR)).isEqualTo(HOUR);
        assertThat(schedule.atOnce(HOUR.minusMillis(1))).isEqualTo(MINUTE);
        assertThat(schedule.atOnce(Duration.ofMillis(1))).isEqualTo(MINUTE);
        assertThat(none.atOnce(HOUR)).isEqualTo(MINUTE);
    }

    @Test
    void namesATopicTheSameHoweverTheDelayIsWritten() {
        assertThat(List.of(
                        ParkTopic.name("e.v", Duration.ofSeconds(60)),
                        ParkTopic.name("e.v", Duration.ofMinutes(90)),
                        ParkTopic.name("e.v", Duration.ofHours(48)),
                        ParkTopic.name("e.v", Duration.ofMillis(1_500)),
                        ParkTopic.name("e.v", Duration.ofSeconds(61)),
                        ParkTopic.name("e.v", Duration.ofHours(25))))
                .containsExactly("e.v-1m", "e.v-90m", "e.v-2d", "e.v-1500ms", "e.v-61s", "e.v-25h")
                .allSatisfy(name -> assertThat(name).matches(ParkTopic.pattern("e.v")));
        assertThat("e-v-1m").doesNotMatch(ParkTopic.pattern("e.v"));
        assertThat("e.v-letters").doesNotMatch(ParkTopic.pattern("e.v"));
    }

    @Test
    void readsTheDelayOffTheNameOfATopic() {
        for (Duration delay :
                List.of(Duration.ofMillis(1_500), MINUTE, HOUR, Duration.ofDays(2), MINUTE.plusSeconds(1))) {
            assertThat(ParkTopic.delay(ParkTopic.name("e-1h.v", delay))).contains(delay);
        }
        assertThat(ParkTopic.delay("events")).isEmpty();
        assertThat(ParkTopic.delay("e-99999999999999999999d")).isEmpty();
        assertThat(ParkTopic.delay("e-ms")).isEmpty();
    }
}
