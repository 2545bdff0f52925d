package io.github.podsights.camel.parked;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** How long a delivery is parked, stage by stage; after the last one it is a dead letter. */
public final class ParkSchedule {

    /** What is kept where there is no schedule any more comes back so often. */
    private static final Duration WITHOUT_SCHEDULE = Duration.ofMinutes(1);

    private final List<Duration> delays;

    /** @param delays of the stages, each more than zero; empty: nothing is parked */
    public ParkSchedule(List<Duration> delays) {
        this.delays = List.copyOf(delays);
    }

    /**
     * The delay of the next stage.
     *
     * @param stages how many the delivery has behind it, maybe of an earlier schedule that was longer
     * @return empty if there is none
     */
    public Optional<Duration> next(int stages) {
        return stages < delays.size() ? Optional.of(delays.get(stages)) : Optional.empty();
    }

    /**
     * The delay of a stage.
     *
     * @param stage from 1; beyond the last one, as after an earlier schedule that was longer, that of the last one
     */
    public Duration ofStage(int stage) {
        return delays.isEmpty() ? WITHOUT_SCHEDULE : delays.get(Math.min(stage, delays.size()) - 1);
    }

    /**
     * How long a delivery is kept at once that is to be kept for a time: the longest delay within it, so that few steps
     * lead there; the shortest one if none is.
     */
    public Duration atOnce(Duration wait) {
        return delays.stream()
                .filter(delay -> delay.compareTo(wait) <= 0)
                .max(Comparator.naturalOrder())
                .or(() -> delays.stream().min(Comparator.naturalOrder()))
                .orElse(WITHOUT_SCHEDULE);
    }
}
