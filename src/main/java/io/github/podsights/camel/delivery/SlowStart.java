package io.github.podsights.camel.delivery;

/**
 * How many may be under way after a {@link Gate} has opened: one, and one more for each that is accepted, so that they
 * double with each round trip, until nobody counts any more. It is changed under the gate's lock.
 */
final class SlowStart {

    /** So many under way are as good as no limit. */
    private static final int NOBODY_COUNTS = 1_024;

    private volatile boolean isOn;
    private int most;
    private int underWay;

    /** Whether they are counted; may be asked without the lock. */
    boolean isOn() {
        return isOn;
    }

    void begin() {
        isOn = true;
        most = 2;
        underWay = 0;
    }

    void stop() {
        isOn = false;
    }

    /** Whether one more may be under way; then it is counted. */
    boolean admits() {
        if (underWay >= most) {
            return false;
        }
        underWay++;
        return true;
    }

    /** One of those that are counted has ended; how many more may begin. */
    int ended(boolean wasAccepted) {
        underWay--;
        if (wasAccepted && ++most >= NOBODY_COUNTS) {
            isOn = false;
            return Integer.MAX_VALUE;
        }
        return Math.max(0, most - underWay);
    }
}
