package io.github.podsights.camel.route;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.podsights.camel.collector.Behaviour;
import io.github.podsights.camel.collector.Behaviours;
import io.github.podsights.camel.collector.Reply;
import io.github.podsights.camel.delivery.Outcome;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.function.Function;

/**
 * A fault of the collector that tells all it was told: the request, key and all, and an address, in the body of its answer
 * and in headers, as they are, percent-encoded and in base64.
 */
public enum EchoFault {
    /** Nobody listens: whoever uses it closes the collector. */
    REFUSED(null, request -> Behaviours.accept()),
    RESET_BEFORE_READING(null, request -> Behaviours.resetBeforeReading()),
    RESET_AFTER_READING(null, request -> Behaviours.resetAfterReading()),
    HALF_AN_ANSWER(null, request -> Behaviours.halfAnAnswer(echo(200, request))),
    SILENCE(null, request -> Behaviours.silence()),
    TRICKLE(null, request -> Behaviours.trickle(echo(200, request), Duration.ofMillis(20))),
    ERROR_INSIDE(
            Outcome.REJECTED,
            request -> Behaviours.reply(echo(200, request)
                    .with("{\"success\":false,\"error\":" + quoted("not taken: " + told(request)) + "}"))),
    HUGE(
            Outcome.DELIVERED,
            request -> Behaviours.reply(echo(200, request).with(filled(told(request), Behaviours.HUGE_BYTES)))),
    REDIRECT(
            Outcome.REJECTED,
            request -> Behaviours.reply(
                    echo(307, request).with("Location", "http://127.0.0.1:9/" + encoded(told(request))))),
    BAD_REQUEST(Outcome.REJECTED, request -> Behaviours.reply(echo(400, request))),
    UNAUTHORIZED(
            Outcome.DELIVERED,
            request -> Behaviours.reply(
                    echo(401, request).with("WWW-Authenticate", "Basic realm=" + quoted(told(request))))),
    TOO_MANY_REQUESTS(
            null, request -> Behaviours.reply(echo(429, request).with("Retry-After", "after " + told(request)))),
    UNAVAILABLE(null, request -> Behaviours.reply(echo(503, request)));

    private final Outcome outcome;

    @SuppressWarnings("ImmutableEnumChecker") // each makes its behaviour of what it is given
    private final Function<String, Behaviour> behaviour;

    EchoFault(Outcome outcome, Function<String, Behaviour> behaviour) {
        this.outcome = outcome;
        this.behaviour = behaviour;
    }

    /** How a delivery of a source ends; null if it is parked for as long as the fault lasts. */
    public Outcome outcome() {
        return outcome;
    }

    /** Whether a delivery is held until the collector takes it. */
    public boolean isHeld() {
        return this == UNAUTHORIZED;
    }

    /** What the collector is to do with each request. */
    public Behaviour behaviour() {
        if (this == RESET_BEFORE_READING) {
            return behaviour.apply("");
        }
        return (call, otherwise) -> call.whenRead(
                () -> behaviour.apply(new String(call.body(), ISO_8859_1)).answer(call, otherwise));
    }

    private static Reply echo(int status, String request) {
        String told = told(request);
        return Reply.of(status)
                .with("{\"echo\":" + quoted(told) + "}")
                .with("X-Echo", told)
                .with("X-Echo-Encoded", encoded(told))
                .with("X-Echo-Base64", Base64.getEncoder().encodeToString(told.getBytes(ISO_8859_1)))
                .with("Set-Cookie", "key=" + encoded(told) + "; domain=" + told.replace(';', ',') + "; max-age=oops")
                .with("Content-Type", "application/json; charset=" + quoted(told))
                .with("Date", told);
    }

    private static String told(String request) {
        return CanaryEvents.address("echo") + " sent " + request;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static String filled(String text, int bytes) {
        return text.repeat(bytes / text.length() + 1);
    }
}
