package io.github.podsights.camel.collector;

import static io.github.podsights.camel.collector.FakeCall.through;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BehaviourDocumentTest {

    private final MovableClock clock = new MovableClock();
    private final BehaviourDocument documents = new BehaviourDocument(() -> 0L, clock);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                            | accept
            {"status":503}                                | reply 503 {"status":503}
            {"status":503,"body":"no"}                    | reply 503 no
            {"body":{"success":false}}                    | reply 200 {"success":false}
            {"status":429,"retry_after":2}                | reply 429 {Retry-After=2} {"status":429}
            {"status":403,"headers":{"X-Why":"key"}}      | reply 403 {X-Why=key} {"status":403}
            {"delay":"50ms"}                              | after 50 accept
            {"delay":"1m","status":500}                   | after 60000 reply 500 {"status":500}
            {"reset":true}                                | reset-after
            {"reset":"after"}                             | reset-after
            {"reset":"before"}                            | reset-before
            {"half":true}                                 | half 200 {"status":200}
            {"silence":true}                              | silence
            {"trickle":"100ms","body":"ab"}               | trickle 200 ab every 100
            {"huge":true}                                 | reply 200 10000000 characters
            {"redirect":"http://127.0.0.1:1/"}            | reply 307 {Location=http://127.0.0.1:1/} {"status":307}
            {"status":500,"share":0}                      | otherwise
            {"status":500,"key":"other"}                  | otherwise
            [{"status":500,"share":0},{"silence":true}]   | silence
            []                                            | otherwise
            """)
    void readsEachKey(String document, String done) {
        assertThat(through(documents.read(document))).isEqualTo(done);
    }

    @Test
    void countsFirstAmongThoseThatTheOtherKeysLetThrough() {
        Behaviour behaviour = documents.read("{\"status\":500,\"body\":\"no\",\"first\":1,\"key\":\"a\"}");
        assertThat(through(behaviour, "{\"key\":\"b\"}")).isEqualTo("otherwise");
        assertThat(through(behaviour, "{\"key\":\"a\"}")).isEqualTo("reply 500 no");
        assertThat(through(behaviour, "{\"key\":\"a\"}")).isEqualTo("otherwise");
    }

    @Test
    void endsAWhileByTheClock() {
        Behaviour behaviour = documents.read("{\"status\":429,\"body\":\"\",\"for\":\"10s\"}");
        assertThat(through(behaviour)).isEqualTo("reply 429 ");
        clock.move(Duration.ofSeconds(10));
        assertThat(through(behaviour)).isEqualTo("otherwise");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"statsu":503}                  | 'statsu' is no key of a behaviour; the closest are status,
            {"Delay":"50ms"}                | 'Delay' is no key of a behaviour; the closest are delay,
            {"status":503,"reset":true}     | reset and status don't go together
            {"half":true,"silence":true}    | half and silence don't go together
            {"status":"503"}                | status must be a whole number, but is "503"
            {"status":99}                   | status must be from 200 to 599, but is 99
            {"share":2}                     | share must be from 0 to 1, but is 2.0
            {"share":"5%"}                  | share must be a number, but is "5%"
            {"first":0}                     | first must be at least 1, but is 0
            {"first":1.5}                   | first must be a whole number, but is 1.5
            {"delay":50}                    | delay must be a duration such as 500ms, 10s, 5m or 1h, but is '50'
            {"for":"10 s"}                  | for must be a duration such as 500ms, 10s, 5m or 1h, but is '10 s'
            {"silence":false}               | silence must be true, but is false
            {"reset":"now"}                 | reset must be true, "before" or "after", but is "now"
            {"retry_after":1.5}             | retry_after must be seconds or a date, but is 1.5
            {"headers":"X: y"}              | headers must be an object, but is "X: y"
            {"headers":{"X":1}}             | headers.X must be a string, but is 1
            {"status":1,"status":2}         | a behaviour must be JSON: Duplicate field 'status'
            {                               | a behaviour must be JSON:
            503                             | a behaviour must be a JSON object, or an array of objects
            [503]                           | a behaviour must be a JSON object, or an array of objects
            """)
    void refusesWhatItCannotMeanByTheNameOfTheKey(String document, String message) {
        assertThatThrownBy(() -> documents.read(document))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }
}
