package io.github.podsights.camel.route.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.podsights.camel.deadletter.DeadLetterStore.State;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What became of the dead letters of a topic, as the records of its state topic tell in their order: of several claims of
 * one letter the first holds. Keeps some hundred bytes of each letter that was ever claimed.
 */
final class Claims {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * Where a letter is.
     *
     * @param by the replay that has it, or had
     * @param at when that was said last, milliseconds since 1970
     */
    record Held(State state, String by, long at) {}

    private final Map<String, Held> letters = new HashMap<>();

    /** A record: a replay claims a letter, or goes on holding it. */
    static byte[] claimed(String by) {
        return written(record("claimed", by));
    }

    /** A record: a replay takes a letter over that another one holds; of no effect if that one has said more since. */
    static byte[] claimed(String by, Held over) {
        return written(record("claimed", by).put("over", over.by()).put("seen", over.at()));
    }

    /** A record: a replay lets a letter go. */
    static byte[] open(String by) {
        return written(record("open", by));
    }

    /** A record: a letter was replayed. */
    static byte[] replayed(String by) {
        return written(record("replayed", by));
    }

    private static ObjectNode record(String state, String by) {
        return JsonNodeFactory.instance.objectNode().put("state", state).put("by", by);
    }

    private static byte[] written(ObjectNode json) {
        try {
            return JSON.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of texts can always be written", e);
        }
    }

    /**
     * Takes in a record.
     *
     * @param value null if the letter is forgotten
     */
    synchronized void apply(byte[] key, byte[] value, long timestamp) {
        if (key == null) {
            return;
        }
        String id = new String(key, StandardCharsets.UTF_8);
        if (value == null) {
            letters.remove(id);
            return;
        }
        try {
            apply(id, JSON.readTree(value), timestamp);
        } catch (IOException e) {
            // Not ours.
        }
    }

    private void apply(String id, JsonNode json, long timestamp) {
        String by = json.path("by").asText();
        Held held = letters.get(id);
        boolean claimed = held != null && held.state() == State.CLAIMED;
        switch (json.path("state").asText()) {
            case "claimed" -> {
                if (held == null || (claimed && (held.by().equals(by) || isTakenOver(held, json)))) {
                    letters.put(id, new Held(State.CLAIMED, by, timestamp));
                }
            }
            case "open" -> {
                if (claimed && held.by().equals(by)) {
                    letters.remove(id);
                }
            }
            case "replayed" -> letters.put(id, new Held(State.REPLAYED, "", timestamp));
            default -> {
                // Not ours.
            }
        }
    }

    /** Whoever renewed its claim after that was looked at is at work. */
    private static boolean isTakenOver(Held held, JsonNode json) {
        return held.by().equals(json.path("over").asText())
                && held.at() == json.path("seen").asLong(-1);
    }

    /** Where a letter is; empty if it is open. */
    synchronized Optional<Held> of(String id) {
        return Optional.ofNullable(letters.get(id));
    }

    /** The ids of all letters that are not open. */
    synchronized List<String> ids() {
        return new ArrayList<>(letters.keySet());
    }
}
