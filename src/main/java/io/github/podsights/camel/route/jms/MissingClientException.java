package io.github.podsights.camel.route.jms;

import jakarta.jms.JMSException;

/** A jar that is needed to connect is not there. Its message names it, and nothing that is secret. */
public final class MissingClientException extends JMSException {

    private MissingClientException(String message) {
        super(message);
    }

    static MissingClientException of(String what, String jar, LinkageError cause) {
        MissingClientException missing = new MissingClientException(
                what + " is not there; add " + jar + " to the class path, or give a bean podsightsConnectionFactory");
        missing.initCause(cause);
        return missing;
    }
}
