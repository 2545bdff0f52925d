package io.github.podsights.camel.karaf;

import io.github.podsights.camel.reload.Recording;
import io.github.podsights.camel.reload.SeenFiles;
import io.github.podsights.camel.route.CamelContexts;
import io.github.podsights.camel.route.CamelFunctions;
import io.github.podsights.camel.route.ChangeableReader;
import io.github.podsights.camel.route.Reconfiguration;
import io.github.podsights.camel.route.Surroundings;
import io.github.podsights.camel.settings.Property;
import io.github.podsights.camel.settings.PropertyValues;
import io.github.podsights.camel.settings.Settings;
import io.github.podsights.camel.settings.SettingsReader;
import io.github.podsights.camel.yaml.Contents;
import io.github.podsights.camel.yaml.Finding;
import io.github.podsights.camel.yaml.Findings;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the properties of a PID, and the files beside them, come to.
 *
 * @param settings the properties
 * @param changeable what may be changed while it runs
 * @param reader reads that again
 * @param seen what it was read from
 */
record KarafConfiguration(Settings settings, Reconfiguration changeable, ChangeableReader reader, SeenFiles seen) {

    private static final Logger LOG = LoggerFactory.getLogger(KarafConfiguration.class);

    /**
     * Reads it; warnings are logged.
     *
     * @param context what it is for
     * @param written the properties as they were written
     * @throws RefusedException if anything can't be used; it names everything at once
     */
    static KarafConfiguration read(CamelContext context, KarafPlaces places, Map<String, String> written)
            throws RefusedException {
        Findings findings = new Findings();
        CamelFunctions functions = CamelFunctions.of(context);
        PropertyValues values = PropertyValues.of(
                        written, places.properties().toString(), System::getProperty, System::getenv)
                .with(functions);
        Optional<Settings> settings =
                new SettingsReader(values, places.base(), places.configuration(), findings).read();
        settings.filter(Settings::usesKafka)
                .ifPresent(all -> require("podsights-camel-kafka", "kafka.KafkaComponent", values, findings));
        settings.filter(Settings::usesJms)
                .ifPresent(all -> require("podsights-camel-jms", "jms.JmsComponent", values, findings));
        settings.filter(all -> all.duplicates().database().isPresent())
                .ifPresent(all -> refuse(Property.DUPLICATES_JDBC_URL, values, findings));
        settings.filter(all -> all.identity().database().isPresent())
                .ifPresent(all -> refuse(Property.IDENTITY_JDBC_URL, values, findings));
        ChangeableReader reader = new ChangeableReader(
                places.configuration(),
                places.base(),
                values,
                settings,
                new Surroundings(
                        System::getProperty, System::getenv, functions, CamelContexts.like(context), secret -> {}));
        Recording recording = new Recording(Contents.DISK);
        Optional<Reconfiguration> changeable = reader.read(recording, findings);
        if (findings.hasErrors()) {
            throw new RefusedException(
                    findings.list().stream().map(Finding::toString).collect(Collectors.joining("\n")));
        }
        findings.list().forEach(warning -> LOG.warn("{}", warning));
        return new KarafConfiguration(settings.orElseThrow(), changeable.orElseThrow(), reader, recording.seen());
    }

    /** A driver is found by those that are beside it alone, and in Karaf nobody is. */
    private static void refuse(Property database, PropertyValues values, Findings findings) {
        findings.error(
                values.place(database),
                "a database",
                "none in Karaf, where drivers are not seen from here",
                "leave it out: it is kept in memory; or run it beside Karaf, by ./podsights run");
    }

    /** What is optional is a feature of its own. */
    private static void require(String feature, String component, PropertyValues values, Findings findings) {
        try {
            Class.forName("org.apache.camel.component." + component, false, KarafConfiguration.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            findings.error(
                    values.place(Property.SOURCE),
                    "properties that need a component of Camel which is not there",
                    "the feature " + feature,
                    "feature:install " + feature + ", or use none of it");
        }
    }
}
