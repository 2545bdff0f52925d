package io.github.podsights.camel.settlement;

/** What is to be told once of an event that a source handed on. Either of the two, from any thread. */
public interface Settlement {

    /** All deliveries of the event are settled: it may be acknowledged. */
    void settled();

    /**
     * Whether its source has let it go already, and it comes to somebody else: then nothing of it is to be sent any more.
     * What was sent before is settled all the same.
     */
    default boolean isLetGo() {
        return false;
    }

    /** The event is let go, unsettled: it is not acknowledged, and comes again from its source. */
    void released();
}
