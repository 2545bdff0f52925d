package io.github.podsights.camel.delivery;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * How the collector's answers are taken: of the rows in their order the first that fits. What none fits is rejected, and so
 * never tried for ever.
 */
public final class AnswerTable {

    /** A pool that is shared, since one of each thread is wasted where each event has a thread of its own. */
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
                    .build())
            .build();

    private static final Answer OTHER = new Answer(AnswerClass.REJECTED, false, null);

    private final List<AnswerRule> rules;

    public AnswerTable(List<AnswerRule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** The body of an answer, read when it is asked for. */
    @FunctionalInterface
    public interface BodySource {
        /** The first bytes of the body; empty if there is none. */
        byte[] read() throws IOException;
    }

    /**
     * How an answer is taken.
     *
     * @param body is read only if a row for this status looks into it
     * @throws IOException if the body can't be read
     */
    public Answer of(int status, BodySource body) throws IOException {
        String text = null;
        JsonNode tree = null;
        for (AnswerRule rule : rules) {
            if (!rule.isFor(status)) {
                continue;
            }
            if (rule.body().isEmpty()) {
                return new Answer(rule.answerClass(), rule.throttles(), null);
            }
            AnswerRule.Body wanted = rule.body().get();
            text = text == null ? new String(body.read(), StandardCharsets.UTF_8) : text;
            if (text.contains(wanted.name())) {
                tree = tree == null ? tree(text) : tree;
                if (wanted.isIn(tree)) {
                    return new Answer(rule.answerClass(), rule.throttles(), wanted.toString());
                }
            }
        }
        return OTHER;
    }

    private static JsonNode tree(String text) {
        try {
            JsonNode tree = JSON.readTree(text);
            return tree == null ? MissingNode.getInstance() : tree;
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
