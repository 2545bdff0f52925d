package io.github.podsights.camel.route;

/** A delivery is not attempted now but parked, so that others are sent: it says so itself. */
final class SetAsideException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param reason why, safe to be shown */
    SetAsideException(String reason) {
        super(reason, null, false, false);
    }
}
