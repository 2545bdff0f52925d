package io.github.podsights.camel.delivery;

import static io.github.podsights.camel.delivery.AcceptedInMemoryTest.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.podsights.camel.delivery.Duplicates.Claim;
import io.github.podsights.camel.store.UnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Claims of deliveries that are the same, also by many threads. */
@Timeout(60)
class DuplicatesTest {

    private static final Duration LONG = Duration.ofMinutes(10);

    private final Duplicates duplicates =
            new Duplicates(new AcceptedInMemory(Duration.ofHours(24), 100_000, System::nanoTime));
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void theFirstGoesOnAndItsTwinIsADuplicateOnceItIsAccepted() throws Exception {
        assertThat(duplicates.claim(key(1))).isEqualTo(Claim.FIRST);
        assertThat(duplicates.claim(key(1))).isEqualTo(Claim.IN_FLIGHT);
        assertThat(duplicates.claim(key(2))).isEqualTo(Claim.FIRST);

        duplicates.accepted(key(1));

        assertThat(duplicates.claim(key(1))).isEqualTo(Claim.ACCEPTED);
        assertThat(duplicates.claim(key(1))).as("it is nobody's").isEqualTo(Claim.ACCEPTED);
    }

    @Test
    void anotherGoesOnWhenTheFirstIsReleased() throws Exception {
        duplicates.claim(key(1));
        duplicates.released(key(1));

        assertThat(duplicates.claim(key(1))).isEqualTo(Claim.FIRST);
    }

    @Test
    void releasingWhatNobodyHoldsIsNothing() throws Exception {
        duplicates.released(key(1));

        assertThat(duplicates.claim(key(1))).isEqualTo(Claim.FIRST);
    }

    @Test
    void twinsWaitForTheEnd() throws Exception {
        duplicates.claim(key(1));
        Future<Boolean> ended = threads.submit(() -> duplicates.await(key(1), LONG));
        await().until(() -> duplicates.waiting() == 1);
        assertThat(ended).isNotDone();

        duplicates.accepted(key(1));

        assertThat(ended.get()).isTrue();
        assertThat(duplicates.waiting()).isZero();
    }

    @Test
    void nobodyWaitsForWhatIsNotInFlight() throws Exception {
        assertThat(duplicates.await(key(1), LONG)).isTrue();
    }

    @Test
    void theWaitHasAnEnd() throws Exception {
        duplicates.claim(key(1));

        assertThat(duplicates.await(key(1), Duration.ofMillis(1))).isFalse();
        assertThat(duplicates.await(key(1), Duration.ofMillis(-1))).isFalse();
        assertThat(duplicates.waiting()).isZero();
    }

    @Test
    void theWaitCanBeInterrupted() throws Exception {
        duplicates.claim(key(1));
        CountDownLatch interrupted = new CountDownLatch(1);
        Thread twin = new Thread(() -> {
            try {
                duplicates.await(key(1), LONG);
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        });
        twin.start();
        await().until(() -> duplicates.waiting() == 1);

        twin.interrupt();

        assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(duplicates.waiting()).isZero();
        assertThat(duplicates.claim(key(1))).as("the first still goes on").isEqualTo(Claim.IN_FLIGHT);
    }

    @Test
    void lettingGoEndsTheWaitsAndNobodyWaitsAnyMore() throws Exception {
        duplicates.claim(key(1));
        Future<Boolean> ended = threads.submit(() -> duplicates.await(key(1), LONG));
        await().until(() -> duplicates.waiting() == 1);

        duplicates.letGo();

        assertThat(ended.get()).isTrue();
        duplicates.claim(key(2));
        assertThat(duplicates.await(key(2), LONG)).isTrue();
        duplicates.accepted(key(1));
        assertThat(duplicates.claim(key(1))).isEqualTo(Claim.ACCEPTED);
    }

    @Test
    void ofManyTwinsOneAtATimeGoesOnUntilOneIsAccepted() throws Exception {
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger sent = new AtomicInteger();
        AtomicInteger duplicate = new AtomicInteger();
        CountDownLatch start = new CountDownLatch(1);
        List<Future<?>> twins = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            twins.add(threads.submit(() -> {
                start.await();
                Claim claim = duplicates.claim(key(1));
                while (claim == Claim.IN_FLIGHT) {
                    duplicates.await(key(1), LONG);
                    claim = duplicates.claim(key(1));
                }
                if (claim == Claim.ACCEPTED) {
                    return duplicate.incrementAndGet();
                }
                most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                boolean last = sent.incrementAndGet() == 5;
                atOnce.decrementAndGet();
                if (last) {
                    duplicates.accepted(key(1));
                } else {
                    duplicates.released(key(1));
                }
                return 0;
            }));
        }

        start.countDown();
        for (Future<?> twin : twins) {
            twin.get();
        }

        assertThat(most).hasValue(1);
        assertThat(sent).as("four were not accepted, the fifth was").hasValue(5);
        assertThat(duplicate).hasValue(59);
        assertThat(duplicates.waiting()).isZero();
    }

    @Test
    void nothingIsClaimedIfItCanNotBeLookedUp() throws Exception {
        Duplicates away = new Duplicates(new Away());

        assertThatThrownBy(() -> away.claim(key(1))).isInstanceOf(UnavailableException.class);
        assertThatThrownBy(() -> away.claim(key(1))).as("not in flight").isInstanceOf(UnavailableException.class);
    }

    @Test
    void aTwinGoesOnIfItCanNotBeRememberedThatTheFirstWasAccepted() throws Exception {
        Duplicates away = new Duplicates(new Away() {
            @Override
            public boolean contains(DuplicateKey key) {
                return false;
            }
        });
        away.claim(key(1));

        assertThatThrownBy(() -> away.accepted(key(1))).isInstanceOf(UnavailableException.class);

        assertThat(away.claim(key(1))).isEqualTo(Claim.FIRST);
    }

    /** A database that is not to be reached. */
    private static class Away implements AcceptedKeys {

        @Override
        public boolean contains(DuplicateKey key) throws UnavailableException {
            throw new UnavailableException("away");
        }

        @Override
        public void add(DuplicateKey key) throws UnavailableException {
            throw new UnavailableException("away");
        }

        @Override
        public void close() {}
    }
}
