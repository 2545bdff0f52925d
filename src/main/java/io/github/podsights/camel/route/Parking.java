package io.github.podsights.camel.route;

import io.github.podsights.camel.delivery.Attempt;
import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.delivery.ParkedUntil;
import io.github.podsights.camel.parked.ParkSchedule;
import io.github.podsights.camel.settings.ParkSettings;
import io.github.podsights.camel.settings.ParkUri;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.apache.camel.Exchange;
import org.apache.camel.spi.Registry;

/** Decides what is parked, until when, and where. */
public final class Parking {

    private final ParkSchedule schedule;
    private final Map<String, ParkUri> places;
    private final InstantSource clock;
    private final RandomGenerator random;

    /** @param random makes ids unique */
    Parking(ParkSettings settings, InstantSource clock, RandomGenerator random) {
        this.schedule = new ParkSchedule(settings.schedule());
        this.places = settings.places();
        this.clock = clock;
        this.random = random;
    }

    void bind(Registry registry) {
        registry.bind("podsightsParking", this);
        Condition.ofExchange(registry, "podsightsParking.inDirectory", this::inDirectory);
        Condition.ofExchange(registry, "podsightsParking.inKafka", this::inKafka);
        Condition.ofExchange(registry, "podsightsParking.inJms", this::inJms);
    }

    /**
     * Parks a delivery whose attempts in place are used up, if it may be.
     *
     * @param atLeast how long it is to be kept at the least, as after a {@code Retry-After}; zero for as its schedule says
     * @return false if it is not parked: the schedule has no further stage, or its kind of source has no place for it
     */
    boolean park(Delivery delivery, Duration atLeast) {
        List<Attempt> attempts = delivery.attempts();
        String last =
                attempts.isEmpty() ? null : attempts.get(attempts.size() - 1).error();
        return park(delivery, atLeast, last == null ? "not tried yet" : "failed in place, last: " + last);
    }

    /**
     * Parks a delivery, if it may be.
     *
     * @param atLeast how long it is to be kept at the least; zero for as its schedule says
     * @param reason why, safe to be shown
     * @return false if it is not parked: the schedule has no further stage, or its kind of source has no place for it
     */
    boolean park(Delivery delivery, Duration atLeast, String reason) {
        if (!hasPlace(delivery)) {
            return false;
        }
        Duration delay = schedule.next(delivery.stage()).orElse(null);
        if (delay == null) {
            return false;
        }
        keep(delivery, delivery.stage() + 1, delay.compareTo(atLeast) < 0 ? atLeast : delay, reason);
        return true;
    }

    /** Whether the kind of source of a delivery has a place, so that it may be parked. */
    boolean hasPlace(Delivery delivery) {
        return places.containsKey(delivery.received().origin().kind());
    }

    /** Whether the schedule has a further stage for a delivery, and its kind of source a place. */
    boolean isPossible(Delivery delivery) {
        return hasPlace(delivery) && schedule.next(delivery.stage()).isPresent();
    }

    /** Parks a delivery that came back without a further stage: it can't be tried yet. */
    void parkAgain(Delivery delivery, Instant due, String reason) {
        keep(delivery, delivery.stage(), Duration.between(clock.instant(), due), reason);
    }

    /** Parks a delivery that came back, for as long as its stage says, without a further one. */
    void parkAgain(Delivery delivery, String reason) {
        parkAgain(delivery, Duration.ZERO, reason);
    }

    /** Parks a delivery that came back, without a further stage, for as long as its stage says, or longer. */
    void parkAgain(Delivery delivery, Duration atLeast, String reason) {
        Duration delay = schedule.ofStage(delivery.stage());
        keep(delivery, delivery.stage(), delay.compareTo(atLeast) < 0 ? atLeast : delay, reason);
    }

    /**
     * Each time it is due later than the time before, also when the clock was set back: of two files of the same id the
     * later one stands, and none is written over the one that it came back from, which is then removed.
     */
    private void keep(Delivery delivery, int stage, Duration wait, String reason) {
        Instant due = clock.instant().plus(wait).truncatedTo(ChronoUnit.MILLIS);
        if (delivery.resumedFrom() != null
                && !due.isAfter(delivery.resumedFrom().due())) {
            due = delivery.resumedFrom().due().plusMillis(1);
        }
        String id = delivery.resumedFrom() == null
                ? HexFormat.of().toHexDigits(random.nextLong())
                : delivery.resumedFrom().id();
        delivery.park(new ParkedUntil(id, stage, due, schedule.atOnce(wait), reason));
    }

    /** Whether the delivery of an exchange is to be parked in a directory. */
    public boolean inDirectory(@TheExchange Exchange exchange) {
        return isParkedIn(exchange, ParkUri.Directory.class);
    }

    /** Whether the delivery of an exchange is to be parked in a topic of Kafka. */
    public boolean inKafka(@TheExchange Exchange exchange) {
        return isParkedIn(exchange, ParkUri.Topics.class);
    }

    /** Whether the delivery of an exchange is to be parked in a queue of JMS. */
    public boolean inJms(@TheExchange Exchange exchange) {
        return isParkedIn(exchange, ParkUri.Queue.class);
    }

    private boolean isParkedIn(Exchange exchange, Class<? extends ParkUri> kind) {
        Delivery delivery = Current.delivery(exchange);
        return delivery != null && delivery.parked() != null && kind.isInstance(place(delivery));
    }

    /** One whose source runs no more goes back to where it lay. */
    private ParkUri place(Delivery delivery) {
        ParkUri place = places.get(delivery.received().origin().kind());
        return place == null ? places.values().iterator().next() : place;
    }
}
