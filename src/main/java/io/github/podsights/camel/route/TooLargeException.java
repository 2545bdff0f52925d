package io.github.podsights.camel.route;

import java.io.IOException;

/** What is larger than its broker takes: it would never go through as it is, however often it is tried. */
public final class TooLargeException extends IOException {

    private static final long serialVersionUID = 1L;

    /** What the client of ActiveMQ Classic throws, by its name, since it may not be there. */
    private static final String OF_CLASSIC = "org.apache.activemq.MaxFrameSizeExceededException";

    /** The same of Kafka's. */
    private static final String OF_KAFKA = "org.apache.kafka.common.errors.RecordTooLargeException";

    /** @param cause what the client said */
    public TooLargeException(Throwable cause) {
        super("larger than the broker takes", cause);
    }

    /** Whether a failure says that something is too large. */
    public static boolean isSaidBy(Throwable failure) {
        int depth = 0; // a provider's linked exception may lead back to itself
        for (Throwable cause = failure; cause != null && depth < 20; cause = cause.getCause()) {
            String name = cause.getClass().getName();
            if (cause instanceof TooLargeException || name.equals(OF_KAFKA) || name.equals(OF_CLASSIC)) {
                return true;
            }
            depth++;
        }
        return false;
    }
}
