package io.github.podsights.camel.collector;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * What came in since one moment. Clearing means a new ledger, so that a request that is in flight meanwhile is settled
 * in the one that it was entered in.
 */
final class Ledger {

    /** Kept bodies take no more than this, whatever the number of requests to keep. */
    private static final long MAX_KEPT_BYTES = 64L << 20;

    private final int keep;
    private final BodyScan scan;
    private final Deque<Arrival> kept = new ArrayDeque<>();
    private long keptBytes;

    private final LongAdder requests = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder withoutId = new LongAdder();
    private final AtomicLong inFlight = new AtomicLong();
    private final AtomicLong maxInFlight = new AtomicLong();
    private final Map<String, LongAdder> byStatus = new ConcurrentHashMap<>();
    private final IdCounts bodies = new IdCounts();
    private final IdCounts ids = new IdCounts();
    private final IdCounts accepted = new IdCounts();
    private final AtomicLong firstNanos = new AtomicLong();
    private final AtomicLong lastNanos = new AtomicLong();

    Ledger(CollectorOptions options) {
        this.keep = options.keep();
        this.scan = new BodyScan(options.idField());
    }

    /** Enters a request whose head was read. */
    Arrival arrived(Supplier<Map<String, String>> headers) {
        requests.increment();
        long now = System.nanoTime();
        lastNanos.set(now);
        firstNanos.compareAndSet(0, now);
        long flying = inFlight.incrementAndGet();
        if (flying > maxInFlight.get()) {
            maxInFlight.accumulateAndGet(flying, Math::max);
        }
        Arrival arrival = new Arrival();
        if (keep > 0) {
            keep(arrival, headers.get());
        }
        return arrival;
    }

    /** The kept requests, oldest first. */
    synchronized List<ReceivedRequest> received() {
        return kept.stream().map(Arrival::toRequest).toList();
    }

    Stats stats(long connections, long openConnections) {
        Map<String, Long> answers = new TreeMap<>();
        byStatus.forEach((answer, count) -> answers.put(answer, count.sum()));
        return new Stats(
                requests.sum(),
                inFlight.get(),
                maxInFlight.get(),
                answers,
                bodies.distinct(),
                ids.distinct(),
                ids.twice(),
                accepted.distinct(),
                accepted.twice(),
                withoutId.sum(),
                bytes.sum(),
                connections,
                openConnections,
                (lastNanos.get() - firstNanos.get()) / 1e9);
    }

    private synchronized void keep(Arrival arrival, Map<String, String> headers) {
        arrival.at = Instant.now();
        arrival.headers = headers;
        arrival.isKept = true;
        kept.add(arrival);
        evict();
    }

    private void evict() {
        while (kept.size() > keep || (keptBytes > MAX_KEPT_BYTES && kept.size() > 1)) {
            Arrival oldest = kept.remove();
            oldest.isKept = false;
            keptBytes -= oldest.body.length;
        }
    }

    /** One request, from its head to its answer. */
    final class Arrival {
        private static final byte[] NOTHING = {};

        private Instant at;
        private Map<String, String> headers;
        private boolean isKept;
        private byte[] body = NOTHING;
        private int status;
        private String answer = "in_flight";
        private long id = BodyScan.NONE;

        /** Enters the body. */
        void read(byte[] whole) {
            bytes.add(whole.length);
            bodies.add(BodyScan.hash(whole, 0, whole.length));
            id = scan.idIn(whole);
            if (id == BodyScan.NONE) {
                withoutId.increment();
            } else {
                ids.add(id);
            }
            if (keep > 0) {
                keepBody(whole);
            }
        }

        /**
         * Enters the answer, once.
         *
         * @param statusAnswered 0 if there was none
         */
        void settled(int statusAnswered, String how) {
            if (keep > 0) {
                synchronized (Ledger.this) {
                    status = statusAnswered;
                    answer = how;
                }
            }
            if (id != BodyScan.NONE && statusAnswered / 100 == 2) {
                accepted.add(id);
            }
            byStatus.computeIfAbsent(how, key -> new LongAdder()).increment();
            inFlight.decrementAndGet();
        }

        private void keepBody(byte[] whole) {
            synchronized (Ledger.this) {
                if (isKept) {
                    body = whole;
                    keptBytes += whole.length;
                    evict();
                }
            }
        }

        private ReceivedRequest toRequest() {
            return new ReceivedRequest(at, headers, new String(body, StandardCharsets.UTF_8), status, answer);
        }
    }
}
