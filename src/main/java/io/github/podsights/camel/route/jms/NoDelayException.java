package io.github.podsights.camel.route.jms;

/** A broker that does not keep messages back, or of which that is not known yet: nothing is parked there. */
public final class NoDelayException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What was found at {@code podsights.park.uri}, for people. */
    public static final String FOUND =
            "a queue of a broker that hands out at once what it is to keep back for a second";

    public static final String EXPECTED = "a broker with scheduled delivery";

    public static final String TODO = "switch it on (ActiveMQ Classic: schedulerSupport=\"true\" of <broker> in"
            + " conf/activemq.xml), or park in a directory: podsights.park.uri=file:data/parked";

    private NoDelayException(String message) {
        super(message);
    }

    /** It hands a message out at once that is to be kept back. */
    static NoDelayException found() {
        return new NoDelayException("podsights.park.uri: found " + FOUND + "; expected " + EXPECTED + "; " + TODO);
    }

    /** It has not been asked yet, or has not answered. */
    static NoDelayException notKnown() {
        return new NoDelayException("whether the broker keeps messages back is not known yet");
    }
}
