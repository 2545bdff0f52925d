package io.github.podsights.camel.collector;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Reads behaviours from JSON: an object is one behaviour, an array is a chain of them, of which the first that takes a
 * request answers it. {@code {"status": 503, "share": 0.05}} answers a twentieth of the requests with 503, and accepts
 * the rest. The narrowing keys work from outside in: {@code key}, {@code for}, {@code share}, {@code first}; so
 * {@code first} counts the requests that the others let through. {@code delay} then holds up what is left.
 */
final class BehaviourDocument {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** What happens instead of a plain answer; at most one of these. */
    private static final List<String> SHAPES = List.of("reset", "half", "silence", "trickle", "huge", "redirect");

    /** What an answer says. */
    private static final List<String> REPLY = List.of("status", "body", "headers", "retry_after");

    private static final List<String> NARROWING = List.of("key", "for", "share", "first", "delay");

    private static final KnownWords KEYS = new KnownWords(all());

    private final RandomGenerator random;
    private final Clock clock;

    BehaviourDocument(RandomGenerator random, Clock clock) {
        this.random = random;
        this.clock = clock;
    }

    /** @throws IllegalArgumentException if it is no JSON, has an unknown key, or a value that a key can't have */
    Behaviour read(String json) {
        JsonNode document;
        try {
            document = JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a behaviour must be JSON: " + e.getOriginalMessage(), e);
        }
        if (!document.isArray()) {
            return one(document);
        }
        Behaviour chain = (call, otherwise) -> otherwise.run();
        for (JsonNode element : document) {
            chain = chain.or(one(element));
        }
        return chain;
    }

    private Behaviour one(JsonNode node) {
        if (!(node instanceof ObjectNode document)) {
            throw new IllegalArgumentException("a behaviour must be a JSON object, or an array of objects");
        }
        document.fieldNames().forEachRemaining(BehaviourDocument::requireKnown);
        Behaviour behaviour = answer(document);
        behaviour = narrow(behaviour, document, "delay", value -> duration("delay", value), Behaviour::delayed);
        behaviour = narrow(behaviour, document, "first", value -> Values.integer("first", value), Behaviour::first);
        behaviour = narrow(
                behaviour,
                document,
                "share",
                value -> Values.number("share", value),
                (b, share) -> b.share(share, random));
        behaviour =
                narrow(behaviour, document, "for", value -> duration("for", value), (b, time) -> b.during(time, clock));
        return narrow(behaviour, document, "key", value -> Values.text("key", value), Behaviour::forKey);
    }

    private static <T> Behaviour narrow(
            Behaviour behaviour, ObjectNode document, String key, Function<JsonNode, T> reader, Narrowing<T> by) {
        return document.has(key) ? by.apply(behaviour, reader.apply(document.get(key))) : behaviour;
    }

    private static Behaviour answer(ObjectNode document) {
        List<String> shapes = SHAPES.stream().filter(document::has).toList();
        List<String> said = REPLY.stream().filter(document::has).toList();
        if (shapes.size() > 1) {
            throw new IllegalArgumentException(String.join(" and ", shapes) + " don't go together");
        }
        String shape = shapes.isEmpty() ? "" : shapes.get(0);
        if (!said.isEmpty() && !List.of("", "half", "trickle").contains(shape)) {
            throw new IllegalArgumentException(shape + " and " + said.get(0) + " don't go together");
        }
        JsonNode value = document.get(shape);
        return switch (shape) {
            case "reset" -> Values.reset(value);
            case "half" -> Values.ifTrue("half", value, Behaviours.halfAnAnswer(Values.reply(document)));
            case "silence" -> Values.ifTrue("silence", value, Behaviours.silence());
            case "trickle" -> Behaviours.trickle(Values.reply(document), duration("trickle", value));
            case "huge" -> Values.ifTrue("huge", value, Behaviours.huge());
            case "redirect" -> Behaviours.redirect(Values.text("redirect", value));
            default -> said.isEmpty() ? Behaviours.accept() : Behaviours.reply(Values.reply(document));
        };
    }

    private static Duration duration(String key, JsonNode value) {
        return Durations.read(key, value.asText());
    }

    private static void requireKnown(String key) {
        if (!KEYS.contains(key)) {
            throw new IllegalArgumentException("'" + key + "' is no key of a behaviour; the closest are "
                    + String.join(", ", KEYS.closestTo(key)));
        }
    }

    private static List<String> all() {
        List<String> keys = new ArrayList<>(REPLY);
        keys.addAll(SHAPES);
        keys.addAll(NARROWING);
        return keys;
    }

    private interface Narrowing<T> {
        Behaviour apply(Behaviour behaviour, T value);
    }
}
