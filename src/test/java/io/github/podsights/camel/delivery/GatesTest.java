package io.github.podsights.camel.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.podsights.camel.integration.Integration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Whose fault it is when deliveries fail: the endpoint's, or that of one integration. */
class GatesTest {

    private static final String EVENT = "{\"event\":\"Order Completed\",\"anonymousId\":\"a\"}";
    private static final String NO_ANSWER = "no answer within 10 s";
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000_000_000L); // the scale may wrap around
    private List<String> enabled = List.of("silent", "well");
    private final List<String> changes = new ArrayList<>();
    private final GateRules rules = GateRules.of(Duration.ofMillis(500), LONGEST);
    private final Gates gates = new Gates(gate(Gates.COLLECTOR), this::gate, () -> enabled);

    private Gate gate(String name) {
        return new Gate(
                name,
                rules,
                now::get,
                new Random(1),
                changed -> changes.add(changed.name() + " " + changed.state().word()),
                count -> {});
    }

    private Gates.Admission pass(String integration) {
        return gates.ask(delivery(integration)).orElseThrow();
    }

    private static Delivery delivery(String id) {
        Delivery shop = Deliveries.of(EVENT);
        Integration of = new Integration(
                id,
                id,
                Integration.VENDOR,
                true,
                Deliveries.SHOP.sourceId(),
                Deliveries.SHOP.key(),
                Deliveries.SHOP.consent(),
                Deliveries.SHOP.mapper());
        return Delivery.of(shop.received(), shop.event(), of);
    }

    private List<Gates.Admission> passes(String integration, int count) {
        List<Gates.Admission> passes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            passes.add(pass(integration));
        }
        return passes;
    }

    private void elapse(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void aBurstOfOneWhileOthersAreAcceptedPausesThatOneAlone() {
        List<Gates.Admission> silent = passes("silent", 192);
        elapse(Duration.ofSeconds(9));
        pass("well").accepted();
        elapse(Duration.ofSeconds(1));
        silent.forEach(admission -> admission.failed(NO_ANSWER));

        assertThat(changes).containsExactly("silent closed");
        assertThat(gates.endpoint().isOpen()).isTrue();
        assertThat(gates.integration("silent").reason()).isEqualTo(NO_ANSWER);
        assertThat(gates.ask(delivery("silent"))).isEmpty();
        assertThat(gates.ask(delivery("well"))).isPresent();
        assertThat(gates.isOpenForAny()).isTrue();
    }

    @Test
    void aShareOfOneWhileOthersAreAcceptedPausesThatOneAlone() {
        for (int i = 0; i < 200; i++) {
            (i % 8 == 0 ? pass("well") : pass("silent")).accepted();
            elapse(Duration.ofMillis(60));
        }
        List<Gates.Admission> silent = passes("silent", 100);
        for (int i = 0; i < 100; i++) {
            silent.get(i).failed(NO_ANSWER);
            if (i % 9 == 8) {
                pass("well").accepted();
            }
        }
        assertThat(changes).containsExactly("silent closed");
    }

    @Test
    void theProbesOfOneThatIsPausedAndWhatItHadUnderWaySayNothingOfTheCollector() {
        List<Gates.Admission> burst = passes("silent", 40);
        pass("well").accepted();
        burst.forEach(admission -> admission.failed(NO_ANSWER));
        assertThat(changes).containsExactly("silent closed");
        // Nothing comes for the other one now.
        for (int i = 0; i < 30; i++) {
            untilProbe("silent");
            pass("silent").failed(NO_ANSWER);
        }
        assertThat(gates.endpoint().isOpen()).isTrue();
        assertThat(changes).containsExactly("silent closed");
    }

    @Test
    void withoutAnyOtherThatIsAcceptedItIsTheCollector() {
        passes("only", 10).forEach(admission -> admission.failed(NO_ANSWER));
        assertThat(changes).containsExactly("collector closed");
    }

    @Test
    void onceTheLastAcceptanceOfAnotherIsLongAgoItIsTheCollector() {
        pass("well").accepted();
        elapse(rules.sampleTime().plusMillis(1));
        passes("silent", 10).forEach(admission -> admission.failed(NO_ANSWER));
        assertThat(changes).containsExactly("collector closed");
    }

    @Test
    void failuresOfSeveralAreTheCollectors() {
        pass("third").accepted();
        List<Gates.Admission> ofOne = passes("one", 9);
        List<Gates.Admission> ofOther = passes("other", 1);
        ofOne.forEach(admission -> admission.failed("503"));
        ofOther.forEach(admission -> admission.failed("503"));
        assertThat(changes).containsExactly("collector closed");
    }

    @Test
    void whoWasPausedJustBeforeTheCollectorTurnedOutToBeDownIsPausedNoMore() {
        pass("well").accepted();
        List<Gates.Admission> well = passes("well", 10);
        passes("first", 10).forEach(admission -> admission.failed("503"));
        assertThat(changes).containsExactly("first closed");
        well.forEach(admission -> admission.failed("503"));

        assertThat(changes).containsExactly("first closed", "collector closed", "first open");
        assertThat(gates.paused()).isEmpty();
    }

    @Test
    void whoWasPausedLongBeforeOrByARefusalStaysSo() {
        pass("well").accepted();
        passes("silent", 10).forEach(admission -> admission.failed(NO_ANSWER));
        elapse(rules.sampleTime().plusMillis(1));
        pass("refused").refused(null, "401");
        passes("well", 10).forEach(admission -> admission.failed("503"));

        assertThat(gates.endpoint().isOpen()).isFalse();
        assertThat(gates.paused()).extracting(Gate::name).containsExactlyInAnyOrder("silent", "refused");
    }

    @Test
    void aPausedOneIsProbedLessOftenButAsOftenAsACollectorAndGoesOnWhenAProbeIsAccepted() {
        pass("well").accepted();
        passes("silent", 10).forEach(admission -> admission.failed(NO_ANSWER));
        List<Duration> pauses = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Duration pause = gates.untilProbe(delivery("silent"));
            pauses.add(pause);
            untilProbe("silent");
            pass("well").accepted();
            Gates.Admission probe = pass("silent");
            assertThat(probe.isProbe()).isTrue();
            probe.failed(NO_ANSWER);
        }
        assertThat(gates.endpoint().isOpen()).isTrue();
        assertThat(pauses.get(0)).isLessThan(Duration.ofMillis(500));
        assertThat(pauses.get(11)).isBetween(LONGEST.dividedBy(4), LONGEST);

        untilProbe("silent");
        pass("silent").accepted();
        assertThat(gates.paused()).isEmpty();
    }

    @Test
    void aSilentOneWhileNothingComesForTheOtherIsPausedAloneAfterAFewProbes() {
        passes("silent", 10).forEach(admission -> admission.failed(NO_ANSWER));
        probe("silent", 10);

        assertThat(changes).containsExactly("collector closed", "silent closed", "collector open");
        assertThat(gates.isOpenForAny()).isTrue();
        pass("well").accepted();
        assertThat(gates.ask(delivery("silent"))).isEmpty();
    }

    @Test
    void ifTheOtherFailsAsWellItIsTheCollectorsAndBothGoOnOnceAProbeIsAccepted() {
        passes("silent", 10).forEach(admission -> admission.failed(NO_ANSWER));
        probe("silent", 10);
        changes.clear();
        List<Gates.Admission> begun = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            gates.ask(delivery("well")).ifPresent(begun::add);
            begun.forEach(admission -> admission.failed(NO_ANSWER));
            begun.clear();
        }
        assertThat(changes).as("that one was paused just now").containsExactly("collector closed", "silent open");
        elapse(LONGEST.multipliedBy(2));
        pass("well").accepted();
        elapse(LONGEST.multipliedBy(2));
        pass("silent").accepted();

        assertThat(gates.endpoint().isOpen()).isTrue();
        assertThat(gates.paused()).isEmpty();
    }

    @Test
    void withoutAnotherEnabledOneItStaysTheCollectors() {
        enabled = List.of("only");
        passes("only", 10).forEach(admission -> admission.failed(NO_ANSWER));
        probe("only", 100);

        assertThat(changes).containsExactly("collector closed");
    }

    @Test
    void oneFailureOfAnotherInAShareOfOneStillPausesThatOneAlone() {
        for (int i = 0; i < 5; i++) {
            pass("well").accepted();
        }
        List<Gates.Admission> silent = passes("silent", 100);
        Gates.Admission unlucky = pass("well");
        for (int i = 0; i < 100; i++) {
            silent.get(i).failed(NO_ANSWER);
            if (i == 20) {
                unlucky.failed("503");
            }
            if (i % 8 == 7) {
                pass("well").accepted();
            }
        }
        assertThat(changes).containsExactly("silent closed");
    }

    /** Those of the integration that probed last wait for a tenth of the interval more. */
    private void untilProbe(String integration) {
        elapse(gates.untilProbe(delivery(integration)).plus(LONGEST.dividedBy(5)));
    }

    private void probe(String integration, int times) {
        for (int i = 0; i < times; i++) {
            untilProbe(integration);
            pass(integration).failed(NO_ANSWER);
        }
    }
}
