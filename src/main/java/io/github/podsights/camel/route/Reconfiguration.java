package io.github.podsights.camel.route;

import io.github.podsights.camel.delivery.AnswerTable;
import io.github.podsights.camel.integration.Integrations;
import java.util.Objects;

/**
 * What may be configured anew while the bundle runs: as a whole, immutable.
 *
 * @param integrations the integrations
 * @param answers how the collector's answers are taken
 * @param routes the files of routes that are a person's
 */
public record Reconfiguration(Integrations integrations, AnswerTable answers, RouteFiles routes) {

    public Reconfiguration {
        Objects.requireNonNull(integrations, "integrations");
        Objects.requireNonNull(answers, "answers");
        Objects.requireNonNull(routes, "routes");
    }
}
