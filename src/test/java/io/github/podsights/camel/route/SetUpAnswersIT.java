package io.github.podsights.camel.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.podsights.camel.collector.Behaviours;
import io.github.podsights.camel.collector.CollectorStandIn;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.settings.Property;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A wrong key or address: nothing of the integration can be sent before a person has acted, and nothing is lost. */
class SetUpAnswersIT {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404})
    void keepsADeliveryInHandUntilTheCollectorAcceptsIt(int status) throws Exception {
        try (CollectorStandIn collector = CollectorStandIn.start()) {
            collector.behave(Behaviours.status(status).first(8));

            Map<Property, String> properties = Map.of(Property.ATTEMPTS, "2", Property.BUDGET, "1ms");
            Situation.ofOneEvent(directory, collector, properties, (running, delivery) -> {
                Situation.assertDelivered(running);
                assertThat(collector.stats().requests()).isEqualTo(9);
            });
        }
    }

    @Test
    void countsNoAttemptAndNoTimeWhileADeliveryIsKeptInHand() throws Exception {
        try (CollectorStandIn collector = CollectorStandIn.start()) {
            collector.behave(
                    Behaviours.status(401).first(6).or(Behaviours.status(503).first(2)));

            Map<Property, String> properties = Map.of(Property.ATTEMPTS, "3", Property.BUDGET, "5s");
            Situation.ofOneEvent(directory, collector, properties, (running, delivery) -> {
                Situation.assertDelivered(running);
                assertThat(collector.stats().requests()).isEqualTo(9);
            });
        }
    }

    @Test
    void stillEndsWhenAttemptsAreUsedUpAfterwards() throws Exception {
        try (CollectorStandIn collector = CollectorStandIn.start()) {
            collector.behave(Behaviours.status(401).first(4).or(Behaviours.status(503)));

            Map<Property, String> properties = Map.of(Property.ATTEMPTS, "3");
            Situation.ofOneEvent(directory, collector, properties, (running, delivery) -> {
                Situation.deadLetter(running, Outcome.EXHAUSTED);
                assertThat(collector.stats().requests()).isEqualTo(7);
            });
        }
    }
}
