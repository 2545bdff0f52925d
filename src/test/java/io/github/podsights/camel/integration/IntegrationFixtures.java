package io.github.podsights.camel.integration;

import io.github.podsights.camel.identity.UrlScrubber;
import io.github.podsights.camel.mapping.PayloadMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A reader of integrations with an environment of its own. */
final class IntegrationFixtures {

    static final String CANARY = "pk_canary_7f3a";

    private IntegrationFixtures() {}

    static IntegrationReader reader(Path base) {
        Map<String, String> environment = Map.of(
                "PODSIGHTS_KEY",
                CANARY + "\n",
                "OTHER_KEY",
                CANARY + "2",
                "EMPTY",
                " ",
                "LINES",
                CANARY + "\n" + CANARY);
        return new IntegrationReader(
                new Placeholders(environment::get, base),
                blueprint -> new PayloadMapper(blueprint, new UrlScrubber(List.of())));
    }
}
