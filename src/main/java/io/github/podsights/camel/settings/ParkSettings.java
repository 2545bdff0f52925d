package io.github.podsights.camel.settings;

import static io.github.podsights.camel.settings.Check.check;
import static io.github.podsights.camel.settings.Check.positive;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What becomes of a delivery that failed in place.
 *
 * @param schedule how long it is parked, stage by stage, each more than zero, at most 20; empty: nothing is parked
 * @param places where, by the kind of source; a kind that is missing is not parked
 * @param max how many may be parked until sources are held, 1 to 10,000,000
 */
public record ParkSettings(List<Duration> schedule, Map<String, ParkUri> places, int max) {

    public ParkSettings {
        schedule = List.copyOf(schedule);
        places = Map.copyOf(places);
        check(
                Property.PARK_SCHEDULE,
                schedule.size() <= 20,
                schedule.size() + " stages",
                "at most 20 durations by commas, such as 1m,10m,1h, or none");
        schedule.forEach(stage -> positive(Property.PARK_SCHEDULE, stage));
        check(Property.PARK_MAX, max >= 1 && max <= 10_000_000, Integer.toString(max), "a number from 1 to 10000000");
    }

    /** The same, with nothing parked, and nothing taken back. */
    ParkSettings off() {
        return new ParkSettings(List.of(), Map.of(), max);
    }

    /** The directory, if something is parked in one: there is at most one. */
    public Optional<Path> directory() {
        return places.values().stream()
                .filter(ParkUri.Directory.class::isInstance)
                .map(place -> ((ParkUri.Directory) place).path())
                .findAny();
    }

    /** The queue, if something is parked in JMS. */
    public Optional<String> queue() {
        return places.values().stream()
                .filter(ParkUri.Queue.class::isInstance)
                .map(place -> ((ParkUri.Queue) place).name())
                .findAny();
    }

    /** The prefix of the topics, if something is parked in Kafka. */
    public Optional<String> topics() {
        return places.values().stream()
                .filter(ParkUri.Topics.class::isInstance)
                .map(place -> ((ParkUri.Topics) place).prefix())
                .findAny();
    }
}
