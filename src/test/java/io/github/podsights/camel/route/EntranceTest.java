package io.github.podsights.camel.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who may come in while routes are exchanged. */
class EntranceTest {

    private final Entrance entrance = new Entrance();

    @Test
    void isShutToSourcesOnceAllThatTheyHandedOnHasLeft() throws InterruptedException {
        assertThat(entrance.comesIn()).isTrue();
        entrance.hold();
        assertThat(entrance.comesIn()).as("it was handed on before").isTrue();
        entrance.leave();
        assertThat(entrance.shutToSources(Duration.ZERO)).isFalse();
        entrance.leave();

        assertThat(entrance.shutToSources(Duration.ZERO)).isTrue();
        assertThat(entrance.comesIn()).isFalse();
    }

    @Test
    void letsInWhatWasShutOutOnceThoughTheNextExchangeBegins() throws InterruptedException {
        entrance.hold();
        assertThat(entrance.shutToSources(Duration.ZERO)).isTrue();
        assertThat(entrance.comesIn()).isFalse();
        entrance.open();
        entrance.hold();

        // What came in after the one that was shut out may wait for its turn: the drain would wait for both.
        assertThat(entrance.comesInLater()).isTrue();
    }

    @Test
    void sendsWhoeverWaitsAwayWhenTheBundleStops() throws InterruptedException {
        entrance.hold();
        assertThat(entrance.shutToSources(Duration.ZERO)).isTrue();
        entrance.stop();

        assertThat(entrance.enter()).isFalse();
        assertThat(entrance.comesInLater()).isFalse();
    }
}
