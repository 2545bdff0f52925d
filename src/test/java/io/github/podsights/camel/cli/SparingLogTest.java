package io.github.podsights.camel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.spi.FilterReply;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SparingLogTest {

    private static final String CLIENT = "org.apache.kafka.clients.consumer.Consumer";

    private final AtomicLong now = new AtomicLong();
    private final SparingLog filter = new SparingLog(now::get);
    private final LoggerContext context = new LoggerContext();

    @Test
    void theSameMessagePassesOnceInHalfAMinute() {
        assertThat(decide(CLIENT, "[Consumer clientId=1] is away")).isEqualTo(FilterReply.NEUTRAL);
        assertThat(decide(CLIENT, "[Consumer clientId=2] is away")).isEqualTo(FilterReply.DENY);
        assertThat(decide(CLIENT, "[Consumer clientId=1] is back")).isEqualTo(FilterReply.NEUTRAL);

        now.addAndGet(TimeUnit.SECONDS.toNanos(30));

        assertThat(decide(CLIENT, "[Consumer clientId=2] is away")).isEqualTo(FilterReply.NEUTRAL);
    }

    @Test
    void ourOwnMessagesPassAsOftenAsTheyComeAndAQuestionIsNoMessage() {
        for (int i = 0; i < 3; i++) {
            assertThat(decide("io.github.podsights.camel.route.X", "again")).isEqualTo(FilterReply.NEUTRAL);
            assertThat(decide(CLIENT, null)).isEqualTo(FilterReply.NEUTRAL);
        }
    }

    private FilterReply decide(String name, String format) {
        Logger logger = context.getLogger(name);
        return filter.decide(null, logger, Level.WARN, format, null, null);
    }
}
