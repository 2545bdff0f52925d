package io.github.podsights.camel.route.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.podsights.camel.parked.ParkTopic;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NotBeforeTest {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private Instant now = NOON;
    private final NotBefore notBefore = new NotBefore(() -> now);

    @Test
    void waitsUntilTheMillisecondThatItSays() {
        ConsumerRecord<byte[], byte[]> parked = parked("events-parked-10m", text(NOON.plusSeconds(600)));

        now = NOON.plusSeconds(600).minusMillis(1);
        assertThat(notBefore.test(parked)).isFalse();
        now = NOON.plusSeconds(600);
        assertThat(notBefore.test(parked)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"253402300799000", "9223372036854775807"})
    void comesBackAtOnceIfItSaysATimeBeyondWhatItsTopicDelays(String year9999) {
        assertThat(notBefore.test(parked("events-parked-16h", year9999))).isTrue();
    }

    @Test
    void waitsAsLongAsItsTopicDelaysAndClocksMayDiffer() {
        Instant latest = NOON.plusSeconds(600 + 300);

        assertThat(notBefore.test(parked("events-parked-10m", text(latest)))).isFalse();
        assertThat(notBefore.test(parked("events-parked-10m", text(latest.plusMillis(1)))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "1e9", "99999999999999999999", "-5", "0"})
    void comesBackAtOnceIfItSaysNothingThatIsToCome(String text) {
        assertThat(notBefore.test(parked("events-parked-10m", text))).isTrue();
        assertThat(notBefore.test(new ConsumerRecord<>("events-parked-10m", 0, 0, null, new byte[0])))
                .isTrue();
    }

    private static String text(Instant instant) {
        return Long.toString(instant.toEpochMilli());
    }

    private static ConsumerRecord<byte[], byte[]> parked(String topic, String text) {
        ConsumerRecord<byte[], byte[]> parked = new ConsumerRecord<>(topic, 0, 0, null, new byte[0]);
        parked.headers().add(ParkTopic.NOT_BEFORE, text.getBytes(StandardCharsets.US_ASCII));
        return parked;
    }
}
