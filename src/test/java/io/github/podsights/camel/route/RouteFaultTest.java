package io.github.podsights.camel.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.camel.ResolveEndpointFailedException;
import org.junit.jupiter.api.Test;

class RouteFaultTest {

    /** As Camel says it of an option that is mistyped: what its placeholder stood for is in it. */
    @Test
    void showsNoValueOfAnOptionThatNobodyKnows() {
        RouteFile file =
                new RouteFile("more", Path.of("more.camel.yaml"), "- route: {}\n".getBytes(StandardCharsets.UTF_8));
        Exception failure = new ResolveEndpointFailedException(
                "kafka:more",
                "There are 2 parameters that couldn't be set on the endpoint. Unknown"
                        + " parameters=[{saslJaasConfg=a.B required password=\"hush, hush\";, topik=more}]");

        assertThat(RouteFault.of(file, failure).finding().found())
                .contains("saslJaasConfg=***", "topik=***")
                .doesNotContain("hush");
    }
}
