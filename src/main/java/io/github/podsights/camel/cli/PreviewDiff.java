package io.github.podsights.camel.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.event.Received;
import io.github.podsights.camel.route.PreviewBundle;
import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What another configuration would change: each event goes through the pipeline with both. */
final class PreviewDiff {

    private final boolean json;
    private final Map<DeliveryDiff.Kind, Integer> kinds = new EnumMap<>(DeliveryDiff.Kind.class);
    private long events;
    private long deliveries;

    PreviewDiff(boolean json) {
        this.json = json;
    }

    /** A delivery is the same if it is of the same call to the same integration. */
    private record Key(String integration, int call) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int order = integration.compareTo(other.integration);
            return order == 0 ? Integer.compare(call, other.call) : order;
        }
    }

    /** The two of a delivery; one of them may be missing. */
    private static final class Pair {
        private Delivery before;
        private Delivery after;
    }

    void compare(PreviewBundle before, PreviewBundle after, Received event, PrintWriter out) throws Exception {
        Map<Key, Pair> pairs = new TreeMap<>();
        before.preview(event, delivery -> pair(pairs, delivery).before = delivery);
        after.preview(event, delivery -> pair(pairs, delivery).after = delivery);
        events++;
        deliveries += pairs.size();
        for (Pair pair : pairs.values()) {
            DeliveryDiff.of(pair.before, pair.after).ifPresent(diff -> {
                kinds.merge(diff.kind(), 1, Integer::sum);
                out.println(json ? DeliveryDiffText.forPrograms(diff) : DeliveryDiffText.forPeople(diff));
            });
        }
    }

    private static Pair pair(Map<Key, Pair> pairs, Delivery delivery) {
        return pairs.computeIfAbsent(new Key(delivery.integrationId(), delivery.call()), key -> new Pair());
    }

    boolean isDifferent() {
        return !kinds.isEmpty();
    }

    private int different() {
        return kinds.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** How many of how many differ, by kind; for programs the object of the last line. */
    String summary() {
        if (json) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            ObjectNode summary = object.putObject("summary");
            summary.put("events", events).put("deliveries", deliveries).put("differ", different());
            ObjectNode byKind = summary.putObject("kinds");
            kinds.forEach((kind, count) -> byKind.put(kind.word(), count));
            return DeliveryText.json(object);
        }
        String byKind = kinds.entrySet().stream()
                .map(kind -> kind.getValue() + " " + kind.getKey().word())
                .collect(Collectors.joining(", "));
        return count(events, "event") + ": " + different() + " of " + count(deliveries, "delivery") + " differ"
                + (byKind.isEmpty() ? "" : " (" + byKind + ")");
    }

    private static String count(long number, String of) {
        String many = of.endsWith("y") ? of.substring(0, of.length() - 1) + "ies" : of + "s";
        return number + " " + (number == 1 ? of : many);
    }
}
