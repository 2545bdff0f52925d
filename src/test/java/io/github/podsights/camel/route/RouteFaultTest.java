package io.github.podsights.camel.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteFaultTest {

    /** As Camel says it of an option that is mistyped: what its placeholder stood for is in it. */
    @Test
    void showsNoValueOfAnOptionThatNobodyKnows() {
        RouteFile file = new RouteFile(
                "more",
                Path.of("more.camel.yaml"),
                "kafka:more?topik=a&saslJaasConfg={{b}}\n".getBytes(StandardCharsets.UTF_8));
        Exception failure = new ResolveEndpointFailedException(
                "kafka:more",
                "There are 2 parameters that couldn't be set on the endpoint. Unknown"
                        + " parameters=[{saslJaasConfg=a.B required password=\"hush, hush\";, topik=more}]");

        assertThat(RouteFault.of(file, failure, new DefaultCamelContext())
                        .finding()
                        .found())
                .contains("saslJaasConfg=***", "topik=***")
                .doesNotContain("hush");
    }

    /** Whatever Camel quotes of what it was given, whether or not it stands for a placeholder. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    For input string: "hush"                                 | a text in place of a number
                    Failed to resolve endpoint: file://x?pasword=hush due to | file://x?pasword=*** due to
                    endpoint: a://joe:hush@host/x?a=hush&b=RAW(hu sh) due to | a://***@host/x?a=***&b=*** due to
                    No enum constant a.Level.hush                            | No enum constant a.Level of that name
                    can't be converted to type: int with value hush          | can't be converted to type: int
                    Text 'hush' could not be parsed at index 0               | a text that could not be parsed""")
    void showsNoValueThatCamelQuotes(String message, String shown) {
        RouteFile file = new RouteFile(
                "more", Path.of("more.camel.yaml"), "file:x?pasword={{c}}&a=1&b=2".getBytes(StandardCharsets.UTF_8));

        assertThat(RouteFault.of(file, new IllegalArgumentException(message), new DefaultCamelContext())
                        .finding()
                        .found())
                .contains(shown)
                .doesNotContain("hush", "hu sh");
    }
}
