package io.github.podsights.camel.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.podsights.camel.yaml.Finding;
import io.github.podsights.camel.yaml.Findings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerTableTest {

    private static final Set<Integer> TRANSIENT = Set.of(408, 425, 429);
    private static final Set<Integer> SET_UP = Set.of(401, 403, 404);

    @TempDir
    Path directory;

    private final AnswerTable shipped = AnswerTableReader.shipped();

    @Test
    void putsEveryStatusIntoItsClass() throws IOException {
        for (int status = 100; status < 1_000; status++) {
            Answer answer = of(shipped, status, "{}");
            assertThat(answer.answerClass()).as("%s", status).isEqualTo(fromTheSpecification(status));
            assertThat(answer.throttles()).as("%s", status).isEqualTo(status == 429);
        }
    }

    @Test
    void rejectsWhatIsNoStatusAtAll() throws IOException {
        for (int status : new int[] {Integer.MIN_VALUE, -1, 0, 99, 1000, Integer.MAX_VALUE}) {
            assertThat(of(shipped, status, "").answerClass()).isEqualTo(AnswerClass.REJECTED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"answers: []", "answers: [{status: 4xx, class: rejected}]"})
    void refusesATableByWhichNothingIsEverAccepted(String yaml) throws IOException {
        Path file = Files.writeString(directory.resolve("podsights.yaml"), yaml);
        Findings findings = new Findings();

        assertThat(AnswerTableReader.read(file, findings)).isEmpty();
        assertThat(findings.list())
                .singleElement()
                .extracting(Finding::found)
                .isEqualTo("no row by which anything is accepted");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\": \"unknown pixel\"}",
                "{\"error\": {\"code\": 7}}",
                "{\"error\": true}",
                "{\"error\": 1}",
                "{\"errors\": [\"value\"]}",
                "{\"success\": false}",
                "{\"success\": \"false\"}"
            })
    void rejectsA200ThatCarriesAnError(String body) throws IOException {
        Answer answer = of(shipped, 200, body);

        assertThat(answer.answerClass()).isEqualTo(AnswerClass.REJECTED);
        assertThat(body).contains(answer.detail());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ok",
                "{}",
                "{\"error\": null}",
                "{\"error\": \"\"}",
                "{\"error\": false}",
                "{\"error\": {}}",
                "{\"errors\": []}",
                "{\"success\": true}",
                "{\"message\": \"no error\"}",
                "an error, but not JSON",
                "[{\"error\": 1}]",
                "{\"error\": ",
                "\"error\"",
                "\u0000\uFFFDerror"
            })
    void acceptsA200ThatCarriesNone(String body) throws IOException {
        assertThat(of(shipped, 200, body).answerClass()).isEqualTo(AnswerClass.ACCEPTED);
    }

    @Test
    void takesTheFirstRowThatFits() throws IOException {
        AnswerTable table = read("""
                answers:
                  - {status: 202, class: transient}
                  - {status: 200-299, body: {path: result.state, is: [queued, 3]}, class: transient, throttle: true}
                  - {status: [2xx, 409], class: accepted}
                  - {status: 400, class: set-up}
                """).orElseThrow();

        assertThat(of(table, 202, "").answerClass()).isEqualTo(AnswerClass.TRANSIENT);
        assertThat(of(table, 201, "{\"result\": {\"state\": \"queued\"}}"))
                .isEqualTo(new Answer(AnswerClass.TRANSIENT, true, "result.state"));
        assertThat(of(table, 201, "{\"result\": {\"state\": 3}}").throttles()).isTrue();
        assertThat(of(table, 201, "{\"result\": {\"state\": \"done\"}}").answerClass())
                .isEqualTo(AnswerClass.ACCEPTED);
        assertThat(of(table, 409, "").answerClass()).isEqualTo(AnswerClass.ACCEPTED);
        assertThat(of(table, 400, "").answerClass()).isEqualTo(AnswerClass.SET_UP);
        assertThat(of(table, 503, "").answerClass()).as("in no row").isEqualTo(AnswerClass.REJECTED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "answer: []|unknown key 'answer'",
                "answers: 7|found a number",
                "answers: [7]|found a number; expected a row with status and class",
                "answers: [{class: accepted}]|no status",
                "answers: [{status: 2xx}]|no class",
                "answers: [{status: 2xx, class: ok}]|found 'ok'; expected accepted, transient, set-up or rejected",
                "answers: [{status: 20x, class: accepted}]|found '20x'",
                "answers: [{status: 0, class: accepted}]|found '0'",
                "answers: [{status: 299-200, class: accepted}]|the lower number first",
                "answers: [{status: 2xx, class: accepted, throttle: true}]|expected class: transient",
                "answers: [{status: 2xx, class: rejected, body: {is: x}}]|no path",
                "answers: [{status: 2xx, class: rejected, bodi: {path: x}}]|did you mean 'body'"
            })
    void saysWhereAndWhatIsWrong(String yaml, String message) throws IOException {
        Findings findings = new Findings();
        Path file = Files.writeString(directory.resolve("profile.yaml"), yaml);

        assertThat(AnswerTableReader.read(file, findings)).isEmpty();

        assertThat(findings.list()).isNotEmpty().anySatisfy(finding -> assertThat(finding.toString())
                .contains("profile.yaml:1")
                .contains(message));
    }

    @Test
    void hasWordsForMetricsAndLogs() {
        assertThat(Arrays.stream(AnswerClass.values()).map(AnswerClass::word))
                .containsExactly("accepted", "transient", "set-up", "rejected");
    }

    @ParameterizedTest
    @EnumSource(value = AnswerClass.class, mode = EnumSource.Mode.EXCLUDE, names = "ACCEPTED")
    void saysInAFailedAttemptNoMoreThanTheStatusAndItsClass(AnswerClass answerClass) {
        AttemptFailedException failure =
                new AttemptFailedException(new Answer(answerClass, false, null), 418, Duration.ofSeconds(3));

        assertThat(failure).hasMessage("the collector answered 418 (" + answerClass.word() + ")");
        assertThat(failure.status()).isEqualTo(418);
        assertThat(failure.answerClass()).isEqualTo(answerClass);
        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(3));
        assertThat(failure.getStackTrace()).isEmpty();
    }

    private Optional<AnswerTable> read(String yaml) throws IOException {
        return AnswerTableReader.read(Files.writeString(directory.resolve("profile.yaml"), yaml), new Findings());
    }

    private static Answer of(AnswerTable table, int status, String body) throws IOException {
        return table.of(status, () -> body.getBytes(StandardCharsets.UTF_8));
    }

    private static AnswerClass fromTheSpecification(int status) {
        if (status / 100 == 2) {
            return AnswerClass.ACCEPTED;
        }
        if (status / 100 == 5 || TRANSIENT.contains(status)) {
            return AnswerClass.TRANSIENT;
        }
        return SET_UP.contains(status) ? AnswerClass.SET_UP : AnswerClass.REJECTED;
    }
}
