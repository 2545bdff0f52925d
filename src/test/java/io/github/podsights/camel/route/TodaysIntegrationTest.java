package io.github.podsights.camel.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.podsights.camel.delivery.Deliveries;
import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.integration.Integration;
import io.github.podsights.camel.integration.Integrations;
import io.github.podsights.camel.integration.Secret;
import java.util.List;
import org.junit.jupiter.api.Test;

class TodaysIntegrationTest {

    private Integrations integrations;
    private final TodaysIntegration today = new TodaysIntegration(() -> integrations, null);

    private static Integrations withKey(String key) {
        Integration shop = Deliveries.SHOP;
        return new Integrations(List.of(new Integration(
                shop.id(),
                shop.name(),
                shop.vendor(),
                true,
                shop.sourceId(),
                new Secret(key),
                shop.consent(),
                shop.mapper())));
    }

    @Test
    void aKeyThatIsChangedBackReachesWhatWaitsAsWell() throws Exception {
        Delivery delivery =
                Deliveries.mapped("{\"event\":\"Order Completed\",\"anonymousId\":\"a\",\"properties\":{}}");
        for (String key : List.of("mistyped", Deliveries.KEY, "another", Deliveries.KEY)) {
            integrations = withKey(key);
            today.take(delivery);
            assertThat(delivery.payload().path("key").textValue()).isEqualTo(key);
        }
    }
}
