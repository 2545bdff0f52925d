package io.github.podsights.camel.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.podsights.camel.consent.ConsentFilter;
import io.github.podsights.camel.delivery.Deliveries;
import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.delivery.Gate;
import io.github.podsights.camel.delivery.GateRules;
import io.github.podsights.camel.delivery.Gates;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.delivery.ParkedUntil;
import io.github.podsights.camel.integration.Integration;
import io.github.podsights.camel.integration.Integrations;
import io.github.podsights.camel.integration.Secret;
import io.github.podsights.camel.settings.ParkSettings;
import io.github.podsights.camel.settings.ParkUri;
import io.github.podsights.camel.settlement.Balance;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class RoomTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final String EVENT = "{\"event\":\"Order Completed\",\"anonymousId\":\"a\"}";
    private static final long LONG = Duration.ofSeconds(61).toNanos();
    private static final Room.Check NO_WAIT = () -> {
        throw new InterruptedException("would wait");
    };

    private final Integration other = new Integration(
            "other",
            "Other",
            Integration.VENDOR,
            true,
            Optional.empty(),
            new Secret("other-key"),
            ConsentFilter.DEFAULT,
            Deliveries.SHOP.mapper());

    private long nanos;
    private Integrations integrations = new Integrations(List.of(other, Deliveries.SHOP));
    private final GateRules rules = GateRules.of(Duration.ofMillis(500), Duration.ofSeconds(5));
    private final Gates gates = new Gates(gate(Gates.COLLECTOR), this::gate, () -> integrations.enabledIds());
    private final Balance balance = new Balance();
    private final Parking parking = new Parking(
            new ParkSettings(
                    List.of(Duration.ofMinutes(1), Duration.ofHours(1)),
                    Map.of("file", new ParkUri.Directory(Path.of("/parked"))),
                    10),
            () -> NOW,
            new Random(1));
    private final Room room = room(1_000);
    private final IdentityHashMap<Delivery, Room.Waiting> waiting = new IdentityHashMap<>();
    private final CamelContext context = new DefaultCamelContext();

    private Room room(int connections) {
        return new Room(gates, () -> integrations, balance, Map.of("file", 8), () -> connections, parking);
    }

    /** A delivery of an event of its own asks for a place. */
    private boolean enters(Delivery delivery) throws Exception {
        return room.enters(delivery, event(delivery), NO_WAIT);
    }

    private EventUnderWay event(Delivery... deliveries) {
        EventUnderWay event = EventUnderWay.begin(deliveries[0].received(), balance, new DefaultExchange(context));
        for (Delivery delivery : deliveries) {
            event.add(delivery);
        }
        return event;
    }

    private static Delivery delivered(Delivery delivery) {
        delivery.end(Outcome.DELIVERED, null);
        return delivery;
    }

    private Gate gate(String name) {
        return new Gate(name, rules, () -> nanos, new Random(1), gate -> {}, count -> {});
    }

    private void pause(Integration integration) {
        Delivery refused = of(integration);
        gates.ask(refused).orElseThrow().refused(null, "the collector answered 401 (set-up)");
    }

    private static Delivery of(Integration integration) {
        Delivery shop = Deliveries.of(EVENT);
        return Delivery.of(shop.received(), shop.event(), integration);
    }

    private Delivery waiting(Delivery delivery) {
        waiting.put(delivery, room.waits(delivery));
        return delivery;
    }

    private boolean parksWhilePaused(Delivery delivery, long waited) {
        return room.parksWhilePaused(delivery, waiting.get(delivery), waited);
    }

    @Test
    void keepsAHandfulAsTheProbeAndParksTheRestWhileOthersAreSent() {
        pause(Deliveries.SHOP);
        for (int i = 0; i < Room.PROBERS; i++) {
            assertThat(parksWhilePaused(waiting(of(Deliveries.SHOP)), 0)).isFalse();
        }
        Delivery fifth = waiting(of(Deliveries.SHOP));
        assertThat(parksWhilePaused(fifth, 0)).isTrue();
        assertThat(fifth.parked().stage()).isEqualTo(1);
        assertThat(fifth.reason()).isEqualTo("its integration is paused: the collector answered 401 (set-up)");
        assertThat(parksWhilePaused(waiting(of(other)), 0))
                .as("the other is not paused")
                .isFalse();
    }

    @Test
    void relievesAProbeThatHasWaitedForAMinuteIfThereIsAnother() {
        pause(Deliveries.SHOP);
        Delivery first = waiting(of(Deliveries.SHOP));
        assertThat(parksWhilePaused(first, LONG)).as("it is the only one").isFalse();
        waiting(of(Deliveries.SHOP));
        assertThat(parksWhilePaused(first, LONG - Duration.ofSeconds(1).toNanos()))
                .isFalse();
        assertThat(parksWhilePaused(first, LONG)).isTrue();
        assertThat(first.parked()).isNotNull();
    }

    @Test
    void parksNothingWhileNothingCanBeSentForAnybody() {
        pause(Deliveries.SHOP);
        pause(other);
        for (int i = 0; i < 10; i++) {
            assertThat(parksWhilePaused(waiting(of(Deliveries.SHOP)), LONG)).isFalse();
        }
        assertThat(room.isNothingSent()).isTrue();
    }

    @Test
    void whoLeavesIsCountedNoMoreHoweverOftenAndWhetherItWasParkedOrNot() {
        pause(Deliveries.SHOP);
        for (int i = 0; i < Room.PROBERS; i++) {
            waiting(of(Deliveries.SHOP));
        }
        Delivery parked = waiting(of(Deliveries.SHOP));
        assertThat(parksWhilePaused(parked, 0)).isTrue();
        waiting.get(parked).leave();
        pause(other);
        assertThat(room.isNothingSent()).isTrue();

        Room.Waiting first = waiting.values().stream()
                .filter(place -> place != waiting.get(parked))
                .findFirst()
                .orElseThrow();
        first.leave();
        first.leave();
        assertThat(room.isNothingSent()).isFalse();
        waiting(of(Deliveries.SHOP));
        assertThat(room.isNothingSent()).isTrue();
    }

    @Test
    void whoHasToWaitForAnHourIsNotWhatProbesForOthers() {
        gates.ask(of(Deliveries.SHOP)).orElseThrow().refused(Duration.ofHours(1), "the collector answered 429");
        for (int i = 0; i < Room.PROBERS; i++) {
            waiting(of(Deliveries.SHOP));
        }
        List<Gates.Admission> begun = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            begun.add(gates.ask(of(other)).orElseThrow());
        }
        begun.forEach(admission -> admission.failed("no answer"));
        assertThat(gates.endpoint().isOpen()).isFalse();
        assertThat(room.isNothingSent()).as("none of the other is in hand").isFalse();

        for (int i = 0; i < Room.PROBERS; i++) {
            waiting(of(other));
        }
        assertThat(room.isNothingSent()).isTrue();
    }

    @Test
    void sourcesStayHeldWhileTheProbeOfOneIsUnderWay() {
        pause(Deliveries.SHOP);
        pause(other);
        for (int i = 0; i < Room.PROBERS; i++) {
            waiting(of(Deliveries.SHOP));
        }
        assertThat(room.isNothingSent()).isTrue();
        gates.integration("shop").probeNow();
        gates.integration("other").probeNow();
        nanos += Duration.ofSeconds(1).toNanos(); // whoever probed last may, too
        assertThat(room.isNothingSent()).as("one that waits may be tried").isTrue();
        assertThat(gates.ask(of(Deliveries.SHOP))).isPresent();
        assertThat(room.isNothingSent()).as("of the other none is in hand").isFalse();
        assertThat(gates.ask(of(other))).isPresent();
        assertThat(room.isNothingSent()).as("both are being tried").isTrue();
    }

    @Test
    void whatWaitsForOneThatIsDisabledHoldsNoSource() {
        pause(Deliveries.SHOP);
        pause(other);
        for (int i = 0; i < Room.PROBERS; i++) {
            waiting(of(Deliveries.SHOP));
        }
        integrations = new Integrations(List.of(other));
        assertThat(room.isNothingSent()).isFalse();
    }

    @Test
    void whatCameBackRestsForAsLongAsThePauseHasBeenWithoutAFurtherStage() {
        pause(Deliveries.SHOP);
        for (int i = 0; i < Room.PROBERS; i++) {
            waiting(of(Deliveries.SHOP));
        }
        assertThat(restOfOneThatCameBack()).isEqualTo(Duration.ofMinutes(1));
        nanos += Duration.ofMinutes(20).toNanos();
        assertThat(restOfOneThatCameBack()).isEqualTo(Duration.ofMinutes(20));
        nanos += Duration.ofHours(5).toNanos();
        assertThat(restOfOneThatCameBack()).isEqualTo(Duration.ofHours(1));
    }

    private Duration restOfOneThatCameBack() {
        Delivery fresh = Deliveries.of(EVENT);
        Delivery delivery = waiting(Delivery.resumed(
                fresh.received(),
                fresh.event(),
                "shop",
                Deliveries.SHOP,
                1,
                new ParkedUntil("id-1", 1, NOW, Duration.ZERO, "failed in place"),
                List.of()));
        assertThat(parksWhilePaused(delivery, 0)).isTrue();
        assertThat(delivery.parked().stage()).isEqualTo(1);
        return Duration.between(NOW, delivery.parked().due());
    }

    @Test
    void keepsWhatMayBeTheReasonOfThePauseInHand() {
        pause(Deliveries.SHOP);
        for (int i = 0; i < Room.PROBERS; i++) {
            waiting(of(Deliveries.SHOP));
        }
        Delivery suspect = waiting(of(Deliveries.SHOP));
        suspect.refused(0);
        suspect.refused(1);
        assertThat(parksWhilePaused(suspect, 0)).isFalse();
        assertThat(parksWhilePaused(suspect, LONG)).as("not for ever").isTrue();
    }

    @Test
    void parksTheTwinOfAProbe() {
        Delivery twin = of(Deliveries.SHOP);
        assertThat(room.parksTwin(twin)).as("not paused").isFalse();
        pause(Deliveries.SHOP);
        assertThat(room.parksTwin(twin)).isTrue();
        assertThat(twin.parked().stage()).isEqualTo(1);
        pause(other);
        assertThat(room.parksTwin(of(Deliveries.SHOP)))
                .as("nothing is sent for anybody")
                .isFalse();
    }

    @Test
    void letsThreeOfFourInAndLaterOnesWaitForAPlace() throws Exception {
        Delivery first = of(Deliveries.SHOP);
        EventUnderWay event = event(first);
        assertThat(room.enters(first, event, NO_WAIT)).isTrue();
        for (int i = 1; i < 6; i++) {
            assertThat(enters(of(Deliveries.SHOP))).isTrue();
        }
        assertThat(room.enters(first, event, NO_WAIT)).as("it has its place").isTrue();
        assertThatThrownBy(() -> enters(of(Deliveries.SHOP))).hasMessage("would wait");
        assertThat(enters(of(other))).isTrue();

        event.settle(delivered(first));
        event.onDone(null);
        assertThat(enters(of(Deliveries.SHOP))).isTrue();
        assertThatThrownBy(() -> enters(of(Deliveries.SHOP))).hasMessage("would wait");
    }

    @Test
    void theCallsOfAnEventShareAPlace() throws Exception {
        for (int i = 0; i < 6; i++) {
            Delivery first = of(Deliveries.SHOP);
            Delivery second = first.call(2);
            EventUnderWay event = event(first, second);
            assertThat(room.enters(first, event, NO_WAIT)).isTrue();
            assertThat(room.enters(second, event, NO_WAIT)).isTrue();
        }
        assertThatThrownBy(() -> enters(of(Deliveries.SHOP))).hasMessage("would wait");
    }

    @Test
    void whatIsLetGoGivesItsPlaceBack() throws Exception {
        for (int i = 0; i < 100; i++) {
            Delivery delivery = of(Deliveries.SHOP);
            EventUnderWay event = event(delivery);
            assertThat(room.enters(delivery, event, NO_WAIT)).isTrue();
            event.onDone(null);
            assertThat(event.settle(delivered(delivery)))
                    .as("nobody counts it any more")
                    .isFalse();
        }
        assertThat(balance.total().released()).isEqualTo(100);
        assertThat(balance.total().inFlight()).isZero();
    }

    @Test
    void noIntegrationTakesMoreThanThreeOfFourConnections() throws Exception {
        Room narrow = room(4);
        for (int i = 0; i < 3; i++) {
            Delivery delivery = of(Deliveries.SHOP);
            assertThat(narrow.enters(delivery, event(delivery), NO_WAIT)).isTrue();
        }
        Delivery fourth = of(Deliveries.SHOP);
        assertThatThrownBy(() -> narrow.enters(fourth, event(fourth), NO_WAIT)).hasMessage("would wait");
    }

    /** Of one that was removed while its probe was under way the gate is closed for good, and nobody waits there. */
    @Test
    void isHeldIfADeliveryWaitsAtAGateThatIsClosed() {
        Delivery delivery = of(Deliveries.SHOP);
        Room.Waiting waits = room.waits(delivery);
        assertThat(room.isAnyHeld()).isFalse();

        gates.ask(delivery).orElseThrow().refused(null, "refused");
        assertThat(room.isAnyHeld()).isTrue();

        waits.leave();
        assertThat(room.isAnyHeld()).isFalse();
    }

    @Test
    void placesChangeWithTheConnections() throws Exception {
        int[] connections = {8};
        Room changing = new Room(gates, () -> integrations, balance, Map.of("file", 8), () -> connections[0], parking);
        for (int i = 0; i < 3; i++) {
            Delivery delivery = of(Deliveries.SHOP);
            assertThat(changing.enters(delivery, event(delivery), NO_WAIT)).isTrue();
        }
        connections[0] = 4;
        changing.changed(List.of("gone"));
        Delivery fourth = of(Deliveries.SHOP);
        assertThatThrownBy(() -> changing.enters(fourth, event(fourth), NO_WAIT))
                .hasMessage("would wait");

        connections[0] = 6;
        changing.changed(List.of());
        assertThat(changing.enters(fourth, event(fourth), NO_WAIT)).isTrue();

        connections[0] = 2;
        changing.changed(List.of(Deliveries.SHOP.id()));
        Delivery ofAnother = of(Deliveries.SHOP);
        assertThat(changing.enters(ofAnother, event(ofAnother), NO_WAIT))
                .as("one of the same name")
                .isTrue();
    }

    @Test
    void parksWhoFindsNoPlaceOnceAllWaitForItsIntegrationAlone() throws Exception {
        Runnable lastOfOther = null;
        for (int i = 0; i < 6; i++) {
            Delivery ofShop = of(Deliveries.SHOP);
            Delivery ofOther = of(other);
            EventUnderWay event = event(ofShop, ofOther);
            assertThat(room.enters(ofShop, event, NO_WAIT)).isTrue();
            lastOfOther = () -> event.settle(delivered(ofOther));
            if (i < 5) {
                lastOfOther.run();
            }
        }
        assertThatThrownBy(() -> enters(of(Deliveries.SHOP))).hasMessage("would wait");
        lastOfOther.run();
        Delivery late = of(Deliveries.SHOP);
        assertThat(room.enters(late, event(late, of(other)), () -> {})).isFalse();
        assertThat(late.parked().stage()).isEqualTo(1);
    }

    @Test
    void whatAnotherHeldBackDoesNotSayThatThisOneIsSlower() throws Exception {
        for (int i = 0; i < 6; i++) {
            Delivery ofShop = of(Deliveries.SHOP);
            Delivery ofOther = of(other);
            EventUnderWay event = event(ofShop, ofOther);
            ofOther.end(Outcome.CONSENT_DENIED, "not granted");
            event.settle(ofOther);
            assertThat(room.enters(ofShop, event, NO_WAIT)).isTrue();
        }
        assertThatThrownBy(() -> enters(of(Deliveries.SHOP)))
                .as("it waits for a place")
                .hasMessage("would wait");
    }

    @Test
    void parksOfWhatNoOtherTakesOnlyIfNothingEndsForAWhileAndTheSourceHasMore() throws Exception {
        for (int i = 0; i < 6; i++) {
            assertThat(enters(of(Deliveries.SHOP))).isTrue();
        }
        Delivery late = of(Deliveries.SHOP);
        EventUnderWay event = event(late);
        AtomicInteger looks = new AtomicInteger();
        Room.Check patient = () -> {
            if (looks.incrementAndGet() > 15) {
                throw new InterruptedException("would wait");
            }
        };
        assertThatThrownBy(() -> room.enters(late, event, patient))
                .as("the source is of this integration alone")
                .hasMessage("would wait");
        event(of(other));
        looks.set(0);
        assertThat(room.enters(late, event, patient)).isFalse();
        assertThat(looks).hasValueGreaterThan(9);
        assertThat(late.reason()).startsWith("its integration is slower than the others");
    }

    @Test
    void asksNothingOfAnIntegrationThatIsTheOnlyOne() throws Exception {
        integrations = new Integrations(List.of(Deliveries.SHOP));
        for (int i = 0; i < 100; i++) {
            assertThat(enters(of(Deliveries.SHOP))).isTrue();
        }
    }
}
