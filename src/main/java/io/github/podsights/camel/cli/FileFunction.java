package io.github.podsights.camel.cli;

import io.github.podsights.camel.integration.Placeholders;
import io.github.podsights.camel.yaml.Finding;
import io.github.podsights.camel.yaml.Findings;
import io.github.podsights.camel.yaml.Place;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.apache.camel.spi.PropertiesFunction;

/**
 * <code>{{file:/path}}</code> in what is said of Camel itself, such as {@code camel.component.podsights-kafka}: the same as
 * in our own properties. Camel has <code>{{env:NAME}}</code>, but none for a file.
 */
final class FileFunction implements PropertiesFunction {

    private final Placeholders placeholders;

    /** @param base what a relative path is taken from */
    FileFunction(Path base) {
        this.placeholders = new Placeholders(System::getenv, base);
    }

    @Override
    public String getName() {
        return "file";
    }

    /** @throws IllegalArgumentException if there is no such file, or nothing in it; the message says which, and not what */
    @Override
    public String apply(String path) {
        Findings findings = new Findings();
        return placeholders
                .resolve("{{file:" + path + "}}", Place.of("application.properties"), findings)
                .orElseThrow(() -> new IllegalArgumentException(
                        findings.list().stream().map(Finding::toString).collect(Collectors.joining("\n"))));
    }
}
