package io.github.podsights.camel.collector;

import java.time.Duration;

/** The answers to build a {@link Behaviour} from. */
public final class Behaviours {

    /** The size of {@link #huge()}: 10 MB. */
    public static final int HUGE_BYTES = 10_000_000;

    private Behaviours() {}

    /** As the vendor would: 200, or 400 for what is no JSON or has no key, if requests are checked. */
    public static Behaviour accept() {
        return (call, otherwise) -> call.whenRead(call::accept);
    }

    /** An answer with this status. */
    public static Behaviour status(int status) {
        return reply(Reply.of(status));
    }

    /** This answer. */
    public static Behaviour reply(Reply reply) {
        return (call, otherwise) -> call.whenRead(() -> call.reply(reply));
    }

    /**
     * 429 with {@code Retry-After}.
     *
     * @param retryAfter seconds or an HTTP date, sent as it is
     */
    public static Behaviour tooManyRequests(String retryAfter) {
        return reply(Reply.of(429).with("Retry-After", retryAfter));
    }

    /** 307 to another place, which a careful client does not follow. */
    public static Behaviour redirect(String location) {
        return reply(Reply.of(307).with("Location", location));
    }

    /** 200, but the body says that it went wrong. */
    public static Behaviour errorInside() {
        return reply(Reply.of(200).with("{\"success\":false,\"error\":\"invalid key\"}"));
    }

    /** 200 with a body of {@link #HUGE_BYTES}. */
    public static Behaviour huge() {
        return huge(HUGE_BYTES);
    }

    /** 200 with a body of so many bytes. */
    public static Behaviour huge(int bytes) {
        return reply(Reply.of(200).with("x".repeat(bytes)));
    }

    /** Resets the connection as soon as a request's head is there. */
    public static Behaviour resetBeforeReading() {
        return (call, otherwise) -> call.reset();
    }

    /** Resets the connection after the whole request was read: the sender can't know whether it counted. */
    public static Behaviour resetAfterReading() {
        return (call, otherwise) -> call.whenRead(call::reset);
    }

    /** Closes the connection in the middle of the answer's body. */
    public static Behaviour halfAnAnswer(Reply reply) {
        return (call, otherwise) -> call.whenRead(() -> call.replyHalf(reply));
    }

    /** Reads the request and never answers. */
    public static Behaviour silence() {
        return (call, otherwise) -> call.whenRead(call::keepSilent);
    }

    /**
     * Sends the answer's body a byte at a time.
     *
     * @throws IllegalArgumentException if the gap is shorter than a millisecond
     */
    public static Behaviour trickle(Reply reply, Duration gap) {
        if (gap.toMillis() < 1) {
            throw new IllegalArgumentException("trickle must be at least 1ms, but is " + gap);
        }
        return (call, otherwise) -> call.whenRead(() -> call.trickle(reply, gap));
    }
}
