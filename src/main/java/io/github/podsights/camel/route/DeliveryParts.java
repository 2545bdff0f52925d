package io.github.podsights.camel.route;

import io.github.podsights.camel.delivery.AnswerTable;
import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.delivery.Gate;
import io.github.podsights.camel.delivery.GateRules;
import io.github.podsights.camel.delivery.Gates;
import io.github.podsights.camel.delivery.MaxAge;
import io.github.podsights.camel.delivery.Measurements;
import io.github.podsights.camel.delivery.Redelivery;
import io.github.podsights.camel.integration.Integration;
import io.github.podsights.camel.integration.Integrations;
import io.github.podsights.camel.settings.CollectorSettings;
import io.github.podsights.camel.settings.RedeliverySettings;
import io.github.podsights.camel.settings.Settings;
import io.github.podsights.camel.settlement.Balance;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.camel.Processor;
import org.apache.camel.spi.Registry;

/** The beans of {@code delivery.camel.yaml}, and what they share: the gates. */
final class DeliveryParts {

    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final CollectorSettings collector;
    private final Permits connections;
    private final Gates gates;
    private final Room room;
    private final AwaitGate awaitGate;
    private final ReadAnswer readAnswer;
    private final Redelivery redelivery;
    private final DecideRedelivery decideRedelivery;

    DeliveryParts(
            Settings settings,
            AnswerTable answers,
            Parking parking,
            Supplier<Integrations> integrations,
            Balance balance,
            Stopping stopping,
            InstantSource clock,
            LongSupplier nanoTime,
            Measurements measurements) {
        RedeliverySettings redelivery = settings.redelivery();
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.collector = settings.collector();
        this.connections = new Permits(
                collector.connections(integrations.get().enabledIds().size()));
        this.gates = gates(GateRules.of(redelivery.delay(), settings.delivery().maxProbeInterval()), integrations);
        this.room = new Room(gates, integrations, balance, windows(settings), connections::most, parking);
        this.awaitGate = new AwaitGate(
                gates,
                room,
                settings.delivery().rate(),
                redelivery.budget(),
                new MaxAge(settings.maxAge(), clock),
                new TodaysIntegration(integrations, parking),
                stopping,
                nanoTime);
        this.readAnswer = new ReadAnswer(answers, clock, nanoTime, measurements);
        this.redelivery = new Redelivery(
                redelivery.attempts(),
                redelivery.delay(),
                redelivery.multiplier(),
                redelivery.maxDelay(),
                redelivery.budget(),
                new Random());
        this.decideRedelivery = new DecideRedelivery(
                this.redelivery, gates, parking, settings.delivery().onAmbiguous(), stopping, nanoTime, measurements);
    }

    private static Map<String, Integer> windows(Settings settings) {
        return Map.of(
                "file", settings.fileSource().inFlight(),
                "kafka", settings.kafkaSource().inFlight(),
                "jms", settings.jmsSource().inFlight());
    }

    private Gates gates(GateRules rules, Supplier<Integrations> integrations) {
        Random jitter = new Random();
        return new Gates(
                new Gate(Gates.COLLECTOR, rules, nanoTime, jitter, this::changed, this::hasRoom),
                id -> new Gate(id, rules, nanoTime, jitter, this::changed, this::hasRoom),
                () -> integrations.get().enabledIds());
    }

    private void changed(Gate gate) {
        awaitGate.changed(gate);
        GateLog.changed(gate);
    }

    private void hasRoom(int count) {
        awaitGate.look(count);
    }

    void bind(Registry registry) {
        registry.bind("podsightsGate", awaitGate);
        registry.bind("podsightsBeginAttempt", new BeginAttempt(clock, nanoTime));
        registry.bind("podsightsReadAnswer", readAnswer);
        registry.bind("podsightsAnswerHeaders", new AnswerHeaders());
        registry.bind("podsightsRedelivery", decideRedelivery);
        registry.bind("podsightsRedeliveryBegins", (Processor) decideRedelivery::begins);
    }

    /** Answers are taken so from now on. */
    void answers(AnswerTable answers) {
        readAnswer.answers(answers);
    }

    /** What of the integrations that were there before is another one now, or there no more. */
    void changed(Integrations before, Integrations now) {
        List<String> gone = new ArrayList<>();
        for (Integration integration : before.list()) {
            Integration today = now.byId(integration.id()).orElse(null);
            if (today == null) {
                gone.add(integration.id());
            } else if (!today.key().equals(integration.key())) {
                gates.integration(integration.id()).probeNow();
            }
        }
        connections.most(collector.connections(now.enabledIds().size()));
        room.changed(gone);
        gates.forget(gone);
        awaitGate.forget(gone);
        awaitGate.look();
    }

    /** Whether a delivery waits for what may last for hours: a gate that is closed. */
    boolean isStuck() {
        return awaitGate.waiting() > 0 && (!gates.endpoint().isOpen() || room.isAnyHeld());
    }

    /** When what failed is tried again. */
    Redelivery redelivery() {
        return redelivery;
    }

    Gates gates() {
        return gates;
    }

    /** How many requests may be under way. */
    Permits connections() {
        return connections;
    }

    /** Whether nothing can be sent but a probe, and what is to be the probe is in hand. */
    boolean isNothingSent() {
        return room.isNothingSent();
    }

    /** Parks a delivery that waits for its twin, if their integration is paused and others are not. */
    boolean parksTwin(Delivery delivery) {
        return room.parksTwin(delivery);
    }

    /** How many wait at a gate or for their next attempt. */
    int waiting() {
        return awaitGate.waiting() + decideRedelivery.waiting();
    }

    /** The bundle stops, or a source has let events go: whoever waits at a gate looks whether it is to be sent still. */
    void look() {
        awaitGate.look();
    }

    long absurdRetryAfters() {
        return readAnswer.absurdRetryAfters();
    }
}
