package io.github.podsights.camel.route;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Message;

/** The properties of a message that we write to a queue of JMS. Nothing else goes along. */
public final class MessageProperties {

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

    /** Those of a dead letter. */
    public static final List<String> OF_LETTERS = List.of(ID, INTEGRATION, DELIVERY, CALL, OUTCOME, REASON, FILE);

    /** Those of a parked delivery. */
    public static final List<String> OF_PARKED = List.of(ID, INTEGRATION, DUE);

    private MessageProperties() {}

    /** Those of a message's headers that have one of these names. */
    public static Map<String, Object> of(Message message, List<String> names) {
        Map<String, Object> properties = new HashMap<>(message.getHeaders());
        properties.keySet().retainAll(names);
        return properties;
    }
}
