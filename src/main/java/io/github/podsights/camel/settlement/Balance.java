package io.github.podsights.camel.settlement;

import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.delivery.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/**
 * The books: of every delivery that was received, or came back from where it was parked, where it is. At any time and for
 * each integration and source,
 *
 * <pre>received + resumed = Σ outcomes + parked + released + in flight</pre>
 *
 * where each is counted where it happens, and none by subtraction.
 */
public final class Balance {

    private record Key(String integration, String source) {}

    private final Map<Key, Account> accounts = new ConcurrentHashMap<>();
    private final List<BiConsumer<String, String>> listeners = new CopyOnWriteArrayList<>();

    /**
     * The account of one integration and source.
     *
     * @param integration an integration's id, or {@code none}
     * @param source the kind of source
     */
    public Account account(String integration, String source) {
        Key key = new Key(integration, source);
        Account known = accounts.get(key);
        if (known != null) {
            return known;
        }
        Account made = new Account();
        Account before = accounts.putIfAbsent(key, made);
        if (before != null) {
            return before;
        }
        listeners.forEach(listener -> listener.accept(integration, source));
        return made;
    }

    /** Whether something came from a source for another integration than this. */
    public boolean isSharedSource(String integration, String source) {
        return accounts.keySet().stream()
                .anyMatch(key -> key.source().equals(source)
                        && !key.integration().equals(integration)
                        && !key.integration().equals(Delivery.NONE));
    }

    /**
     * Tells of each account, by its integration and source: of those that there are at once, of others as they appear. Of
     * one that appears meanwhile it may be told twice.
     */
    public void onAccount(BiConsumer<String, String> listener) {
        listeners.add(listener);
        accounts.keySet().forEach(key -> listener.accept(key.integration(), key.source()));
    }

    /** All lines, sorted by integration and source. Each line balances in itself, also while deliveries are under way. */
    public List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        accounts.forEach((key, account) -> lines.add(account.line(key.integration(), key.source())));
        lines.sort(Comparator.comparing(Line::integration).thenComparing(Line::source));
        return lines;
    }

    /** The sum of all lines. */
    public Line total() {
        return total(lines());
    }

    /** The sum of some lines. */
    public static Line total(List<Line> lines) {
        return lines.stream().reduce(Line.NOTHING, Line::plus);
    }

    /** The books of one integration and source; two figures change at a time, under one lock, so that a line balances. */
    public static final class Account {

        private final EnumMap<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
        private long received;
        private long resumed;
        private long parked;
        private long released;
        private long inFlight;
        private final AtomicInteger heldAlone = new AtomicInteger();
        private final AtomicInteger heldAsItsOwn = new AtomicInteger();

        /**
         * An event that other integrations took as well waits for nothing any more but for deliveries of this one.
         *
         * @return to be run when the event is done
         */
        public Runnable heldAlone() {
            return begin(heldAlone);
        }

        /**
         * An event that no other integration took is under way.
         *
         * @return to be run when the event is done
         */
        public Runnable heldAsItsOwn() {
            return begin(heldAsItsOwn);
        }

        private static Runnable begin(AtomicInteger count) {
            count.incrementAndGet();
            return count::decrementAndGet;
        }

        /** How many events, that other integrations took as well, wait for this one alone: it takes their room. */
        public int eventsHeldAlone() {
            return heldAlone.get();
        }

        /** How many events are under way that no other integration took, and {@link #heldAsItsOwn} tells of. */
        public int eventsOfItsOwn() {
            return heldAsItsOwn.get();
        }

        /** A delivery came in. */
        public synchronized void received() {
            received++;
            inFlight++;
        }

        /** A delivery came back from where it was parked. */
        public synchronized void resumed() {
            resumed++;
            inFlight++;
        }

        /** A delivery that was in flight is kept where it comes back from: that is confirmed. */
        public synchronized void parked() {
            parked++;
            inFlight--;
        }

        /** A delivery that was in flight ended. */
        public synchronized void ended(Outcome outcome) {
            outcomes.merge(outcome, 1L, Long::sum);
            inFlight--;
        }

        /** A delivery that was in flight was let go, not acknowledged: it comes again. */
        public synchronized void released() {
            released++;
            inFlight--;
        }

        synchronized Line line(String integration, String source) {
            return new Line(
                    integration, source, received, resumed, new EnumMap<>(outcomes), parked, released, inFlight);
        }
    }

    /**
     * The state of one account.
     *
     * @param received deliveries that came in
     * @param resumed deliveries that came back from where they were parked; of an earlier process, too
     * @param outcomes how many ended in each outcome; an outcome that has not happened is absent
     * @param parked how many times a delivery was parked
     * @param released deliveries let go without an acknowledgement
     * @param inFlight deliveries under way
     */
    public record Line(
            String integration,
            String source,
            long received,
            long resumed,
            Map<Outcome, Long> outcomes,
            long parked,
            long released,
            long inFlight) {

        private static final Line NOTHING = new Line("all", "all", 0, 0, Map.of(), 0, 0, 0);

        public Line {
            outcomes = Map.copyOf(outcomes);
        }

        /** How many ended in an outcome. */
        public long of(Outcome outcome) {
            return outcomes.getOrDefault(outcome, 0L);
        }

        /** How many ended at all. */
        public long ended() {
            return outcomes.values().stream().mapToLong(Long::longValue).sum();
        }

        /** Whether the books balance. */
        public boolean balances() {
            return received + resumed == ended() + parked + released + inFlight;
        }

        private Line plus(Line other) {
            Map<Outcome, Long> sum = new EnumMap<>(Outcome.class);
            sum.putAll(outcomes);
            other.outcomes.forEach((outcome, count) -> sum.merge(outcome, count, Long::sum));
            return new Line(
                    integration,
                    source,
                    received + other.received,
                    resumed + other.resumed,
                    sum,
                    parked + other.parked,
                    released + other.released,
                    inFlight + other.inFlight);
        }
    }
}
