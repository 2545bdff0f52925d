package io.github.podsights.camel.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.podsights.camel.delivery.Deliveries;
import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.delivery.ParkedUntil;
import io.github.podsights.camel.integration.Integration;
import io.github.podsights.camel.integration.Integrations;
import io.github.podsights.camel.integration.Secret;
import io.github.podsights.camel.settings.ParkSettings;
import io.github.podsights.camel.settings.ParkUri;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TodaysIntegrationTest {

    private Integrations integrations;
    private static final String EVENT = "{\"event\":\"Order Completed\",\"anonymousId\":\"a\",\"properties\":{}}";

    private final TodaysIntegration today = with(Map.of("file", new ParkUri.Directory(Path.of("/parked"))));

    private TodaysIntegration with(Map<String, ParkUri> places) {
        Parking parking = new Parking(
                new ParkSettings(List.of(Duration.ofMinutes(1), Duration.ofHours(1)), places, 10),
                () -> Instant.EPOCH,
                new Random(1));
        return new TodaysIntegration(() -> integrations, parking);
    }

    private static Integrations withKey(String key) {
        return with(key, true);
    }

    private static Integrations with(String key, boolean isEnabled) {
        Integration shop = Deliveries.SHOP;
        return new Integrations(List.of(new Integration(
                shop.id(),
                shop.name(),
                shop.vendor(),
                isEnabled,
                shop.sourceId(),
                new Secret(key),
                shop.consent(),
                shop.mapper())));
    }

    @Test
    void aKeyThatIsChangedBackReachesWhatWaitsAsWell() throws Exception {
        Delivery delivery = Deliveries.mapped(EVENT);
        for (String key : List.of("mistyped", Deliveries.KEY, "another", Deliveries.KEY)) {
            integrations = withKey(key);
            today.take(delivery);
            assertThat(delivery.payload().path("key").textValue()).isEqualTo(key);
        }
    }

    @Test
    void oneThatIsDisabledIsParked() {
        integrations = with("any", false);
        Delivery delivery = Deliveries.mapped(EVENT);
        assertThatThrownBy(() -> today.take(delivery)).isInstanceOf(SetAsideException.class);
        assertThat(delivery.parked().stage()).isEqualTo(1);
    }

    @Test
    void oneThatHadComeBackIsParkedWithoutAFurtherStage() {
        integrations = with("any", false);
        Delivery fresh = Deliveries.of(EVENT);
        Delivery delivery = Delivery.resumed(
                fresh.received(),
                fresh.event(),
                "shop",
                Deliveries.SHOP,
                1,
                new ParkedUntil("id-1", 2, Instant.EPOCH, Duration.ZERO, "failed in place"),
                List.of());
        assertThatThrownBy(() -> today.take(delivery)).isInstanceOf(SetAsideException.class);
        assertThat(delivery.parked().stage()).isEqualTo(2);
    }

    @Test
    void whatCanNotBeParkedIsNotToBeSent() throws Exception {
        integrations = with("any", false);
        assertThat(with(Map.of()).take(Deliveries.mapped(EVENT))).isFalse();
        integrations = withKey("any");
        assertThat(today.take(Deliveries.mapped(EVENT))).isTrue();
    }
}
