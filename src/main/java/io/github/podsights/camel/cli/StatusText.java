package io.github.podsights.camel.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.event.Printable;
import io.github.podsights.camel.settlement.Balance;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** What a running instance says of itself, as people read it. */
final class StatusText {

    private StatusText() {}

    /** Who it is, its books, and its checks. */
    static String of(JsonNode status, String url) {
        StringBuilder text = new StringBuilder();
        text.append("podsights-camel ")
                .append(Printable.escape(
                        status.path("versions").path("podsights-camel").asText()))
                .append(" at ")
                .append(url)
                .append(", up for ")
                .append(words(Duration.ofSeconds(status.path("uptime_seconds").asLong())))
                .append('\n');
        text.append(BalanceText.of(line(status.path("total")))).append('\n');
        text.append(status.path("ready").asBoolean() ? "Ready\n" : "NOT READY\n");
        status.path("checks").properties().forEach(check -> check(text, check.getKey(), check.getValue()));
        return text.toString().stripTrailing();
    }

    private static void check(StringBuilder text, String name, JsonNode check) {
        boolean up = check.path("up").asBoolean();
        text.append(String.format(Locale.ROOT, "  %-15s ", Printable.escape(name)))
                .append(
                        up
                                ? "up"
                                : "DOWN: "
                                        + Printable.escape(check.path("reason").asText()))
                .append(
                        check.has("note")
                                ? ": " + Printable.escape(check.path("note").asText())
                                : "")
                .append('\n');
    }

    private static Balance.Line line(JsonNode total) {
        Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            outcomes.put(outcome, total.path("outcomes").path(outcome.word()).asLong());
        }
        return new Balance.Line(
                total.path("integration").asText(),
                total.path("source").asText(),
                total.path("received").asLong(),
                total.path("resumed").asLong(),
                outcomes,
                total.path("parked").asLong(),
                total.path("released").asLong(),
                total.path("in_flight").asLong());
    }

    /** Such as {@code 3d 4h}, {@code 5h 12m}, {@code 7m 3s} or {@code 12s}. */
    private static String words(Duration duration) {
        if (duration.toDays() > 0) {
            return duration.toDays() + "d " + duration.toHoursPart() + "h";
        }
        if (duration.toHours() > 0) {
            return duration.toHours() + "h " + duration.toMinutesPart() + "m";
        }
        return duration.toMinutes() > 0
                ? duration.toMinutes() + "m " + duration.toSecondsPart() + "s"
                : duration.toSeconds() + "s";
    }
}
