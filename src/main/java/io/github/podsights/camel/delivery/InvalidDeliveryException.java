package io.github.podsights.camel.delivery;

/** A delivery that can't be made of its event. Its message is the reason: safe to be shown, nothing of the event in it. */
public final class InvalidDeliveryException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param reason names what is wrong and where: the position, or the source path */
    public InvalidDeliveryException(String reason) {
        super(reason);
    }

    /** It is expected, and a hostile file holds millions: where it was made tells nobody anything. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
