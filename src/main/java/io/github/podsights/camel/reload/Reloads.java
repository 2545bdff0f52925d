package io.github.podsights.camel.reload;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What became of changes of the configuration: how many, and how the last one ended. */
public final class Reloads {

    /** How a reload ended. */
    public enum Result {
        /** What was changed is in force. */
        APPLIED,
        /** It has an error: everything stays as it was. */
        REFUSED,
        /** What is in flight could not be brought to its end: it is tried again later. */
        POSTPONED;

        /** The word for it in metrics. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final InstantSource clock;
    private final Map<Result, Long> counts = new EnumMap<>(Result.class);
    private Instant since;
    private String origin = "";
    private String trouble;

    /** What is in force now is in force since now. */
    public Reloads(InstantSource clock) {
        this.clock = clock;
        this.since = now();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    /** It did not begin with what stands in the files, but with what was kept of them. */
    public synchronized void beganWithLastGood(Instant savedAt, String why) {
        origin = "the last good one, of " + savedAt.truncatedTo(ChronoUnit.SECONDS) + ", ";
        trouble = "THE FILES ARE REFUSED: " + why;
    }

    /** A change is in force. */
    public synchronized void applied() {
        count(Result.APPLIED);
        since = now();
        origin = "";
        trouble = null;
    }

    /** A change is not in force, for a reason; nothing of it is secret. */
    public synchronized void refused(String why) {
        count(Result.REFUSED);
        trouble = "THE CHANGE SEEN AT " + now() + " IS REFUSED: " + why;
    }

    /** A change waits, for a reason. */
    public synchronized void postponed(String why) {
        count(Result.POSTPONED);
        trouble = "the change seen at " + now() + " waits: " + why;
    }

    /** What was changed, and not in force, was changed back. */
    public synchronized void changedBack() {
        trouble = null;
    }

    private void count(Result result) {
        counts.merge(result, 1L, Long::sum);
    }

    /** How many ended so. */
    public synchronized long of(Result result) {
        return counts.getOrDefault(result, 0L);
    }

    /** Since when what is in force is in force, and whether something else should be. */
    public synchronized String note() {
        return origin + "in force since " + since + (trouble == null ? "" : "; " + trouble);
    }

    /** What should be in force and is not, and why; empty if there is nothing. */
    public synchronized Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }
}
