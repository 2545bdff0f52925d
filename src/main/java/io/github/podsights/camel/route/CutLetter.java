package io.github.podsights.camel.route;

import io.github.podsights.camel.deadletter.DeadLetter;
import io.github.podsights.camel.deadletter.DeadLetter.Holds;
import io.github.podsights.camel.delivery.Delivery;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A dead letter that is too large for its topic or queue is written with less in it: it would never go through as it is. */
final class CutLetter implements Unwritten.Mending {

    private static final Logger LOG = LoggerFactory.getLogger(CutLetter.class);

    private static final String LETTER = "podsightsLetter";

    private static final String HOLDS = "podsightsLetterHolds";

    private final Units units;

    CutLetter(Units units) {
        this.units = units;
    }

    /** Keeps a letter that is going to be written. */
    static void keep(Exchange exchange, DeadLetter letter) {
        exchange.setProperty(LETTER, letter);
        exchange.removeProperty(HOLDS);
    }

    /** The letter that is going to be written. */
    static DeadLetter letter(Exchange exchange) {
        return exchange.getProperty(LETTER, DeadLetter.class);
    }

    @Override
    public boolean canMend(Exchange exchange, Exception failure) {
        DeadLetter letter = exchange.getProperty(LETTER, DeadLetter.class);
        Optional<Holds> less = letter == null || !TooLargeException.isSaidBy(failure)
                ? Optional.empty()
                : exchange.getProperty(HOLDS, Holds.ALL, Holds.class).less();
        if (less.isEmpty()) {
            return false;
        }
        Delivery delivery = Current.delivery(exchange);
        int bytes = letter.bytes().length;
        exchange.setProperty(HOLDS, less.get());
        exchange.setProperty(
                LETTER, units.of(delivery.received().bytes().length, () -> letter.holding(less.get(), delivery)));
        LOG.warn(
                "The {} of {} bytes is larger than its topic or queue takes: {}. Give the topic a max.message.bytes, or the"
                        + " broker of the queue a maxFrameSize, of several times podsights.event.max-bytes",
                letter,
                bytes,
                less.get() == Holds.NOTHING
                        ? "it is written without its event"
                        : "of an event of more than 64 KiB it keeps the first 64 KiB");
        return true;
    }

    /** Camel has put back what was to be written first. */
    @Override
    public void mend(Exchange exchange) {
        DeadLetter letter = exchange.getProperty(LETTER, DeadLetter.class);
        if (letter != null && exchange.getProperty(HOLDS) != null) {
            boolean text = exchange.getMessage().getBody() instanceof String;
            exchange.getMessage().setBody(text ? new String(letter.bytes(), StandardCharsets.UTF_8) : letter.bytes());
        }
    }
}
