package io.github.podsights.camel.route;

import io.github.podsights.camel.integration.PlaceholderFunctions;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What a configuration is read in.
 *
 * @param system looks up a system property, null where it is not set
 * @param environment looks up an environment variable, null where it is not set
 * @param functions what placeholders may name beside the environment and files
 * @param contexts make what routes are tried in
 * @param secrets is told each pixel key that is read
 */
public record Surroundings(
        Function<String, String> system,
        Function<String, String> environment,
        PlaceholderFunctions functions,
        CamelContexts contexts,
        Consumer<String> secrets) {}
