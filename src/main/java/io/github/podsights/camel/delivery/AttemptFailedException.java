package io.github.podsights.camel.delivery;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * An attempt that the collector answered, but not by accepting it. Its message is safe to be shown: it holds nothing of
 * the event, the answer or the key.
 */
public final class AttemptFailedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient Answer answer;

    private final int status;

    private final Duration retryAfter;

    /**
     * @param answer of any class but {@link AnswerClass#ACCEPTED}
     * @param retryAfter the time after which to try again, as the answer says; null if it does not
     */
    public AttemptFailedException(Answer answer, int status, Duration retryAfter) {
        super("the collector answered "
                + status
                + (answer.detail() == null ? "" : ", with '" + answer.detail() + "' in its body")
                + " ("
                + answer.answerClass().word()
                + ")");
        this.answer = answer;
        this.status = status;
        this.retryAfter = retryAfter;
    }

    public AnswerClass answerClass() {
        return answer.answerClass();
    }

    /** Whether nothing more is to be sent for the integration for now. */
    public boolean throttles() {
        return answer.throttles();
    }

    /** The time after which to try again, as the answer says; empty if it does not. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** It is expected, and comes in floods when a collector is down: where it was made tells nobody anything. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
