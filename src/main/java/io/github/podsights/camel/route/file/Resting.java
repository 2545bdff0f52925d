package io.github.podsights.camel.route.file;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Files that are left alone for a while: what went wrong with them would only go wrong again at once. */
final class Resting {

    private record Rest(Instant from, Instant until) {

        /** Not by a clock that was set back either: that would be a rest of hours, or of years. */
        private boolean isOn(Instant now) {
            return until.isAfter(now) && !from.isAfter(now);
        }
    }

    private final Map<Path, Rest> rests = new ConcurrentHashMap<>();
    private final InstantSource clock;

    Resting(InstantSource clock) {
        this.clock = clock;
    }

    void add(Path file, Duration rest) {
        Instant now = clock.instant();
        rests.put(file, new Rest(now, now.plus(rest)));
    }

    boolean contains(Path file) {
        Rest rest = rests.get(file);
        if (rest == null || rest.isOn(clock.instant())) {
            return rest != null;
        }
        rests.remove(file);
        return false;
    }
}
