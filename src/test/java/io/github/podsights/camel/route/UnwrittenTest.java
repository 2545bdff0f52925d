package io.github.podsights.camel.route;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.github.podsights.camel.event.FileOrigin;
import io.github.podsights.camel.event.Origin;
import io.github.podsights.camel.event.Received;
import io.github.podsights.camel.settlement.Balance;
import java.io.IOException;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** Whether dead letters can be written, as health has it: while something waits, and for a while after a caller was told. */
class UnwrittenTest {

    private static final Origin SOURCE = new FileOrigin("events.jsonl", 1);

    private long now = Long.MAX_VALUE - 1_000;
    private final Unwritten unwritten =
            new Unwritten("Dead letters", new Stopping(), Unwritten.Mending.NONE, () -> now);

    @Test
    void isDownForAMinuteAfterACallerWasToldThatItsLetterCantBeWritten() throws Exception {
        try (LogLines log = LogLines.open(Level.ERROR, Level.OFF)) {
            assertThat(fail(Origin.DIRECT)).isFalse();

            assertThat(unwritten.whyNot()).contains("can't be written (IOException)");
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains("can't be written (IOException)")
                    .doesNotContain("the source is held");

            pass(Duration.ofMinutes(1).minusNanos(1));
            assertThat(unwritten.whyNot()).isPresent();

            pass(Duration.ofNanos(1));
            assertThat(unwritten.whyNot())
                    .as("nothing waits, and it may work by now")
                    .isEmpty();

            fail(Origin.DIRECT);
            assertThat(unwritten.whyNot()).isPresent();
            assertThat(log.lines()).as("told again").hasSize(2);
        }
    }

    @Test
    void isDownForAsLongAsSomethingWaits() throws Exception {
        Exchange exchange = exchange(SOURCE);
        unwritten.process(exchange);
        assertThat(unwritten.again(exchange)).isTrue();

        pass(Duration.ofHours(1));

        assertThat(unwritten.whyNot()).contains("can't be written (IOException); 1 wait, and the source is held");
        unwritten.written(); // another one, that is smaller
        assertThat(unwritten.whyNot()).contains("can't be written (IOException); 1 wait, and the source is held");
        unwritten.begins(exchange);
        assertThat(unwritten.whyNot()).isEmpty();
    }

    @Test
    void isUpAsSoonAsOneIsWritten() throws Exception {
        fail(Origin.DIRECT);
        unwritten.written();

        assertThat(unwritten.whyNot()).isEmpty();
    }

    private boolean fail(Origin origin) {
        Exchange exchange = exchange(origin);
        unwritten.process(exchange);
        return unwritten.again(exchange);
    }

    private static Exchange exchange(Origin origin) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        EventUnderWay.begin(Received.of("{}".getBytes(UTF_8), origin), new Balance(), exchange);
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, new IOException("no space left"));
        return exchange;
    }

    private void pass(Duration duration) {
        now += duration.toNanos();
    }
}
