package io.github.podsights.camel.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.podsights.camel.deadletter.DeadLetterStore.State;
import io.github.podsights.camel.deadletter.KeptLetter;
import io.github.podsights.camel.event.Printable;
import io.github.podsights.camel.identity.Redaction;
import io.github.podsights.camel.mapping.PayloadJson;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A dead letter as it is printed: a row of a table for people, or a line of JSON. */
final class LetterText {

    /** Set by the launcher: how many columns the terminal has that standard output is. */
    static final String COLUMNS = "podsights.cli.columns";

    private static final int LEAST_REASON = 20;

    private static final String ROW = "%-32s  %-19s  %-12s  %-9s  ";

    private static final DateTimeFormatter AT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private LetterText() {}

    /** What stands above the columns. */
    static String header() {
        return String.format(Locale.ROOT, ROW, "id", "at (UTC)", "integration", "outcome") + "reason";
    }

    /** A row, on a terminal cut to its width. */
    static String row(KeptLetter letter, State state) {
        String row = String.format(
                Locale.ROOT,
                ROW,
                letter.id(),
                AT.format(letter.at()),
                safe(letter.integration()),
                letter.outcome().word());
        String reason = (state == State.OPEN ? "" : "(" + word(state) + ") ")
                + (letter.reason() == null ? "" : safe(letter.reason()));
        return (row + shortened(reason, row.length())).stripTrailing();
    }

    private static String shortened(String reason, int before) {
        int columns = Integer.getInteger(COLUMNS, 0);
        int room = Math.max(LEAST_REASON, columns - before);
        return columns == 0 || reason.length() <= room ? reason : reason.substring(0, room - 1) + "…";
    }

    /** What {@code list --json} prints of a letter. */
    static String json(KeptLetter letter, State state) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", letter.id());
        json.put("at", letter.at().toString());
        json.put("state", word(state));
        json.put("integration", letter.integration());
        json.put("call", letter.call());
        json.set("source", JSON.valueToTree(letter.source()));
        json.put("outcome", letter.outcome().word());
        json.put("reason", letter.reason());
        json.put("status", letter.status());
        json.put("attempts", letter.attempts());
        json.put("replay_of", letter.replayOf());
        return line(json);
    }

    private static String word(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    static String safe(String text) {
        return Printable.escape(Redaction.redact(text));
    }

    /** What JSON lets stand, and a terminal would obey, stands escaped within its strings: it is the same JSON. */
    static String line(ObjectNode json) {
        JsonNode redacted = Redaction.redact(json);
        return Printable.escape(new String(PayloadJson.bytes((ObjectNode) redacted), StandardCharsets.UTF_8));
    }
}
