package io.github.podsights.camel.route;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** The tests run on the Camel that the build names: of the profiles each on its own. */
class CamelVersionTest {

    @Test
    void isTheOneThatTheBuildNames() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            assertThat(context.getVersion()).isEqualTo(System.getProperty("camel.version"));
        }
    }
}
