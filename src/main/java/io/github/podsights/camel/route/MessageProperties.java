package io.github.podsights.camel.route;

import java.util.List;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

/**
 * The properties of a message that we write to a queue of JMS, and the filter that lets these go along, and nothing else: the
 * other headers are the collector's, which may tell what it was told, or Camel's.
 */
public final class MessageProperties implements HeaderFilterStrategy {

    /** The id of a dead letter, or of a parked delivery. */
    public static final String ID = "podsights_id";

    /** The integration's id, or {@code none}. */
    public static final String INTEGRATION = "podsights_integration";

    /** When a parked delivery is due: milliseconds since 1970. */
    public static final String DUE = "podsights_due";

    /** The key of a delivery, the same when it comes again; the id of the letter where nothing finds its event again. */
    static final String DELIVERY = "podsights_delivery";

    static final String CALL = "podsights_call";

    static final String OUTCOME = "podsights_outcome";

    static final String REASON = "podsights_reason";

    /** Where a dead letter lies once it is a file: {@code 2026-11-24/ID.json}. */
    static final String FILE = "podsights_file";

    private static final Set<String> OURS =
            Set.copyOf(List.of(ID, INTEGRATION, DUE, DELIVERY, CALL, OUTCOME, REASON, FILE));

    @Override
    public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
        return !OURS.contains(name);
    }

    @Override
    public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
        return true;
    }
}
