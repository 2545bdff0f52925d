package io.github.podsights.camel.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class AnswerClassTest {

    private static final Set<Integer> TRANSIENT = Set.of(408, 425, 429);
    private static final Set<Integer> SET_UP = Set.of(401, 403, 404);

    static IntStream everyStatus() {
        return IntStream.rangeClosed(100, 599);
    }

    @ParameterizedTest
    @MethodSource("everyStatus")
    void putsEveryStatusIntoItsClass(int status) {
        assertThat(AnswerClass.of(status)).isEqualTo(fromTheTable(status));
    }

    @Test
    void rejectsWhatIsNoStatusAtAll() {
        assertThat(IntStream.of(Integer.MIN_VALUE, -1, 0, 99, 600, 999, Integer.MAX_VALUE)
                        .mapToObj(AnswerClass::of))
                .containsOnly(AnswerClass.REJECTED);
    }

    @Test
    void hasWordsForMetricsAndLogs() {
        assertThat(java.util.Arrays.stream(AnswerClass.values()).map(AnswerClass::word))
                .containsExactly("accepted", "transient", "set-up", "rejected");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ACCEPTED")
    void saysInAFailedAttemptNoMoreThanTheStatusAndItsClass(AnswerClass answerClass) {
        AttemptFailedException failure = new AttemptFailedException(answerClass, 418);

        assertThat(failure).hasMessage("the collector answered 418 (" + answerClass.word() + ")");
        assertThat(failure.status()).isEqualTo(418);
        assertThat(failure.answerClass()).isEqualTo(answerClass);
        assertThat(failure.getStackTrace()).isEmpty();
    }

    private static AnswerClass fromTheTable(int status) {
        if (status / 100 == 2) {
            return AnswerClass.ACCEPTED;
        }
        if (status / 100 == 5 || TRANSIENT.contains(status)) {
            return AnswerClass.TRANSIENT;
        }
        return SET_UP.contains(status) ? AnswerClass.SET_UP : AnswerClass.REJECTED;
    }
}
