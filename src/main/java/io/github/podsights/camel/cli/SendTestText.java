package io.github.podsights.camel.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.podsights.camel.deadletter.DeadLetter;
import io.github.podsights.camel.delivery.Answer;
import io.github.podsights.camel.delivery.AnswerClass;
import io.github.podsights.camel.delivery.Attempt;
import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.identity.Redaction;
import io.github.podsights.camel.route.CollectorAnswer;
import io.github.podsights.camel.route.SendTestBundle;
import java.util.Locale;
import java.util.Optional;

/** What came back for a test event, as it is printed. Neither key nor address is in it, also where the collector echoes them. */
final class SendTestText {

    private static final int LONGEST_BODY = 500;

    private SendTestText() {}

    /** A line with a word before it. */
    static String line(String word, String text) {
        return String.format(Locale.ROOT, "%-12s %s", word, text);
    }

    /** What came back for a call, for people. */
    static String forPeople(SendTestBundle.Call call) {
        Delivery delivery = call.delivery();
        if (delivery.attempts().isEmpty()) {
            return line(
                    "Not sent",
                    delivery.outcome().word()
                            + (delivery.reason() == null ? "" : ": " + DeliveryText.safe(delivery.reason())));
        }
        Attempt attempt = delivery.attempts().get(0);
        StringBuilder text = new StringBuilder();
        if (call.answer().isEmpty()) {
            text.append(line("Answer", "none after " + attempt.millis() + " ms: " + attempt.error()));
        } else {
            CollectorAnswer answer = call.answer().get();
            text.append(line("Answer", answer.status() + " after " + attempt.millis() + " ms"));
            if (answer.retryAfter() != null) {
                text.append('\n').append(line("Retry-After", DeliveryText.safe(answer.retryAfter())));
            }
            text.append('\n').append(line("Body", answer.body().isBlank() ? "(empty)" : body(answer, delivery)));
        }
        return text.append('\n')
                .append(line("Class", answerClass(call).word() + ": " + consequence(call)))
                .toString();
    }

    /** What came back for a call, as one object on one line. */
    static String forPrograms(SendTestBundle.Call call) {
        Delivery delivery = call.delivery();
        Optional<CollectorAnswer> answer = call.answer();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("integration", delivery.integrationId());
        json.put("call", delivery.call());
        json.put("outcome", delivery.outcome().word());
        json.put("reason", Redaction.redact(delivery.reason()));
        json.put("sent", !delivery.attempts().isEmpty());
        json.put("status", answer.map(CollectorAnswer::status).orElse(null));
        json.put(
                "class",
                delivery.attempts().isEmpty() ? null : answerClass(call).word());
        json.put(
                "millis",
                delivery.attempts().isEmpty()
                        ? null
                        : delivery.attempts().get(0).millis());
        json.put("body", answer.map(one -> body(one, delivery)).orElse(null));
        json.set("payload", delivery.payload() == null ? null : DeadLetter.masked(delivery.payload()));
        return DeliveryText.json(json);
    }

    static AnswerClass answerClass(SendTestBundle.Call call) {
        return call.answer()
                .map(CollectorAnswer::answer)
                .map(Answer::answerClass)
                .orElse(AnswerClass.TRANSIENT);
    }

    /** What {@code run} does with such an answer. */
    private static String consequence(SendTestBundle.Call call) {
        Optional<Answer> answer = call.answer().map(CollectorAnswer::answer);
        String found = answer.map(Answer::detail)
                .map(detail -> " (for '" + DeliveryText.safe(detail) + "' in the body)")
                .orElse("");
        return switch (answerClass(call)) {
                    case ACCEPTED -> "run would count it as delivered";
                    case TRANSIENT ->
                        answer.filter(Answer::throttles).isPresent()
                                ? "run would send nothing more for this integration before Retry-After has passed, or the backoff, and"
                                        + " then try again"
                                : "run would try again with a growing delay, and then park it, or make it a dead letter if"
                                        + " nothing is parked";
                    case SET_UP ->
                        "run would pause this integration until its key, or podsights.collector.url, is mended";
                    case REJECTED -> "run would make it a dead letter at once, and never send it again unchanged";
                }
                + found;
    }

    /** Redacted before it is cut, or half an address would stay behind at the cut. */
    private static String body(CollectorAnswer answer, Delivery delivery) {
        String key = delivery.integration() == null
                ? DeadLetter.MASK
                : delivery.integration().key().value();
        String text =
                DeliveryText.safe(answer.body().replace(key, DeadLetter.MASK).strip());
        return text.length() <= LONGEST_BODY ? text : text.substring(0, LONGEST_BODY) + " …";
    }
}
