package io.github.podsights.camel.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.podsights.camel.integration.Placeholders;
import io.github.podsights.camel.yaml.Findings;
import io.github.podsights.camel.yaml.Place;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.PropertiesFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Placeholders ask the property functions that Camel has. */
class CamelFunctionsTest {

    private static final String NAME = "podsights.test.secret";

    private final Findings findings = new Findings();

    @AfterEach
    void clear() {
        System.clearProperty(NAME);
    }

    @Test
    void thoseOfCamelAreAskedWithoutAContextOfOnesOwn() {
        System.setProperty(NAME, "of-the-system");

        assertThat(resolve("{{sys:" + NAME + "}}", CamelFunctions.alone())).contains("of-the-system");
        assertThat(findings.list()).isEmpty();
    }

    @Test
    void whatNoneFindsIsTold() {
        assertThat(resolve("{{sys:" + NAME + "}}", CamelFunctions.alone())).isEmpty();
        assertThat(findings.list().toString())
                .contains("found the function 'sys' that finds nothing; expected a value");
    }

    @Test
    void whatNobodyKnowsIsNoPlaceholder() {
        assertThat(resolve("{{no-such:a}}", CamelFunctions.alone())).isEmpty();
        assertThat(findings.list().toString()).contains("found braces that are no placeholder");
    }

    @Test
    void thoseOfAHostAreAsked() throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            context.getPropertiesComponent().addPropertiesFunction(new PropertiesFunction() {
                @Override
                public String getName() {
                    return "vault";
                }

                @Override
                public String apply(String argument) {
                    return argument + " of the vault";
                }
            });

            assertThat(resolve("{{vault:a:b}}", CamelFunctions.of(context))).contains("a:b of the vault");
        }
    }

    private Optional<String> resolve(String written, CamelFunctions functions) {
        return new Placeholders(name -> null, Path.of(""))
                .with(functions)
                .resolve(written, Place.of("x.yaml"), findings);
    }
}
