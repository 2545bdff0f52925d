package io.github.podsights.camel.cli;

import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.settlement.Balance;
import java.util.Locale;

/** The books as people read them. */
final class BalanceText {

    private BalanceText() {}

    /** The sum of the books, a line for each figure, and the equation. */
    static String of(Balance.Line total) {
        StringBuilder text = new StringBuilder("Balance\n");
        line(text, "received", total.received());
        line(text, "resumed", total.resumed());
        for (Outcome outcome : Outcome.values()) {
            line(text, outcome.word(), total.of(outcome));
        }
        line(text, "parked", total.parked());
        line(text, "released", total.released());
        line(text, "in_flight", total.inFlight());
        text.append(String.format(
                Locale.ROOT,
                "  %d received + %d resumed = %d outcomes + %d parked + %d released + %d in_flight: %s",
                total.received(),
                total.resumed(),
                total.ended(),
                total.parked(),
                total.released(),
                total.inFlight(),
                total.balances() ? "it adds up" : "IT DOES NOT ADD UP"));
        return text.toString();
    }

    private static void line(StringBuilder text, String word, long count) {
        text.append(String.format(Locale.ROOT, "  %-15s %9d%n", word, count));
    }
}
