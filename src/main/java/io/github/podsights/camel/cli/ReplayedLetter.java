package io.github.podsights.camel.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.podsights.camel.deadletter.DeadLetter;
import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.route.ReplayResult;
import io.github.podsights.camel.route.ReplayResult.End;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What there is to print of a dead letter that was replayed, by this process or by a running instance.
 *
 * @param integration the integration's id, or {@code none}
 * @param happened when its event happened
 * @param end whether it counts as replayed
 * @param reason why it was not replayed, or not noted, for people; null if it was
 * @param deliveries empty unless it was replayed
 */
record ReplayedLetter(String id, String integration, Instant happened, End end, String reason, List<Ended> deliveries) {

    /**
     * How one of its deliveries ended.
     *
     * @param call the number of the call, from 1
     * @param reason null if there is nothing to say
     * @param payload what was sent, its key masked; null if there was none, or it is not known here
     */
    record Ended(String integration, int call, Outcome outcome, String reason, ObjectNode payload) {}

    ReplayedLetter {
        deliveries = List.copyOf(deliveries);
    }

    static ReplayedLetter of(ReplayResult result) {
        return new ReplayedLetter(
                result.letter().id(),
                result.letter().integration(),
                result.letter().happened(),
                result.end(),
                result.reason(),
                result.deliveries().stream().map(ReplayedLetter::ended).toList());
    }

    private static Ended ended(Delivery delivery) {
        return new Ended(
                delivery.integrationId(),
                delivery.call(),
                delivery.outcome(),
                delivery.reason(),
                delivery.payload() == null ? null : DeadLetter.masked(delivery.payload()));
    }

    /** Whether all that was to be sent was delivered, or is not to be sent by today's rules. */
    boolean isDone() {
        return end == End.REPLAYED
                && deliveries.stream().noneMatch(delivery -> delivery.outcome().isDeadLetter());
    }

    /**
     * What {@code replay --json} prints of it.
     *
     * @param payloads whether the payloads are shown
     */
    String json(boolean payloads) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", id);
        json.put("replayed", end == End.REPLAYED || end == End.UNNOTED);
        json.put("reason", reason);
        ArrayNode list = json.putArray("deliveries");
        for (Ended delivery : deliveries) {
            ObjectNode one = list.addObject();
            one.put("integration", delivery.integration());
            one.put("call", delivery.call());
            one.put("outcome", delivery.outcome().word());
            one.put("reason", delivery.reason());
            if (payloads) {
                one.set("payload", delivery.payload());
            }
        }
        return LetterText.line(json);
    }

    /**
     * What became of each of its deliveries, or would, or why it is not replayed: for people.
     *
     * @param payloads whether the payloads are shown
     */
    List<String> text(boolean payloads) {
        List<String> rows = new ArrayList<>();
        deliveries.forEach(delivery -> rows.add(text(delivery, payloads)));
        if (reason != null) {
            rows.add(row(end == End.UNNOTED ? "not noted" : "left", integration, reason));
        }
        return rows;
    }

    private String text(Ended delivery, boolean payloads) {
        String text = row(delivery.outcome().word(), delivery.integration(), delivery.reason());
        return payloads && delivery.payload() != null
                ? text + "\n        " + LetterText.line(delivery.payload())
                : text;
    }

    private String row(String word, String integrationId, String why) {
        String row = String.format(
                Locale.ROOT, "%-32s  %-14s  %s", LetterText.safe(id), word, LetterText.safe(integrationId));
        return why == null ? row : row + "\n        " + LetterText.safe(why);
    }
}
