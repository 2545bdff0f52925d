package io.github.podsights.camel.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.podsights.camel.deadletter.LetterFilter;
import io.github.podsights.camel.deadletter.LetterId;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.identity.Redaction;
import io.github.podsights.camel.route.ReplayLetters.Order;
import io.github.podsights.camel.yaml.Finding;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;

/**
 * What is to be replayed, as JSON: {@code {"outcome":"rejected","since":"2026-11-01T00:00:00Z","per_second":10}}. One that
 * chooses nothing has to say {@code "all":true}, so that a slip of the pen does not send everything again.
 */
final class ReplayOrder {

    private static final String ALL = "all";
    private static final String IDS = "ids";
    private static final String INTEGRATION = "integration";
    private static final String OUTCOME = "outcome";
    private static final String REASON = "reason";
    private static final String SINCE = "since";
    private static final String CLAIMED = "claimed";
    private static final String PER_SECOND = "per_second";

    private static final Set<String> FILTERS = Set.of(IDS, INTEGRATION, OUTCOME, REASON, SINCE);

    private static final double MOST_PER_SECOND = 10_000_000;

    private final JsonNode json;

    private ReplayOrder(JsonNode json) {
        this.json = json;
    }

    /** The JSON of an order; when it began is told by whoever takes it. */
    static ObjectNode json(Order order) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        LetterFilter filter = order.filter();
        if (!filter.ids().isEmpty()) {
            ArrayNode ids = json.putArray(IDS);
            filter.ids().stream().sorted().forEach(ids::add);
        }
        put(json, INTEGRATION, filter.integration());
        put(json, OUTCOME, filter.outcome() == null ? null : filter.outcome().word());
        put(json, REASON, filter.reason());
        put(
                json,
                SINCE,
                filter.since().equals(Instant.MIN) ? null : filter.since().toString());
        if (json.isEmpty()) {
            json.put(ALL, true);
        }
        json.put(CLAIMED, order.claimed());
        if (!Double.isInfinite(order.perSecond())) {
            json.put(PER_SECOND, order.perSecond());
        }
        return json;
    }

    private static void put(ObjectNode json, String name, String text) {
        if (text != null) {
            json.put(name, text);
        }
    }

    /**
     * Reads one.
     *
     * @param now when the replay begins
     * @throws IllegalArgumentException if it can't be; the message says what was found
     */
    static Order read(JsonNode json, Instant now) {
        if (!json.isObject()) {
            throw new IllegalArgumentException("found no JSON object; expected one, such as {\"all\":true}");
        }
        return new ReplayOrder(json).read(now);
    }

    private Order read(Instant now) {
        boolean chosen = false;
        for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            chosen |= FILTERS.contains(name);
            if (!FILTERS.contains(name) && !Set.of(ALL, CLAIMED, PER_SECOND).contains(name)) {
                throw refused(
                        Finding.quoted(LetterText.safe(name)),
                        "all, ids, integration, outcome, reason, since, claimed and per_second alone");
            }
        }
        if (flag(ALL) == chosen) {
            throw refused(
                    chosen ? "all and a filter" : "nothing that chooses dead letters",
                    "\"all\":true, or one or more of ids, integration, outcome, reason and since");
        }
        LetterFilter filter = new LetterFilter(
                ids(),
                text(INTEGRATION, Function.identity(), null),
                text(OUTCOME, word -> Outcome.ofDeadLetter(word).orElse(null), null),
                text(REASON, Redaction::redact, null),
                text(SINCE, ReplayOrder::instant, Instant.MIN));
        return new Order(filter, flag(CLAIMED), perSecond(), now);
    }

    private Set<String> ids() {
        Set<String> ids = new LinkedHashSet<>();
        JsonNode list = json.path(IDS);
        for (JsonNode id : list) {
            if (!list.isArray() || !id.isTextual() || !LetterId.is(id.textValue())) {
                throw refused("in ids one that is none", "a list of ids of dead letters");
            }
            ids.add(id.textValue());
        }
        if (!list.isMissingNode() && ids.isEmpty()) {
            throw refused("no id in ids", "a list of ids of dead letters");
        }
        return ids;
    }

    /** @param read gives null for what can't be */
    private <T> T text(String name, Function<String, T> read, T absent) {
        JsonNode node = json.path(name);
        if (node.isMissingNode()) {
            return absent;
        }
        T value = node.isTextual() && !node.textValue().isEmpty() ? read.apply(node.textValue()) : null;
        if (value == null) {
            throw refused(
                    "in " + name + " what it can't be",
                    "a text; of outcome invalid, rejected or exhausted, of since such as 2026-11-01T12:00:00Z");
        }
        return value;
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private boolean flag(String name) {
        JsonNode node = json.path(name);
        if (!node.isMissingNode() && !node.isBoolean()) {
            throw refused("in " + name + " what is neither true nor false", "one of them");
        }
        return node.asBoolean();
    }

    private double perSecond() {
        JsonNode node = json.path(PER_SECOND);
        if (node.isMissingNode()) {
            return Double.POSITIVE_INFINITY;
        }
        double number = node.isNumber() ? node.doubleValue() : 0;
        if (!(number > 0 && number <= MOST_PER_SECOND)) {
            throw refused("in per_second what it can't be", "a number above 0, at most 10000000");
        }
        return number;
    }

    private static IllegalArgumentException refused(String found, String expected) {
        return new IllegalArgumentException("found " + found + "; expected " + expected);
    }
}
