package io.github.podsights.camel.cli;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Counts what became of dead letters in a replay. Safe for use by several threads. */
final class ReplayTally {

    private final Set<String> underWay = new HashSet<>();
    private long looked;
    private long done;
    private long failedAgain;
    private long left;
    private long released;
    private long unnoted;
    private long abandoned;
    private long old;
    private long broken;

    /** One is claimed, and on its way. */
    synchronized void began(String id) {
        underWay.add(id);
    }

    /** How many are on their way. */
    synchronized int underWay() {
        return underWay.size();
    }

    synchronized void add(ReplayedLetter letter) {
        underWay.remove(letter.id());
        looked++;
        switch (letter.end()) {
            case LEFT -> left++;
            case RELEASED -> released++;
            case UNNOTED -> unnoted++;
            default -> {
                if (letter.isDone()) {
                    done++;
                } else {
                    failedAgain++;
                }
            }
        }
    }

    synchronized void abandoned(String id) {
        underWay.remove(id);
        looked++;
        abandoned++;
    }

    synchronized void broken() {
        looked++;
        broken++;
    }

    /** Counts an event that is older than it should be; whether it is the first. */
    synchronized boolean old() {
        return old++ == 0;
    }

    /** How many letters were looked at. */
    synchronized long looked() {
        return looked;
    }

    /** Whether something failed again, or is left behind. */
    synchronized boolean hasFailures() {
        return failedAgain + left + released + unnoted + abandoned + broken > 0;
    }

    /** Such as {@code 1,234 dead letters, 50/s, 3 failed again}. */
    synchronized String progress(double seconds) {
        String text = String.format(
                Locale.ROOT, "%,d dead letters, %,d/s", looked, Math.round(looked / Math.max(seconds, 0.001)));
        return failedAgain == 0 ? text : text + String.format(Locale.ROOT, ", %,d failed again", failedAgain);
    }

    /** The end of a replay, a line for each thing that there is to say. */
    synchronized String summary(boolean dryRun) {
        StringBuilder text = new StringBuilder();
        text.append(letters(done + failedAgain))
                .append(dryRun ? " would be replayed" : failedAgain == 0 ? " replayed" : " replayed, of which ");
        if (failedAgain > 0) {
            text.append(dryRun ? ", of which " : "")
                    .append(failedAgain)
                    .append(dryRun ? " would fail again" : " failed again");
            text.append(dryRun ? "" : failedAgain == 1 ? " and is a dead letter anew" : " and are dead letters anew");
        }
        line(text, left, "not to be replayed as things are, left open");
        line(text, unnoted, "replayed, which could not be noted: left as claimed, and not to be sent again");
        line(text, released, "let go before it was settled, open again");
        line(text, broken, "not to be read, left where it is");
        line(text, abandoned, "claimed by a replay that is gone, and perhaps sent: --claimed sends again");
        line(text, old, "with an event older than podsights.delivery.max-age, which the collector dates to today");
        return text.toString();
    }

    private static void line(StringBuilder text, long count, String what) {
        if (count > 0) {
            text.append('\n').append(letters(count)).append(' ').append(what);
        }
    }

    private static String letters(long count) {
        return count + (count == 1 ? " dead letter" : " dead letters");
    }
}
