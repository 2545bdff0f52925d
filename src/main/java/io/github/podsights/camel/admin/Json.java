package io.github.podsights.camel.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.health.Check;
import io.github.podsights.camel.settlement.Balance;
import io.javalin.http.Context;
import java.util.List;

/** What the admin port answers with. */
final class Json {

    private Json() {}

    /** Answers with a tree; nobody is to keep it, for it is of this moment. */
    static void answer(Context context, JsonNode tree) {
        context.header("Cache-Control", "no-store")
                .contentType("application/json")
                .result(tree.toString() + "\n");
    }

    /** {@code {"sources":{"up":true},"dead-letters":{"up":false,"reason":"…"}}}. */
    static ObjectNode checks(List<Check> checks) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        for (Check check : checks) {
            ObjectNode one = tree.putObject(check.name()).put("up", check.up());
            if (!check.up()) {
                one.put("reason", check.reason());
            }
            if (check.note() != null) {
                one.put("note", check.note());
            }
        }
        return tree;
    }

    /** One line of the books: each figure under the name that it has everywhere. */
    static ObjectNode line(Balance.Line line) {
        ObjectNode tree = JsonNodeFactory.instance
                .objectNode()
                .put("integration", line.integration())
                .put("source", line.source())
                .put("received", line.received())
                .put("resumed", line.resumed());
        ObjectNode outcomes = tree.putObject("outcomes");
        for (Outcome outcome : Outcome.values()) {
            outcomes.put(outcome.word(), line.of(outcome));
        }
        return tree.put("parked", line.parked())
                .put("released", line.released())
                .put("in_flight", line.inFlight());
    }
}
