package io.github.podsights.camel.embedded;

import io.github.podsights.camel.identity.UrlScrubber;
import io.github.podsights.camel.integration.IntegrationReader;
import io.github.podsights.camel.integration.Integrations;
import io.github.podsights.camel.integration.Placeholders;
import io.github.podsights.camel.mapping.PayloadMapper;
import io.github.podsights.camel.route.CamelFunctions;
import io.github.podsights.camel.route.RouteProperties;
import io.github.podsights.camel.settings.Property;
import io.github.podsights.camel.settings.PropertyValues;
import io.github.podsights.camel.settings.Settings;
import io.github.podsights.camel.settings.SettingsReader;
import io.github.podsights.camel.yaml.Contents;
import io.github.podsights.camel.yaml.Finding;
import io.github.podsights.camel.yaml.Findings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertiesComponent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the properties of a host's context, and the files that they name, come to. */
record HostConfiguration(Settings settings, Integrations integrations) {

    private static final Logger LOG = LoggerFactory.getLogger(HostConfiguration.class);

    private static final String PREFIX = "podsights.";

    /**
     * Reads it; warnings are logged.
     *
     * @param base what a relative path is taken from
     * @param sources the sources; null for what the property names, and none without it
     * @throws IllegalArgumentException if something can't be read; the message says all that is wrong, and where
     */
    static HostConfiguration read(CamelContext host, Path base, String sources) {
        Findings findings = new Findings();
        HostConfiguration configuration = read(
                host, base, sources == null ? Map.of() : Map.of(Property.SOURCE, sources), Contents.DISK, findings);
        findings.list().forEach(warning -> LOG.warn("{}", warning));
        return configuration;
    }

    /**
     * What it comes to for one sink.
     *
     * @param integration the one that there is
     * @param own what the sink says itself
     * @throws IllegalArgumentException if something can't be read; the message says all that is wrong, and where
     */
    static HostConfiguration ofSink(CamelContext host, SinkIntegration integration, Map<Property, String> own) {
        // That the key stands there itself is no matter to warn of: it came by a parameter.
        return read(host, Path.of("").toAbsolutePath(), own, integration, new Findings());
    }

    private static HostConfiguration read(
            CamelContext host, Path base, Map<Property, String> own, Contents contents, Findings findings) {
        CamelFunctions functions = CamelFunctions.of(host);
        Settings settings = new SettingsReader(properties(host, own).with(functions), base, findings)
                .read()
                .orElse(null);
        refuse(findings);
        UrlScrubber scrubber = new UrlScrubber(settings.urlRemoveParameters());
        Integrations integrations = Integrations.read(
                settings.integrations(),
                contents,
                new IntegrationReader(
                        new Placeholders(System::getenv, base).with(functions),
                        blueprint -> new PayloadMapper(blueprint, scrubber)),
                findings);
        refuse(findings);
        return new HostConfiguration(settings, integrations);
    }

    /** Each as the context has it, from wherever it does; names that stand in its files, and are none of ours, too. */
    private static PropertyValues properties(CamelContext host, Map<Property, String> own) {
        PropertiesComponent component = host.getPropertiesComponent();
        TreeMap<String, String> values = new TreeMap<>();
        Properties written = component.loadProperties(name -> name.startsWith(PREFIX) && !RouteProperties.isMade(name));
        written.stringPropertyNames().forEach(name -> values.put(name, written.getProperty(name)));
        for (String name : Property.keys()) {
            component.resolveProperty(name).ifPresent(value -> values.put(name, value));
        }
        own.forEach((property, value) -> values.put(property.key(), value));
        values.putIfAbsent(Property.SOURCE.key(), "none");
        return PropertyValues.of(values, "the context's properties");
    }

    private static void refuse(Findings findings) {
        if (findings.hasErrors()) {
            throw new IllegalArgumentException(findings.list().stream()
                    .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                    .map(Finding::toString)
                    .collect(Collectors.joining("\n")));
        }
    }
}
