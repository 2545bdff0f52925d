package io.github.podsights.camel.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.podsights.camel.delivery.Deliveries;
import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.delivery.ParkedUntil;
import io.github.podsights.camel.event.Origin;
import io.github.podsights.camel.event.Received;
import io.github.podsights.camel.settings.ParkSettings;
import io.github.podsights.camel.settings.ParkUri;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ParkingTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00.123456Z");
    private static final Instant NOW_MILLIS = Instant.parse("2026-11-24T12:00:00.123Z");

    private static final String EVENT = "{\"event\":\"Order Completed\",\"anonymousId\":\"a\"}";

    private final Parking parking = new Parking(
            new ParkSettings(
                    List.of(Duration.ofMinutes(1), Duration.ofHours(1)),
                    Map.of("file", new ParkUri.Directory(Path.of("/parked"))),
                    10),
            () -> NOW,
            new Random(1));

    @Test
    void parksForTheDelayOfTheNextStage() {
        Delivery delivery = Deliveries.mapped(EVENT);
        delivery.attemptBegins(NOW, 0);
        delivery.attemptEnds(503, "the collector answered 503 (transient)", 0);

        assertThat(parking.park(delivery, Duration.ZERO)).isTrue();

        assertThat(delivery.outcome()).isNull();
        assertThat(delivery.parked().stage()).isEqualTo(1);
        assertThat(delivery.parked().due()).isEqualTo(NOW_MILLIS.plusSeconds(60));
        assertThat(delivery.parked().delay()).isEqualTo(Duration.ofMinutes(1));
        assertThat(delivery.reason()).isEqualTo("failed in place, last: the collector answered 503 (transient)");
    }

    @Test
    void parksForAsLongAsTheCollectorAsksForByStepsThatAreAsLongAsTheyCanBe() {
        Delivery delivery = Deliveries.mapped(EVENT);

        assertThat(parking.park(delivery, Duration.ofHours(3))).isTrue();

        assertThat(delivery.parked().stage()).isEqualTo(1);
        assertThat(delivery.parked().due()).isEqualTo(NOW_MILLIS.plusSeconds(3 * 3_600));
        assertThat(delivery.parked().delay()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void doesNotParkAfterTheLastStage() {
        assertThat(parking.park(resumed(2), Duration.ofHours(3))).isFalse();
        assertThat(parking.park(resumed(9), Duration.ZERO)).isFalse();
    }

    @Test
    void keepsTheIdFromStageToStage() {
        Delivery delivery = resumed(1);

        assertThat(parking.park(delivery, Duration.ZERO)).isTrue();

        assertThat(delivery.parked().id()).isEqualTo("id-1");
        assertThat(delivery.parked().stage()).isEqualTo(2);
    }

    @Test
    void countsNoStageForWhatCannotBeTriedYet() {
        Delivery notDue = resumed(1);
        parking.parkAgain(notDue, NOW.plusSeconds(90), "the collector asked for it");
        assertThat(notDue.parked().stage()).isEqualTo(1);
        assertThat(notDue.parked().due()).isEqualTo(NOW_MILLIS.plusSeconds(90));
        assertThat(notDue.parked().delay()).isEqualTo(Duration.ofMinutes(1));

        Delivery disabled = resumed(9);
        parking.parkAgain(disabled, "the integration is disabled");
        assertThat(disabled.parked().stage()).isEqualTo(9);
        assertThat(disabled.parked().due()).isEqualTo(NOW_MILLIS.plusSeconds(3_600));
    }

    @Test
    void isDueLaterEachTimeAlsoWhenTheClockIsSetBack() {
        Delivery delivery = resumed(1, NOW_MILLIS.plusSeconds(7_200));
        assertThat(parking.park(delivery, Duration.ZERO)).isTrue();
        assertThat(delivery.parked().due())
                .isEqualTo(NOW_MILLIS.plusSeconds(7_200).plusMillis(1));

        Delivery notDue = resumed(1, NOW_MILLIS.plusSeconds(90));
        parking.parkAgain(notDue, NOW_MILLIS.plusSeconds(90), "not yet");
        assertThat(notDue.parked().due()).isEqualTo(NOW_MILLIS.plusSeconds(90).plusMillis(1));
    }

    @Test
    void doesNotParkWhatACallerWaitsForUnlessThereIsAPlaceForIt() {
        Received received = Received.of(EVENT.getBytes(java.nio.charset.StandardCharsets.UTF_8), Origin.DIRECT);
        Delivery delivery = Delivery.of(received, Deliveries.read(received), Deliveries.SHOP);
        assertThat(parking.park(delivery, Duration.ZERO)).isFalse();
    }

    private static Delivery resumed(int stage) {
        return resumed(stage, NOW);
    }

    private static Delivery resumed(int stage, Instant due) {
        Received received = Deliveries.received(EVENT.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return Delivery.resumed(
                received,
                Deliveries.read(received),
                "shop",
                Deliveries.SHOP,
                1,
                new ParkedUntil("id-1", stage, due, Duration.ZERO, "failed in place"),
                List.of());
    }
}
