package io.github.podsights.camel.metrics;

import java.util.Arrays;
import java.util.List;

/**
 * Every meter of ours, by its name in Micrometer; {@link #prometheusName()} is the one that Prometheus shows. The README's
 * table is made of these.
 */
public enum Meter {
    RECEIVED("podsights.received", Kind.COUNTER, "Deliveries that came in.", Meter.INTEGRATION, Meter.SOURCE),
    RESUMED(
            "podsights.resumed",
            Kind.COUNTER,
            "Deliveries that came back from where they were parked.",
            Meter.INTEGRATION,
            Meter.SOURCE),
    OUTCOMES(
            "podsights.outcomes",
            Kind.COUNTER,
            "Deliveries that ended, by outcome.",
            Meter.INTEGRATION,
            Meter.SOURCE,
            Meter.OUTCOME),
    PARKED("podsights.parked", Kind.COUNTER, "How many times a delivery was parked.", Meter.INTEGRATION, Meter.SOURCE),
    RELEASED(
            "podsights.released",
            Kind.COUNTER,
            "Deliveries let go without an acknowledgement: they come again.",
            Meter.INTEGRATION,
            Meter.SOURCE),
    IN_FLIGHT("podsights.in.flight", Kind.GAUGE, "Deliveries under way.", Meter.INTEGRATION, Meter.SOURCE),
    ATTEMPTS(
            "podsights.attempts",
            Kind.COUNTER,
            "Attempts that ended, by how the answer was taken: `accepted`, `transient` (also: no answer), `set-up`,"
                    + " `rejected`.",
            Meter.INTEGRATION,
            Meter.CLASS),
    ATTEMPT("podsights.attempt", Kind.SECONDS, "How long an attempt took.", Meter.INTEGRATION),
    DELIVERY_AGE(
            "podsights.delivery.age",
            Kind.SECONDS,
            "The time from an event's own timestamp to its acceptance; not observed without a readable one.",
            Meter.INTEGRATION),
    LEFT_OUT(
            "podsights.left.out",
            Kind.COUNTER,
            "Identity fields left out of a payload, because what stood there could not be read.",
            Meter.INTEGRATION),
    GATE_OPEN(
            "podsights.gate.open",
            Kind.GAUGE,
            "1 while the gate is open, 0 while it is closed: that of the `collector`, or, as `integration:…`, of one that is"
                    + " paused.",
            Meter.GATE),
    ABSURD_RETRY_AFTER(
            "podsights.absurd.retry.after", Kind.COUNTER, "Answers whose `Retry-After` could not be taken as it was."),
    UNWRITTEN("podsights.unwritten", Kind.COUNTER, "Failed writes of dead letters and of parked deliveries."),
    PARKED_DEPTH(
            "podsights.parked.depth", Kind.GAUGE, "Deliveries that lie parked; of topics of Kafka as of a while ago."),
    RELOADS(
            "podsights.reloads",
            Kind.COUNTER,
            "Changes of the configuration while it ran: `applied`, `refused` for an error, or `postponed` until what is in"
                    + " flight has come to its end.",
            Meter.RESULT);

    /** What a meter measures, which decides the end of its name in Prometheus. */
    enum Kind {
        COUNTER("_total", "counter"),
        GAUGE("", "gauge"),
        SECONDS("_seconds", "histogram");

        private final String suffix;
        private final String word;

        Kind(String suffix, String word) {
            this.suffix = suffix;
            this.word = word;
        }
    }

    /** The label of {@link #GATE_OPEN}. */
    public static final String GATE = "gate";

    /** The label of {@link #RELOADS}. */
    public static final String RESULT = "result";

    static final String INTEGRATION = "integration";
    static final String SOURCE = "source";
    static final String OUTCOME = "outcome";
    static final String CLASS = "class";

    private final String id;
    private final Kind kind;
    private final String description;

    @SuppressWarnings("ImmutableEnumChecker") // a copy that nobody can change
    private final List<String> labels;

    Meter(String id, Kind kind, String description, String... labels) {
        this.id = id;
        this.kind = kind;
        this.description = description;
        this.labels = List.copyOf(Arrays.asList(labels));
    }

    /** Its name in Micrometer. */
    public String id() {
        return id;
    }

    /** What it measures, in Markdown. */
    public String description() {
        return description;
    }

    /** What it measures, without Markdown. */
    String plainDescription() {
        return description.replace("`", "");
    }

    /** Its labels; none has a value that an event says. */
    public List<String> labels() {
        return labels;
    }

    /** {@code counter}, {@code gauge} or {@code histogram}. */
    public String type() {
        return kind.word;
    }

    /** Its name in Prometheus. */
    public String prometheusName() {
        return id.replace('.', '_') + kind.suffix;
    }
}
