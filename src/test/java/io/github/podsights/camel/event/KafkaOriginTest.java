package io.github.podsights.camel.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;

class KafkaOriginTest {

    private static final Origin ORIGIN = new KafkaOrigin("podsights-events", 3, 5_000_000_000L);

    @Test
    void isFoundByTopicPartitionAndOffset() {
        assertThat(ORIGIN.kind()).isEqualTo("kafka");
        assertThat(ORIGIN.coordinates())
                .containsExactly(
                        entry("topic", "podsights-events"), entry("partition", 3), entry("offset", 5_000_000_000L));
    }

    @Test
    void isWrittenInOneWord() {
        assertThat(ORIGIN).hasToString("podsights-events-3@5000000000");
        assertThat(new KafkaOrigin("a\nb", 0, 0)).hasToString("a\\nb-0@0");
    }
}
