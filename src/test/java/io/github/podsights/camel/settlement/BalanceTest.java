package io.github.podsights.camel.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.podsights.camel.delivery.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BalanceTest {

    @Test
    void countsADeliveryWhereItIs() {
        Balance balance = new Balance();
        Balance.Account account = balance.account("shop", "file");
        for (int i = 0; i < 4; i++) {
            account.received();
        }
        account.ended(Outcome.DELIVERED);
        account.ended(Outcome.INVALID);
        account.released();

        assertThat(balance.lines()).singleElement().satisfies(line -> {
            assertThat(line.received()).isEqualTo(4);
            assertThat(line.of(Outcome.DELIVERED)).isEqualTo(1);
            assertThat(line.of(Outcome.INVALID)).isEqualTo(1);
            assertThat(line.of(Outcome.REJECTED)).isZero();
            assertThat(line.ended()).isEqualTo(2);
            assertThat(line.released()).isEqualTo(1);
            assertThat(line.inFlight()).isEqualTo(1);
            assertThat(line.balances()).isTrue();
        });
    }

    @Test
    void keepsIntegrationsAndSourcesApartAndAddsThemUp() {
        Balance balance = new Balance();
        balance.account("b", "file").received();
        balance.account("a", "kafka").received();
        balance.account("a", "file").received();
        balance.account("a", "file").ended(Outcome.DELIVERED);
        balance.account("b", "file").ended(Outcome.DELIVERED);

        assertThat(balance.lines())
                .extracting(line -> line.integration() + " " + line.source())
                .containsExactly("a file", "a kafka", "b file");
        assertThat(balance.total().received()).isEqualTo(3);
        assertThat(balance.total().of(Outcome.DELIVERED)).isEqualTo(2);
        assertThat(balance.total().inFlight()).isEqualTo(1);
    }

    @Test
    void countsADeliveryThatIsParkedAndComesBack() {
        Balance balance = new Balance();
        Balance.Account account = balance.account("shop", "file");
        account.received();
        account.parked();
        account.resumed();
        account.parked();
        account.resumed();
        account.ended(Outcome.DELIVERED);

        assertThat(balance.total()).satisfies(line -> {
            assertThat(line.received()).isEqualTo(1);
            assertThat(line.resumed()).isEqualTo(2);
            assertThat(line.parked()).isEqualTo(2);
            assertThat(line.inFlight()).isZero();
            assertThat(line.balances()).isTrue();
        });
    }

    @Test
    void saysWhenTheBooksDoNotBalance() {
        Map<Outcome, Long> outcomes = Map.of(Outcome.DELIVERED, 2L, Outcome.INVALID, 1L);

        assertThat(new Balance.Line("a", "file", 5, 2, outcomes, 2, 1, 1).balances())
                .isTrue();
        assertThat(new Balance.Line("a", "file", 5, 2, outcomes, 2, 1, 0).balances())
                .isFalse();
        assertThat(new Balance.Line("a", "file", 5, 1, outcomes, 2, 1, 1).balances())
                .isFalse();
        assertThat(new Balance.Line("a", "file", 4, 2, outcomes, 2, 1, 1).balances())
                .isFalse();
    }

    @Test
    void eachLineBalancesWhileItIsReadAndManyThreadsWrite() throws Exception {
        Balance balance = new Balance();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                int seed = i;
                writers.add(threads.submit(() -> write(balance, new Random(seed))));
            }
            boolean writing;
            do {
                writing = writers.stream().anyMatch(writer -> !writer.isDone());
                assertThat(balance.lines()).allMatch(Balance.Line::balances);
                assertThat(balance.total().balances()).isTrue();
            } while (writing);
            for (Future<?> writer : writers) {
                writer.get(10, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(balance.total().received()).isEqualTo(4 * 20_000);
        assertThat(balance.total().inFlight()).isZero();
    }

    private static void write(Balance balance, Random random) {
        Outcome[] outcomes = Outcome.values();
        for (int i = 0; i < 20_000; i++) {
            Balance.Account account = balance.account("integration " + random.nextInt(3), "file");
            account.received();
            if (random.nextInt(10) == 0) {
                account.released();
            } else {
                account.ended(outcomes[random.nextInt(outcomes.length)]);
            }
        }
    }
}
