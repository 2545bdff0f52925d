package io.github.podsights.camel.route;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PermitsTest {

    private final Permits connections = new Permits(2);

    @Test
    void thereAreMoreWhenMoreIntegrationsCome() throws Exception {
        connections.acquire();

        connections.most(5);

        assertThat(connections.most()).isEqualTo(5);
        assertThat(connections.free()).isEqualTo(4);
    }

    @Test
    void whenIntegrationsGoWhatIsInUseIsEndedFirst() throws Exception {
        connections.acquire();
        connections.acquire();

        connections.most(1);
        connections.release();
        assertThat(connections.free()).as("with one in use").isZero();
        connections.release();
        assertThat(connections.free()).isEqualTo(1);
    }
}
