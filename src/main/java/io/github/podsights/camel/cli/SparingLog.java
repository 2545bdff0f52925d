package io.github.podsights.camel.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Marker;

/**
 * Lets the same message of Kafka's clients, and of Camel's consumers over them, pass once in half a minute: while a broker
 * is away, each client says the same several times a second.
 */
public final class SparingLog extends TurboFilter {

    private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(30);

    /** Some messages are made anew each time, with a number in them. */
    private static final int MOST = 1_000;

    private final LongSupplier nanoTime;
    private final Map<String, Long> said = new ConcurrentHashMap<>();

    /** As Logback makes it. */
    public SparingLog() {
        this(System::nanoTime);
    }

    SparingLog(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    @Override
    public FilterReply decide(
            Marker marker, Logger logger, Level level, String format, Object[] parameters, Throwable failure) {
        if (format == null || !isTalkative(logger.getName()) || !level.isGreaterOrEqual(logger.getEffectiveLevel())) {
            return FilterReply.NEUTRAL;
        }
        long now = nanoTime.getAsLong();
        if (said.size() >= MOST) {
            said.clear();
        }
        // Clients differ by a number in brackets.
        String key = logger.getName() + ' ' + format.replaceAll("^\\[[^\\]]*]", "");
        boolean[] passes = {false};
        said.compute(key, (same, last) -> {
            passes[0] = last == null || now - last >= PERIOD_NANOS;
            return passes[0] ? now : last;
        });
        return passes[0] ? FilterReply.NEUTRAL : FilterReply.DENY;
    }

    private static boolean isTalkative(String logger) {
        return logger.startsWith("org.apache.kafka.") || logger.startsWith("org.apache.camel.component.kafka.");
    }
}
