package io.github.podsights.camel.cli;

import io.github.podsights.camel.integration.Placeholders;
import io.github.podsights.camel.settings.PropertyValues;
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
    private final PropertyValues values;

    /**
     * @param base what a relative path is taken from
     * @param values where the placeholder is looked for, to tell where it stands
     */
    FileFunction(Path base, PropertyValues values) {
        this.placeholders = new Placeholders(name -> null, base);
        this.values = values;
    }

    @Override
    public String getName() {
        return "file";
    }

    /** @throws IllegalArgumentException if there is no such file, or nothing in it; the message says which, and not what */
    @Override
    public String apply(String path) {
        Findings findings = new Findings();
        String written = "{{file:" + path + "}}";
        Place place = values.holding(written).orElseGet(() -> Place.of("a system property or environment variable"));
        return placeholders
                .resolve(written, place, findings)
                .orElseThrow(() -> new IllegalArgumentException(
                        findings.list().stream().map(Finding::toString).collect(Collectors.joining("\n"))));
    }
}
