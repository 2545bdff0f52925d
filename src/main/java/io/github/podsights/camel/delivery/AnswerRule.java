package io.github.podsights.camel.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A row of the answer table.
 *
 * @param statuses the statuses that it is for
 * @param body what has to stand in the answer's body; empty if it does not matter
 * @param answerClass how such an answer is taken
 * @param throttles whether nothing more is to be sent for the integration until the answer's {@code Retry-After} has passed
 */
public record AnswerRule(List<Statuses> statuses, Optional<Body> body, AnswerClass answerClass, boolean throttles) {

    public AnswerRule {
        statuses = List.copyOf(statuses);
        Objects.requireNonNull(answerClass, "class");
        if (statuses.isEmpty()) {
            throw new IllegalArgumentException("status: none; expected at least one");
        }
        if (throttles && answerClass != AnswerClass.TRANSIENT) {
            throw new IllegalArgumentException("throttle: of the class " + answerClass.word() + "; expected transient");
        }
    }

    /** Whether it is for a status. */
    boolean isFor(int status) {
        for (Statuses range : statuses) {
            if (range.from <= status && status <= range.to) {
                return true;
            }
        }
        return false;
    }

    /**
     * A range of statuses.
     *
     * @param from 100 to 999
     * @param to at least {@code from}
     */
    public record Statuses(int from, int to) {

        public Statuses {
            if (from < 100 || to > 999 || to < from) {
                throw new IllegalArgumentException("status: " + from + " to " + to + "; expected from 100 to 999");
            }
        }
    }

    /**
     * What has to stand in a body of JSON.
     *
     * @param path the names that lead to it, from the outermost one; at least one
     * @param values the texts one of which it has to be; empty: anything but null, false, an empty text, list or object
     */
    public record Body(List<String> path, List<String> values) {

        public Body {
            path = List.copyOf(path);
            values = List.copyOf(values);
            if (path.isEmpty()) {
                throw new IllegalArgumentException("body.path: empty; expected a name");
            }
        }

        /** The last name of the path: a body in which it does not stand needs not be read. */
        String name() {
            return path.get(path.size() - 1);
        }

        boolean isIn(JsonNode body) {
            JsonNode node = body;
            for (String next : path) {
                node = node.path(next);
            }
            if (values.isEmpty()) {
                return node.isContainerNode() ? !node.isEmpty() : !node.isNull() && !isNothing(node.asText());
            }
            return node.isValueNode() && values.contains(node.asText());
        }

        private static boolean isNothing(String text) {
            return text.isBlank() || text.equals("false");
        }

        @Override
        public String toString() {
            return String.join(".", path);
        }
    }
}
