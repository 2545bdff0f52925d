package io.github.podsights.camel.delivery;

import java.io.IOException;

/**
 * An attempt that the collector answered, but not by accepting it. Its message is safe to be shown: it holds nothing of
 * the event, the answer or the key.
 */
public final class AttemptFailedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final AnswerClass answerClass;

    private final int status;

    /** @param answerClass any but {@link AnswerClass#ACCEPTED} */
    public AttemptFailedException(AnswerClass answerClass, int status) {
        super("the collector answered " + status + " (" + answerClass.word() + ")");
        this.answerClass = answerClass;
        this.status = status;
    }

    public AnswerClass answerClass() {
        return answerClass;
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
