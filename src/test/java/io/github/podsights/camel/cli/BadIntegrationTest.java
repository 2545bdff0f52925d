package io.github.podsights.camel.cli;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An integration that can't be is refused in one line that says where, what, what is expected and what to do. */
class BadIntegrationTest {

    @TempDir
    Path directory;

    static Stream<Arguments> integrations() {
        return Stream.of(
                arguments(
                        "config: {key: abc\n",
                        ":2: found expected ',' or '}', but got <stream end>; expected YAML;"
                                + " correct the syntax in this line or the one before, or put the value in quotes"),
                arguments("- config\n", ":1: found a list; expected a map; write a map here"),
                arguments("", ":1: found an empty file; expected a map; write what should be configured"),
                arguments(
                        "config: {key: \"{{file:key.txt}}\"}\nconsent_categorys: [marketing]\n",
                        ":2: consent_categorys: found the unknown key 'consent_categorys'; expected name, vendor, enabled,"
                                + " source_id, config, consent_categories, consent_match, on_missing_consent, preset or"
                                + " mappings; remove or correct it (did you mean 'consent_categories'?)"),
                arguments(
                        "name: Shop\n",
                        ":1: config.key: found no key; expected the pixel's key; write key: \"{{env:PODSIGHTS_KEY}}\" below"
                                + " config"),
                arguments(
                        "config: {key: \"{{env:PODSIGHTS_NO_SUCH_KEY}}\"}\n",
                        ":1: config.key: found the environment variable 'PODSIGHTS_NO_SUCH_KEY' not set; expected a value in"
                                + " it; set 'PODSIGHTS_NO_SUCH_KEY' before the start, or correct its name"),
                arguments(
                        """
                        config: {key: "{{file:key.txt}}"}
                        mappings:
                          events:
                            Order Completed:
                              mappings:
                                - {source: properties.revenue, target: value, transform: numbr}
                        """,
                        ":6: mappings.events.Order Completed.mappings[0].transform: found 'numbr'; expected string, integer,"
                                + " number, boolean, trim, lowercase, uppercase, sha256_email, ip, url, currency, line_items"
                                + " or sum_quantity; write one of these (did you mean 'number'?)"),
                arguments(
                        """
                        config: {key: "{{file:key.txt}}"}
                        mappings:
                          global:
                            mappings: [{source: traits.email, target: type}]
                        """,
                        ":4: mappings.global.mappings[0].source: found 'traits.email', an e-mail address that would be sent as"
                                + " it is; expected its hash; add transform: sha256_email, which lets a hash pass"),
                arguments(
                        "config: {key: \"{{file:key.txt}}\"}\nconsent_match: al\n",
                        ":2: consent_match: found 'al'; expected all or any; write one of these (did you mean 'all'?)"));
    }

    @ParameterizedTest
    @MethodSource("integrations")
    void refusesAnIntegration(String yaml, String message) throws IOException {
        Home home = new Home(directory);
        home.write("config/integrations/podsights.yaml", yaml);

        Refusal.of(home, home.path("config/integrations/podsights.yaml") + message);
    }

    @Test
    void refusesAMissingIntegration() throws IOException {
        Home home = new Home(directory);
        Files.delete(home.path("config/integrations/podsights.yaml"));
        String todo = "create one there, such as podsights.yaml with config: {key: \"{{env:PODSIGHTS_KEY}}\"}";

        Refusal.of(
                home,
                home.path("config/integrations")
                        + ": found no file of an integration; expected a YAML file for each integration; " + todo);

        Files.delete(home.path("config/integrations"));
        Refusal.of(
                home,
                home.path("config/integrations")
                        + ": found no such directory; expected a directory with a YAML file for each integration; "
                        + todo);
    }
}
