package io.github.podsights.camel.delivery;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.podsights.camel.event.ConversionEvent;
import io.github.podsights.camel.event.Received;
import io.github.podsights.camel.integration.Integration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One call to be made: an event, the integration that takes it, and the number of the call. It walks through the route
 * as the message body and ends in exactly one {@link Outcome}. It is worked by one thread at a time.
 */
public final class Delivery {

    /** The integration of an event that can't be read, or that no integration takes. */
    public static final String NONE = "none";

    /** A delivery that is the probe for days would fill the memory with its attempts. */
    private static final int MOST_ATTEMPTS = 200;

    private static final int FIRST_ATTEMPTS = 10;

    /** How it leaves the books: exactly one of these, also where a stop lets go of it on another thread. */
    private enum End {
        SETTLED,
        RELEASED
    }

    private final Received received;
    private final String integrationId;
    private final Integration integration;
    private final int call;
    private final List<Attempt> attempts = new ArrayList<>(1);

    private ConversionEvent event;
    private ObjectNode payload;
    private Outcome outcome;
    private String reason;
    private ParkedUntil parked;
    private ParkedUntil resumedFrom;
    private final AtomicReference<End> end = new AtomicReference<>();
    private boolean consented;
    private Instant happenedAt;
    private Instant attemptAt;
    private long firstAttemptNanos;
    private long attemptNanos;
    private long lastAttemptNanos;
    private int attemptsThatDoNotCount;
    private boolean attempting;
    private long refusedAt = -1;
    private int refusedAnew;
    private volatile boolean sent;
    private Gates.Admission admission;

    private Delivery(
            Received received, ConversionEvent event, String integrationId, Integration integration, int call) {
        this.received = Objects.requireNonNull(received, "received");
        this.event = event;
        this.integrationId = integrationId;
        this.integration = integration;
        this.call = call;
    }

    /** The delivery of an event to one integration. */
    public static Delivery of(Received received, ConversionEvent event, Integration integration) {
        return new Delivery(received, event, integration.id(), integration, 1);
    }

    /** The one delivery of an event that can't be read ({@code event} is null then), or that no integration takes. */
    public static Delivery ofNone(Received received, ConversionEvent event) {
        return new Delivery(received, event, NONE, null, 1);
    }

    /**
     * A delivery that comes back from where it was parked.
     *
     * @param received the event as it came, with e-mail addresses hashed
     * @param integrationId the one it is for
     * @param integration today's of that id; null if there is none any more
     * @param parked where it was in its schedule
     * @param attempts those made before, which count no more
     */
    public static Delivery resumed(
            Received received,
            ConversionEvent event,
            String integrationId,
            Integration integration,
            int call,
            ParkedUntil parked,
            List<Attempt> attempts) {
        Delivery delivery = new Delivery(received, event, integrationId, integration, call);
        delivery.attempts.addAll(attempts);
        delivery.startOver();
        delivery.resumedFrom = parked;
        return delivery;
    }

    /**
     * The same event to the same integration, as one of several calls.
     *
     * @param number from 1; the first call is this delivery itself
     */
    public Delivery call(int number) {
        return number == call ? this : new Delivery(received, event, integrationId, integration, number);
    }

    /** The event as it came. */
    public Received received() {
        return received;
    }

    /** The event, or what was kept of it when it was {@linkplain #releaseEvent released}; null if it can't be read. */
    public ConversionEvent event() {
        return event;
    }

    /**
     * Lets go of the event as it was read, for what is left to be done needs no more of it than what it is called: its tree
     * may take thirty times the bytes that came, and a delivery may wait long for its next attempt.
     */
    public void releaseEvent() {
        if (event == null) {
            return;
        }
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        event.type().ifPresent(type -> kept.put("type", type));
        event.event().ifPresent(name -> kept.put("event", name));
        event.messageId().ifPresent(id -> kept.put("message_id", id));
        happenedAt = event.happenedAt().orElse(happenedAt);
        event = new ConversionEvent(kept);
    }

    /** When the event happened, as its timestamp says; null if it has none that can be read, or can't be read itself. */
    public Instant happenedAt() {
        return happenedAt == null && event != null ? event.happenedAt().orElse(null) : happenedAt;
    }

    /** The integration that takes the event; null for {@value #NONE}, and for one that is there no more. */
    public Integration integration() {
        return integration;
    }

    /** The integration's id, or {@value #NONE}: the label of metrics, unless it is there no more. */
    public String integrationId() {
        return integrationId;
    }

    /** The number of the call, from 1. */
    public int call() {
        return call;
    }

    /** Notes that the visitor's consent is found to be granted. */
    public void consented() {
        consented = true;
    }

    /** Whether that was found; false also as long as nobody has looked. */
    public boolean hasConsent() {
        return consented;
    }

    /** What is to be sent, with the key in it; null as long as nothing is mapped. */
    public ObjectNode payload() {
        return payload;
    }

    public void payload(ObjectNode newPayload) {
        this.payload = newPayload;
    }

    /** The attempts made so far, in order. */
    public List<Attempt> attempts() {
        return attempts;
    }

    /**
     * Says how the delivery ends; it counts when it is settled.
     *
     * @param why the reason, for people: null for what is delivered
     * @throws IllegalStateException if another end stands already
     */
    public void end(Outcome newOutcome, String why) {
        if (outcome != null && outcome != newOutcome) {
            throw new IllegalStateException(
                    "a delivery that ended as " + outcome.word() + " can't end as " + newOutcome.word());
        }
        outcome = Objects.requireNonNull(newOutcome, "outcome");
        parked = null;
        reason = why;
    }

    /**
     * Says that the delivery is to be kept until it is tried again; that counts when it is settled.
     *
     * @throws IllegalStateException if it has ended
     */
    public void park(ParkedUntil until) {
        if (outcome != null) {
            throw new IllegalStateException("a delivery that ended as " + outcome.word() + " can't be parked");
        }
        parked = Objects.requireNonNull(until, "until");
        reason = until.reason();
    }

    /** Until when it is to be kept; null if it is not. */
    public ParkedUntil parked() {
        return parked;
    }

    /** What it comes back from; null if it was never parked. */
    public ParkedUntil resumedFrom() {
        return resumedFrom;
    }

    /** How many stages of its schedule it has behind it. */
    public int stage() {
        return resumedFrom == null ? 0 : resumedFrom.stage();
    }

    /** How it ended; null as long as it has not. */
    public Outcome outcome() {
        return outcome;
    }

    /** Why it ended so; null if there is nothing to say. */
    public String reason() {
        return reason;
    }

    /** Whether its outcome was counted. */
    public boolean isSettled() {
        return end.get() == End.SETTLED;
    }

    /** Marks it as let go, once; false if it was already, or is settled. Nothing settles it after that. */
    public boolean release() {
        return end.compareAndSet(null, End.RELEASED);
    }

    /** Marks the outcome, or that it is parked, as counted, once; false if it was already, or was let go. */
    public boolean settle() {
        if (outcome == null && parked == null) {
            throw new IllegalStateException("a delivery that neither ended nor is parked can't be settled");
        }
        return end.compareAndSet(null, End.SETTLED);
    }

    /** Notes that an attempt begins. */
    public void attemptBegins(Instant at, long nanos) {
        attemptAt = at;
        attemptNanos = nanos;
        attempting = true;
        sent = false;
        if (attemptsThatCount() == 0) {
            firstAttemptNanos = nanos;
        }
    }

    /** Notes how the attempt that began last came out. */
    public void attemptEnds(Integer status, String error, long nanos) {
        attempting = false;
        if (attempts.size() >= MOST_ATTEMPTS) {
            // The first ones tell how it began, the last ones how it stands. Those between do not count any more.
            attempts.remove(FIRST_ATTEMPTS);
            attemptsThatDoNotCount = Math.max(0, attemptsThatDoNotCount - 1);
        }
        lastAttemptNanos = nanos - attemptNanos;
        attempts.add(new Attempt(attemptAt, status, error, lastAttemptNanos / 1_000_000));
    }

    /** How long the last attempt took, in nanoseconds; 0 if there was none. */
    public long lastAttemptNanos() {
        return lastAttemptNanos;
    }

    /**
     * Notes that its integration is refused by this one's answer.
     *
     * @param openings how many times the gate of the integration has opened
     * @return how many times it was refused anew after the gate had opened, and so others were accepted
     */
    public int refused(long openings) {
        if (refusedAt >= 0 && openings > refusedAt) {
            refusedAnew++;
        }
        refusedAt = openings;
        return refusedAnew;
    }

    /** Whether an attempt has begun, and not ended. */
    public boolean isAttempting() {
        return attempting;
    }

    /** Notes that of the attempt under way a byte was sent: from now on the collector may have it. */
    public void sending() {
        sent = true;
    }

    /** Whether a byte was sent of the attempt that began last. */
    public boolean isSent() {
        return sent;
    }

    /** Notes what it passed, for the next attempt. */
    public void admitted(Gates.Admission passed) {
        admission = passed;
    }

    /** What it passed, once: for how the attempt ended is told once. */
    public Optional<Gates.Admission> takeAdmission() {
        Optional<Gates.Admission> taken = Optional.ofNullable(admission);
        admission = null;
        return taken;
    }

    /** The time it was held, for a reason that is not its own, does not count. */
    public void heldFor(long nanos) {
        firstAttemptNanos += nanos;
    }

    /** Neither the attempts made so far count, nor their time: what they failed by was not of this delivery. */
    public void startOver() {
        attemptsThatDoNotCount = attempts.size();
    }

    /** Whether it was refused anew after others were accepted: then it is this one, perhaps. */
    public boolean isRefusedAnew() {
        return refusedAnew > 0;
    }

    /** How many attempts were made since it {@linkplain #startOver started over}. */
    public int attemptsThatCount() {
        return attempts.size() - attemptsThatDoNotCount;
    }

    /** When the first attempt that counts began, on the scale of {@link System#nanoTime()}. */
    public long firstAttemptNanos() {
        return firstAttemptNanos;
    }

    @Override
    public String toString() {
        return "delivery of " + received.origin() + " to " + integrationId() + " call " + call;
    }
}
