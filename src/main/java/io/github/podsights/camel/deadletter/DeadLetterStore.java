package io.github.podsights.camel.deadletter;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Where dead letters lie, and what became of each. A letter is open, claimed by one replay at a time, or replayed. Safe for
 * use by several threads. What can't be reached throws {@link IOException}, with a message for people.
 */
public interface DeadLetterStore extends AutoCloseable {

    /** What became of a letter. */
    enum State {
        /** Nothing yet. */
        OPEN,
        /** A replay is about it, or was when its process died. */
        CLAIMED,
        /** It was replayed, and what came of that is settled. */
        REPLAYED
    }

    /** A letter that lies there, and may not be read yet. */
    interface Entry {

        /** Its id. */
        String id();

        State state();

        /** Whether the replay that has it is gone; false unless it is claimed. */
        boolean isAbandoned() throws IOException;

        /**
         * Reads it; empty if it has gone since.
         *
         * @throws BrokenLetterException if it is none
         */
        Optional<KeptLetter> read() throws BrokenLetterException, IOException;
    }

    /** A letter that is ours alone, until one of the two is called. */
    interface Claim {

        /** It was not replayed: it is open again. */
        void release() throws IOException;

        /** What came of it is settled: it is not replayed again. */
        void replayed() throws IOException;
    }

    /** Is given one letter after the other. */
    @FunctionalInterface
    interface Visitor {

        /** Looks at a letter; false ends the visit. */
        boolean visit(Entry entry) throws IOException, InterruptedException;
    }

    /** Where it is, for people. */
    String place();

    /** About how many letters are in a state. */
    long count(Set<State> states) throws IOException;

    /**
     * Visits letters in the order in which they were written, in a topic for each partition. Of those that are written or
     * moved meanwhile some may be visited, none twice in the same state.
     *
     * @param since those that were written before are left out
     */
    void visit(Set<State> states, Instant since, Visitor visitor) throws IOException, InterruptedException;

    /** Finds a letter, in whatever state. */
    Optional<Entry> find(String id) throws IOException, InterruptedException;

    /**
     * Claims a letter: of all that try only one succeeds.
     *
     * @return empty if it is another one's, or gone
     */
    Optional<Claim> claim(Entry entry) throws IOException, InterruptedException;

    /** Whether {@link #erase} can be used; else letters are erased by age alone. */
    boolean erasesSingly();

    /** Erases a letter; false if it was gone. */
    boolean erase(Entry entry) throws IOException;

    /** Erases all letters written before, in whatever state but under a replay that is at work; how many there were. */
    long eraseBefore(Instant before) throws IOException, InterruptedException;

    @Override
    void close();
}
