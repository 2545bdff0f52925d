package io.github.podsights.bench;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/** How long events took from being produced to being accepted. When that was, an event carries in its order id. */
final class Latencies {

    /** What the order id of an event begins with that is counted; the microseconds since 1970 follow. */
    static final String PREFIX = "AT-";

    private static final byte[] FIELD = ("\"order_id\":\"" + PREFIX).getBytes(StandardCharsets.UTF_8);

    private long[] micros = new long[1 << 14];
    private int count;

    /** Microseconds since 1970, by the clock that all processes of this machine share. */
    static long now() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    /** An event was accepted just now; one without such an order id is not counted. */
    void add(byte[] body) {
        for (int i = 0; i + FIELD.length < body.length; i++) {
            if (Arrays.equals(body, i, i + FIELD.length, FIELD, 0, FIELD.length)) {
                add(now() - digits(body, i + FIELD.length));
                return;
            }
        }
    }

    synchronized int count() {
        return count;
    }

    /** The latency that so many percent do not exceed; 0 if there are none. */
    synchronized long percentile(int percent) {
        if (count == 0) {
            return 0;
        }
        long[] sorted = Arrays.copyOf(micros, count);
        Arrays.sort(sorted);
        return sorted[Math.max(0, (int) Math.ceil(count * (percent / 100.0)) - 1)];
    }

    private synchronized void add(long latency) {
        if (count == micros.length) {
            micros = Arrays.copyOf(micros, 2 * count);
        }
        micros[count++] = latency;
    }

    private static long digits(byte[] body, int from) {
        long value = 0;
        for (int i = from; i < body.length && Character.isDigit(body[i]); i++) {
            value = 10 * value + (body[i] - '0');
        }
        return value;
    }
}
