package io.github.podsights.camel.cli;

import io.github.podsights.camel.deadletter.BrokenLetterException;
import io.github.podsights.camel.deadletter.DeadLetterStore;
import io.github.podsights.camel.deadletter.DeadLetterStore.State;
import io.github.podsights.camel.deadletter.LetterFilter;
import io.github.podsights.camel.deadletter.LetterId;
import io.github.podsights.camel.deadletter.LetterSubject;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Which dead letters are to be erased.
 *
 * @param filter null for any
 * @param subject null for anybody's
 * @param before those written before
 */
record PurgeChoice(LetterFilter filter, LetterSubject subject, Instant before) {

    private static final Set<State> ALL = EnumSet.allOf(State.class);

    /** Whether it can be seen without a letter being read. */
    boolean isByAgeAlone() {
        return filter == null && subject == null;
    }

    /**
     * What there is to erase.
     *
     * @param letters how many
     * @param missing the ids of the filter that were not found
     */
    record Counted(long letters, Set<String> missing) {}

    /**
     * Counts them.
     *
     * @param rows is given a row for each; of those chosen by their age alone the id
     * @param broken is told what can't be read, and so can't be chosen but by its age
     */
    Counted count(DeadLetterStore store, Consumer<String> rows, Consumer<BrokenLetterException> broken)
            throws IOException, InterruptedException {
        long[] count = {0};
        Set<String> missing = Set.of();
        if (isByAgeAlone()) {
            store.visit(ALL, Instant.MIN, entry -> {
                if (isOld(entry.id())) {
                    count[0]++;
                    rows.accept(entry.id());
                }
                return true;
            });
        } else {
            missing = visit(
                    store,
                    (entry, letter) -> {
                        count[0]++;
                        rows.accept(LetterText.row(letter, entry.state()));
                        return true;
                    },
                    broken);
        }
        return new Counted(count[0], missing);
    }

    /** Erases them; how many there were. */
    long erase(DeadLetterStore store) throws IOException, InterruptedException {
        if (isByAgeAlone()) {
            return store.eraseBefore(before);
        }
        long[] erased = {0};
        var unused = visit(
                store,
                (entry, letter) -> {
                    erased[0] += store.erase(entry) ? 1 : 0;
                    return true;
                },
                broken -> {});
        return erased[0];
    }

    private Set<String> visit(DeadLetterStore store, LetterFilter.Found found, Consumer<BrokenLetterException> broken)
            throws IOException, InterruptedException {
        LetterFilter which = filter == null ? LetterFilter.ALL : filter;
        return which.visit(
                store,
                ALL,
                (entry, letter) ->
                        !isOld(entry.id()) || (subject != null && !subject.isIn(letter)) || found.letter(entry, letter),
                broken);
    }

    private boolean isOld(String id) {
        return LetterId.is(id)
                && LetterId.time(id).filter(at -> at.isBefore(before)).isPresent();
    }
}
