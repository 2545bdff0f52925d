package io.github.podsights.camel.collector;

import static io.github.podsights.camel.collector.FakeCall.through;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BehaviourTest {

    private final Behaviour refuse = Behaviours.reply(Reply.of(503).with("no"));

    @Test
    void takesTheFirstRequestsAndLeavesTheRest() {
        Behaviour twice = refuse.first(2);
        assertThat(through(twice)).isEqualTo("reply 503 no");
        assertThat(through(twice)).isEqualTo("reply 503 no");
        assertThat(through(twice)).isEqualTo("otherwise");
        assertThat(through(twice)).isEqualTo("otherwise");
    }

    @Test
    void takesAShareOfTheRequests() {
        Behaviour some = refuse.share(0.25, new SplittableRandom(7));
        long taken = IntStream.range(0, 10_000)
                .filter(i -> through(some).startsWith("reply"))
                .count();
        assertThat(taken).isBetween(2_300L, 2_700L);
    }

    @Test
    void takesNoneOfAShareOfNoneAndEachOfAShareOfOne() {
        assertThat(through(refuse.share(0, () -> 0L))).isEqualTo("otherwise");
        assertThat(through(refuse.share(1, () -> -1L))).isEqualTo("reply 503 no");
    }

    @Test
    void isOverAtTheVeryEndOfItsWhile() {
        MovableClock clock = new MovableClock();
        Behaviour forAWhile = refuse.during(Duration.ofSeconds(10), clock);
        clock.move(Duration.ofSeconds(10).minusNanos(1));
        assertThat(through(forAWhile)).isEqualTo("reply 503 no");
        clock.move(Duration.ofNanos(1));
        assertThat(through(forAWhile)).isEqualTo("otherwise");
    }

    @Test
    void takesOnlyTheRequestsWithItsKey() {
        Behaviour forOne = refuse.forKey("pixel-b");
        assertThat(through(forOne, "{\"event\":\"purchase\",\"key\":\"pixel-b\"}"))
                .isEqualTo("reply 503 no");
        assertThat(through(forOne, "{\"key\":\"pixel-a\"}")).isEqualTo("otherwise");
        assertThat(through(forOne, "no json")).isEqualTo("otherwise");
    }

    @Test
    void answersLaterWhatItAnswers() {
        assertThat(through(refuse.delayed(Duration.ofMillis(50)))).isEqualTo("after 50 reply 503 no");
    }

    @Test
    void leavesToTheNextWhatItDoesNotTake() {
        Behaviour chain = refuse.first(1).or(Behaviours.silence().first(1));
        assertThat(through(chain)).isEqualTo("reply 503 no");
        assertThat(through(chain)).isEqualTo("silence");
        assertThat(through(chain)).isEqualTo("otherwise");
    }

    @Test
    void resetsBeforeOrAfterTheBodyWasRead() {
        assertThat(through(Behaviours.resetBeforeReading())).isEqualTo("reset-before");
        assertThat(through(Behaviours.resetAfterReading())).isEqualTo("reset-after");
    }

    @Test
    void refusesImpossibleValuesByTheirNames() {
        assertThatThrownBy(() -> refuse.first(0)).hasMessage("first must be at least 1, but is 0");
        assertThatThrownBy(() -> refuse.share(1.01, new SplittableRandom()))
                .hasMessage("share must be from 0 to 1, but is 1.01");
        assertThatThrownBy(() -> refuse.share(Double.NaN, new SplittableRandom()))
                .hasMessage("share must be from 0 to 1, but is NaN");
        assertThatThrownBy(() -> refuse.delayed(Duration.ofMillis(-1)))
                .hasMessage("delay must not be negative, but is PT-0.001S");
        assertThatThrownBy(() -> refuse.during(Duration.ZERO, Clock.systemUTC()))
                .hasMessage("for must be longer than nothing, but is PT0S");
        assertThatThrownBy(() -> Behaviours.trickle(Reply.of(200), Duration.ofNanos(1)))
                .hasMessage("trickle must be at least 1ms, but is PT0.000000001S");
        assertThatThrownBy(() -> Behaviours.status(199)).hasMessage("status must be from 200 to 599, but is 199");
        assertThatThrownBy(() -> Behaviours.status(600)).hasMessage("status must be from 200 to 599, but is 600");
        assertThatThrownBy(() -> Reply.of(200).with("A:", "b"))
                .hasMessage("headers must have a token as name and printable ASCII as value, but one is 'A:'");
    }
}
