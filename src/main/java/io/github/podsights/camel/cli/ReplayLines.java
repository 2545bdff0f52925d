package io.github.podsights.camel.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.podsights.camel.admin.Replays;
import io.github.podsights.camel.deadletter.BrokenLetterException;
import io.github.podsights.camel.deadletter.KeptLetter;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.identity.Redaction;
import io.github.podsights.camel.route.ReplayLetters;
import io.github.podsights.camel.route.ReplayResult;
import io.github.podsights.camel.route.ReplayResult.End;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The lines in which an instance tells of a replay: written by the instance, read by the command. */
final class ReplayLines implements ReplayLetters.Listener {

    /** How many letters there are, about: {@code {"letters":12}}. */
    static final String LETTERS = "letters";

    /** The id of one that is on its way. */
    static final String BEGAN = "began";

    /** What became of one. */
    static final String LETTER = "letter";

    /** The id of one that a replay that is gone had claimed. */
    static final String ABANDONED = "abandoned";

    /** What can't be read, for people. */
    static final String BROKEN = "broken";

    /** Why the replay failed, for people; the last line. */
    static final String FAILED = "failed";

    /** The last line: {@code {"end":{"missing":[],"stopped":false}}}. */
    static final String END = "end";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Replays.Told told;

    ReplayLines(Replays.Told told) {
        this.told = told;
    }

    /** The end of a replay. */
    record Ended(Set<String> missing, boolean stopped) {}

    void letters(long count) {
        told.line(JsonNodeFactory.instance.objectNode().put(LETTERS, count));
    }

    @Override
    public void result(ReplayResult result) {
        ReplayedLetter letter = ReplayedLetter.of(result);
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        ObjectNode json = line.putObject(LETTER)
                .put("id", letter.id())
                .put("integration", letter.integration())
                .put("happened", letter.happened().toString())
                .put("end", letter.end().name().toLowerCase(Locale.ROOT))
                .put("reason", letter.reason());
        ArrayNode deliveries = json.putArray("deliveries");
        for (ReplayedLetter.Ended delivery : letter.deliveries()) {
            deliveries
                    .addObject()
                    .put("integration", delivery.integration())
                    .put("call", delivery.call())
                    .put("outcome", delivery.outcome().word())
                    .put("reason", delivery.reason());
        }
        told.line((ObjectNode) Redaction.redact(line));
    }

    @Override
    public void began(KeptLetter letter) {
        told.line(JsonNodeFactory.instance.objectNode().put(BEGAN, letter.id()));
    }

    @Override
    public void abandoned(KeptLetter letter) {
        told.line(JsonNodeFactory.instance.objectNode().put(ABANDONED, letter.id()));
    }

    @Override
    public void broken(BrokenLetterException broken) {
        told.line(JsonNodeFactory.instance.objectNode().put(BROKEN, Redaction.redact(broken.getMessage())));
    }

    void failed(String message) {
        told.line(JsonNodeFactory.instance.objectNode().put(FAILED, Redaction.redact(message)));
    }

    void end(Ended end) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        ObjectNode json = line.putObject(END).put("stopped", end.stopped());
        end.missing().stream().sorted().forEach(json.putArray("missing")::add);
        told.line(line);
    }

    @Override
    public boolean isGone() {
        return told.isGone();
    }

    /** Reads a line; empty if it says nothing. */
    static Optional<JsonNode> read(String line) throws JsonProcessingException {
        return line.isBlank() ? Optional.empty() : Optional.of(JSON.readTree(line));
    }

    /** What became of a letter, of the line's value. */
    static ReplayedLetter letter(JsonNode json) {
        List<ReplayedLetter.Ended> deliveries = new ArrayList<>();
        for (JsonNode delivery : json.path("deliveries")) {
            deliveries.add(new ReplayedLetter.Ended(
                    delivery.path("integration").asText(),
                    delivery.path("call").asInt(),
                    Outcome.valueOf(delivery.path("outcome").asText().toUpperCase(Locale.ROOT)),
                    delivery.path("reason").textValue(),
                    null));
        }
        return new ReplayedLetter(
                json.path("id").asText(),
                json.path("integration").asText(),
                Instant.parse(json.path("happened").asText()),
                End.valueOf(json.path("end").asText().toUpperCase(Locale.ROOT)),
                json.path("reason").textValue(),
                deliveries);
    }

    /** The end of a replay, of the line's value. */
    static Ended end(JsonNode json) {
        Set<String> missing = new LinkedHashSet<>();
        json.path("missing").forEach(id -> missing.add(id.asText()));
        return new Ended(missing, json.path("stopped").asBoolean());
    }
}
