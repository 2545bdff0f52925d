package io.github.podsights.camel.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** What replays dead letters in this instance. */
public interface Replays {

    /** Where the letters lie, for people, and to be compared: {@code file:/srv/podsights/data/dead-letters}. */
    String place();

    /** Whether one can be begun now: not while the instance starts or stops. */
    boolean areReady();

    /**
     * Reads an order.
     *
     * @throws IllegalArgumentException if it can't be; its message is shown
     */
    Replay of(JsonNode order);

    /** A replay that is not begun yet. */
    @FunctionalInterface
    interface Replay {

        /**
         * Replays, and comes back when each letter is settled or let go.
         *
         * @throws IOException if the letters can't be reached; its message is for people
         */
        void run(Told told) throws IOException, InterruptedException;
    }

    /** Who is told of it. Safe for use by several threads. */
    interface Told {

        /** Tells something. Waits while whoever is told does not keep up; does nothing once it is gone. */
        void line(ObjectNode line);

        /** Whether it is gone: then the replay is to end. */
        boolean isGone();
    }
}
