package io.github.podsights.camel.deadletter;

import io.github.podsights.camel.deadletter.DeadLetterStore.Entry;
import io.github.podsights.camel.deadletter.DeadLetterStore.State;
import io.github.podsights.camel.delivery.Outcome;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Which dead letters are meant: those that all of it is true of.
 *
 * @param ids one of these; empty for any
 * @param integration the integration's id; null for any
 * @param outcome null for any
 * @param reason what stands somewhere in the reason, whatever its case; null for any
 * @param since written then or later; {@link Instant#MIN} for any
 */
public record LetterFilter(Set<String> ids, String integration, Outcome outcome, String reason, Instant since) {

    /** All letters. */
    public static final LetterFilter ALL = new LetterFilter(Set.of(), null, null, null, Instant.MIN);

    public LetterFilter {
        ids = Set.copyOf(ids);
        Objects.requireNonNull(since, "since");
    }

    /** Is given each letter that is meant. */
    @FunctionalInterface
    public interface Found {

        /** False: no more of them. */
        boolean letter(Entry entry, KeptLetter letter) throws IOException, InterruptedException;
    }

    /**
     * Goes through the letters of a store, one after the other.
     *
     * @param broken is told what can't be read; the others go on
     * @return those of {@link #ids} that were not found; empty if the visit was ended
     */
    public Set<String> visit(
            DeadLetterStore store, Set<State> states, Found found, Consumer<BrokenLetterException> broken)
            throws IOException, InterruptedException {
        Set<String> missing = new HashSet<>(ids);
        boolean[] ended = {false};
        store.visit(states, first(), entry -> {
            if (!ids.isEmpty() && !missing.contains(entry.id())) {
                return true;
            }
            missing.remove(entry.id());
            Optional<Lying> read = read(entry, store, states, broken);
            if (read.isPresent() && matches(read.get().letter())) {
                ended[0] = !found.letter(read.get().entry(), read.get().letter());
            }
            return !ended[0] && (ids.isEmpty() || !missing.isEmpty());
        });
        return ended[0] ? Set.of() : missing;
    }

    /** A letter that was read, and where it lies. */
    private record Lying(Entry entry, KeptLetter letter) {}

    private static Optional<Lying> read(
            Entry entry, DeadLetterStore store, Set<State> states, Consumer<BrokenLetterException> broken)
            throws IOException, InterruptedException {
        try {
            Optional<KeptLetter> letter = entry.read();
            if (letter.isPresent()) {
                return Optional.of(new Lying(entry, letter.get()));
            }
            // It is gone, or a replay has moved it a moment ago.
            Optional<Entry> lies = store.find(entry.id()).filter(found -> states.contains(found.state()));
            return lies.isEmpty() ? Optional.empty() : lies.get().read().map(moved -> new Lying(lies.get(), moved));
        } catch (BrokenLetterException e) {
            broken.accept(e);
            return Optional.empty();
        }
    }

    /** No letter that is meant was written before. */
    private Instant first() {
        Instant oldest = ids.stream()
                .map(id -> LetterId.time(id).orElse(Instant.MIN))
                .min(Instant::compareTo)
                .orElse(Instant.MIN);
        return oldest.isAfter(since) ? oldest : since;
    }

    /** Whether a letter is meant. */
    public boolean matches(KeptLetter letter) {
        return (ids.isEmpty() || ids.contains(letter.id()))
                && (integration == null || integration.equals(letter.integration()))
                && (outcome == null || outcome == letter.outcome())
                && (reason == null || contains(letter.reason(), reason))
                && !letter.at().isBefore(since);
    }

    private static boolean contains(String text, String part) {
        return text != null && text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
    }
}
