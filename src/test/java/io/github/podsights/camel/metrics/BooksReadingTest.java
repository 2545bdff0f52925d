package io.github.podsights.camel.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.podsights.camel.settlement.Balance;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Figures that are asked for one after the other are of one moment. */
class BooksReadingTest {

    private static final BooksReading.Account SHOP = new BooksReading.Account("shop", "file");

    private final Balance balance = new Balance();
    private long now;
    private final BooksReading reading = new BooksReading(balance, () -> now);

    @Test
    void allAreOfTheMomentOfTheFirst() {
        reading.add(SHOP);
        balance.account("shop", "file").received();
        assertThat(received()).isEqualTo(1);

        balance.account("shop", "file").received();
        assertThat(inFlight()).isEqualTo(1);

        assertThat(received()).as("asked for again: looks anew").isEqualTo(2);
        assertThat(inFlight()).isEqualTo(2);
    }

    @Test
    void aMomentLastsASecond() {
        reading.add(SHOP);
        balance.account("shop", "file").received();
        assertThat(received()).isEqualTo(1);
        balance.account("shop", "file").received();

        now = TimeUnit.SECONDS.toNanos(1) - 1;
        assertThat(inFlight()).isEqualTo(1);

        now++;
        assertThat(reading.read(SHOP, "released", Balance.Line::released)).isZero();
        assertThat(inFlight()).isEqualTo(2);
    }

    @Test
    void anAccountHasItsFiguresOnceEachOfThemCanBeAskedFor() {
        balance.account("shop", "file").received();
        assertThat(received()).isZero();

        reading.add(SHOP);
        assertThat(inFlight())
                .as("looks anew, although it was not asked for yet")
                .isEqualTo(1);
    }

    private long received() {
        return reading.read(SHOP, "received", Balance.Line::received);
    }

    private long inFlight() {
        return reading.read(SHOP, "in flight", Balance.Line::inFlight);
    }
}
