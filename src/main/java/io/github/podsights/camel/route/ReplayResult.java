package io.github.podsights.camel.route;

import io.github.podsights.camel.deadletter.KeptLetter;
import io.github.podsights.camel.delivery.Delivery;
import java.util.List;

/**
 * What became of a dead letter in a replay.
 *
 * @param end whether it counts as replayed
 * @param deliveries what was delivered, filtered or failed again; empty unless it was replayed, noted or not
 * @param reason why it was not replayed, or not noted, for people; null if it was
 */
public record ReplayResult(KeptLetter letter, End end, List<Delivery> deliveries, String reason) {

    /** Where the letter is then. */
    public enum End {
        /** Each of its deliveries is settled; what failed again is a dead letter anew. */
        REPLAYED,
        /** A stop, or an error, came between: it is open as before. */
        RELEASED,
        /** It can't be replayed as things are: it was not touched. */
        LEFT,
        /** As {@link #REPLAYED}, but that could not be noted: it is left as claimed. */
        UNNOTED
    }

    public ReplayResult {
        deliveries = List.copyOf(deliveries);
    }
}
