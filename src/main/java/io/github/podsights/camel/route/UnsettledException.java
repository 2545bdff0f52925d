package io.github.podsights.camel.route;

/**
 * A delivery has no outcome, though nothing is wrong with it: a stop cut it short, the collector refuses its
 * integration for a reason that a person has to remove, or a step ended by a Java error. A caller of {@code direct:podsights} gets this, so that its own
 * transaction rolls back. The message is safe to be shown: nothing of the event or the key is in it.
 */
public final class UnsettledException extends Exception {

    private static final long serialVersionUID = 1L;

    public UnsettledException(String message) {
        super(message, null, false, true); // nobody adds to it what may not be shown
    }
}
