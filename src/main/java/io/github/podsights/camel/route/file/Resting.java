package io.github.podsights.camel.route.file;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Files that are left alone for a while: what went wrong with them would only go wrong again at once. */
final class Resting {

    private final Map<Path, Instant> until = new ConcurrentHashMap<>();
    private final InstantSource clock;

    Resting(InstantSource clock) {
        this.clock = clock;
    }

    void add(Path file, Duration rest) {
        until.put(file, clock.instant().plus(rest));
    }

    boolean contains(Path file) {
        Instant end = until.get(file);
        if (end != null && !end.isAfter(clock.instant())) {
            until.remove(file);
            return false;
        }
        return end != null;
    }
}
