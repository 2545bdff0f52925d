package io.github.podsights.camel.route;

/**
 * An event is not settled, though nothing is wrong with it: a stop cut it short, the collector refuses its integration for a
 * reason that a person has to remove, a step ended by a Java error, or failed where there is no delivery that could be a dead
 * letter. A caller of {@code direct:podsights} gets this, so that its own transaction rolls back. The message is safe to be shown: nothing of the event or the key is in it.
 */
public final class UnsettledException extends Exception {

    private static final long serialVersionUID = 1L;

    public UnsettledException(String message) {
        super(message, null, false, true); // nobody adds to it what may not be shown
    }
}
