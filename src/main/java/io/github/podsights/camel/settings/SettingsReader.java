package io.github.podsights.camel.settings;

import io.github.podsights.camel.integration.Secret;
import io.github.podsights.camel.yaml.Finding;
import io.github.podsights.camel.yaml.Findings;
import io.github.podsights.camel.yaml.Place;
import io.github.podsights.camel.yaml.Suggestion;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Makes {@link Settings} of the properties as they were written, and a finding of everything that can't be. */
public final class SettingsReader {

    /** Java would read 2f, NaN and 0x1p3 as well. */
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");

    private static final Pattern WORDS = Pattern.compile(", | or ");

    private static final Pattern WORD = Pattern.compile("[a-z][a-z-]{2,}");

    private final int errorsBefore;
    private final PropertyValues values;
    private final Path base;
    private final Path configuration;
    private final Findings findings;

    /**
     * For a configuration in {@code config}.
     *
     * @param values the properties as they were written
     * @param base the directory that a relative path is taken from
     * @param findings where what can't be is added
     */
    public SettingsReader(PropertyValues values, Path base, Findings findings) {
        this(values, base, base.resolve("config"), findings);
    }

    /**
     * @param values the properties as they were written
     * @param base the directory that a relative path is taken from
     * @param configuration the directory of the configuration, in which the integrations are unless they are elsewhere
     * @param findings where what can't be is added
     */
    public SettingsReader(PropertyValues values, Path base, Path configuration, Findings findings) {
        this.errorsBefore = findings.errors();
        this.values = values.resolved(base, findings);
        this.base = base;
        this.configuration = configuration;
        this.findings = findings;
    }

    /** The settings; empty if a finding says why not. */
    public Optional<Settings> read() {
        values.unknown().forEach(this::unknown);
        FileSourceSettings file = refusable(this::fileSource);
        KafkaSourceSettings kafka = refusable(this::kafkaSource);
        JmsSourceSettings jms = refusable(this::jmsSource);
        CollectorSettings collector = file == null || kafka == null || jms == null
                ? null
                : refusable(() -> collector(inFlight(file, kafka, jms)));
        RedeliverySettings redelivery = refusable(this::redelivery);
        DeliverySettings delivery = refusable(this::delivery);
        StoresReader stores = new StoresReader(values, base, this::duration, this::integer);
        DuplicatesSettings duplicates = refusable(stores::duplicates);
        IdentitySettings identity = refusable(stores::identity);
        ParkSettings parking = kafka == null || jms == null ? null : refusable(() -> parking(kafka, jms));
        boolean complete = parking != null
                && file != null
                && collector != null
                && redelivery != null
                && delivery != null
                && duplicates != null
                && identity != null;
        Settings settings = !complete
                ? null
                : refusable(() -> new Settings(
                        Set.copyOf(list(text(Property.SOURCE))),
                        file,
                        kafka,
                        jms,
                        integrations(),
                        collector,
                        redelivery,
                        delivery,
                        duration(Property.MAX_AGE),
                        parking,
                        deadLetterUri(),
                        duplicates,
                        identity,
                        text(Property.DEAD_LETTER_KEEP).equals("off")
                                ? Duration.ZERO
                                : duration(Property.DEAD_LETTER_KEEP),
                        integer(Property.EVENT_MAX_BYTES),
                        values.get(Property.URL_REMOVE_PARAMETERS)
                                .filter(value -> !value.text().equals("none"))
                                .map(value -> list(value.text()))
                                .orElse(List.of()),
                        reload(),
                        admin()));
        return findings.errors() > errorsBefore ? Optional.empty() : Optional.of(settings);
    }

    private FileSourceSettings fileSource() {
        return new FileSourceSettings(
                path(Property.FILE_DIRECTORY), integer(Property.FILE_IN_FLIGHT), duration(Property.FILE_QUIET));
    }

    private KafkaSourceSettings kafkaSource() {
        return new KafkaSourceSettings(
                text(Property.KAFKA_BROKERS),
                text(Property.KAFKA_TOPIC),
                text(Property.KAFKA_GROUP_ID),
                integer(Property.KAFKA_CONSUMERS),
                integer(Property.KAFKA_IN_FLIGHT),
                text(Property.KAFKA_AUTO_OFFSET_RESET),
                text(Property.KAFKA_GROUP_PROTOCOL));
    }

    private JmsSourceSettings jmsSource() {
        return new JmsSourceSettings(
                Arrays.stream(JmsBroker.values())
                        .filter(broker -> broker.word().equals(text(Property.JMS_BROKER)))
                        .findFirst()
                        .orElseThrow(() -> refuse(Property.JMS_BROKER, JmsBroker.words())),
                text(Property.JMS_URL),
                text(Property.JMS_QUEUE),
                subscription(),
                integer(Property.JMS_IN_FLIGHT),
                values.get(Property.JMS_USER).map(PropertyValues.Value::text),
                values.get(Property.JMS_PASSWORD).map(value -> new Secret(value.text())));
    }

    private Optional<JmsSubscription> subscription() {
        Optional<String> topic =
                values.get(Property.JMS_TOPIC).map(PropertyValues.Value::text).filter(name -> !name.equals("none"));
        if (topic.isPresent() && values.get(Property.JMS_QUEUE).isPresent()) {
            throw new InvalidSettingException(
                    Property.JMS_TOPIC, "a topic beside " + Property.JMS_QUEUE.key(), "one of them");
        }
        if (topic.isEmpty() && values.get(Property.JMS_SUBSCRIPTION).isPresent()) {
            throw new InvalidSettingException(
                    Property.JMS_SUBSCRIPTION, "a subscription without a topic", Property.JMS_TOPIC.key() + " too");
        }
        return topic.map(name -> new JmsSubscription(name, text(Property.JMS_SUBSCRIPTION)));
    }

    /** Of all sources that run; of the file source where none does. */
    private int inFlight(FileSourceSettings file, KafkaSourceSettings kafka, JmsSourceSettings jms) {
        List<String> sources = list(text(Property.SOURCE));
        int others =
                (sources.contains("kafka") ? kafka.inFlight() : 0) + (sources.contains("jms") ? jms.inFlight() : 0);
        return Math.min(10_000, sources.contains("file") || others == 0 ? others + file.inFlight() : others);
    }

    private CollectorSettings collector(int inFlight) {
        return new CollectorSettings(
                uri(Property.COLLECTOR_URL, text(Property.COLLECTOR_URL)),
                duration(Property.CONNECT_TIMEOUT),
                duration(Property.RESPONSE_TIMEOUT),
                duration(Property.ATTEMPT_TIMEOUT),
                values.get(Property.CONNECTIONS).isPresent() ? integer(Property.CONNECTIONS) : inFlight,
                values.get(Property.CONNECTIONS).isEmpty(),
                duration(Property.CONNECTION_TIME_TO_LIVE),
                values.get(Property.PROXY)
                        .filter(value -> !value.text().equals("none"))
                        .map(value -> uri(Property.PROXY, value.text()))
                        .orElse(null),
                values.get(Property.TRUST_STORE).isPresent() ? path(Property.TRUST_STORE) : null);
    }

    private RedeliverySettings redelivery() {
        return new RedeliverySettings(
                integer(Property.ATTEMPTS),
                duration(Property.DELAY),
                number(Property.MULTIPLIER),
                duration(Property.MAX_DELAY),
                duration(Property.BUDGET));
    }

    private DeliverySettings delivery() {
        String rate = text(Property.DELIVERY_RATE);
        return new DeliverySettings(
                duration(Property.GATE_MAX_PROBE_INTERVAL),
                rate.equals("none") ? 0 : number(Property.DELIVERY_RATE),
                Arrays.stream(OnAmbiguous.values())
                        .filter(choice -> choice.word().equals(text(Property.ON_AMBIGUOUS)))
                        .findFirst()
                        .orElseThrow(() -> refuse(Property.ON_AMBIGUOUS, "retry or dead-letter")),
                values.get(Property.PROFILE).isPresent() ? path(Property.PROFILE) : null);
    }

    private ReloadSettings reload() {
        return new ReloadSettings(
                isOn(Property.RELOAD),
                isOn(Property.ROUTES_CHECK),
                text(Property.RELOAD_LAST_GOOD).equals("none")
                        ? Optional.empty()
                        : Optional.of(path(Property.RELOAD_LAST_GOOD)));
    }

    private boolean isOn(Property property) {
        String value = text(property);
        if (!value.equals("on") && !value.equals("off")) {
            throw refuse(property, "on or off");
        }
        return value.equals("on");
    }

    private AdminSettings admin() {
        return new AdminSettings(
                adminPort(),
                text(Property.ADMIN_HOST),
                values.get(Property.ADMIN_TOKEN)
                        .map(PropertyValues.Value::text)
                        .filter(token -> !token.equals("none")));
    }

    private OptionalInt adminPort() {
        if (text(Property.ADMIN_PORT).equals("off")) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(Integer.parseInt(text(Property.ADMIN_PORT)));
        } catch (NumberFormatException e) {
            throw refuse(Property.ADMIN_PORT, AdminSettings.PORT);
        }
    }

    private ParkSettings parking(KafkaSourceSettings kafka, JmsSourceSettings jms) {
        Optional<ParkUri> uri = values.get(Property.PARK_URI)
                .map(value -> ParkUri.of(value.text(), directory -> resolve(Property.PARK_URI, directory)));
        String schedule = text(Property.PARK_SCHEDULE);
        return new ParkSettings(
                schedule.equals("none")
                        ? List.of()
                        : list(schedule).stream()
                                .map(stage -> duration(Property.PARK_SCHEDULE, stage))
                                .toList(),
                ParkUri.places(list(text(Property.SOURCE)), uri, base, kafka.groupId(), jms.name()),
                integer(Property.PARK_MAX));
    }

    /** A second configuration beside the first brings its own integrations. */
    private Path integrations() {
        return values.get(Property.INTEGRATIONS).isPresent()
                ? path(Property.INTEGRATIONS)
                : configuration.resolve("integrations");
    }

    /** A relative directory is taken from where {@code config/} lies, not from where the process was started. */
    private DeadLetterUri deadLetterUri() {
        return DeadLetterUri.of(
                text(Property.DEAD_LETTER_URI), directory -> resolve(Property.DEAD_LETTER_URI, directory));
    }

    private String text(Property property) {
        return values.get(property).map(PropertyValues.Value::text).orElse(property.defaultText());
    }

    private int integer(Property property) {
        try {
            return Integer.parseInt(text(property));
        } catch (NumberFormatException e) {
            throw refuse(property, "a whole number");
        }
    }

    private double number(Property property) {
        if (!NUMBER.matcher(text(property)).matches()) {
            throw refuse(property, "a number such as 2 or 1.5");
        }
        return Double.parseDouble(text(property));
    }

    private Duration duration(Property property) {
        return duration(property, text(property));
    }

    private Duration duration(Property property, String text) {
        if (!Durations.is(text)) {
            throw refuse(property, "a duration such as 500ms, 10s, 5m, 1h or 7d");
        }
        return Durations.parse(text);
    }

    private URI uri(Property property, String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new InvalidSettingException(
                    property, Check.quote(text), "a URL such as " + Property.COLLECTOR_URL.defaultText());
        }
    }

    private Path path(Property property) {
        return resolve(property, text(property));
    }

    private Path resolve(Property property, String path) {
        try {
            return base.resolve(path).normalize();
        } catch (InvalidPathException e) {
            throw refuse(property, "a path of this file system");
        }
    }

    private static List<String> list(String text) {
        return Arrays.stream(text.split(",", -1)).map(String::strip).collect(Collectors.toList());
    }

    private InvalidSettingException refuse(Property property, String expected) {
        return new InvalidSettingException(property, Finding.quoted(text(property)), expected);
    }

    private <T> T refusable(Supplier<T> supplier) {
        try {
            return supplier.get();
        } catch (InvalidSettingException refused) {
            InvalidSettingException e = values.isPlaceholder(refused.property()) ? refused.hidden() : refused;
            findings.error(
                    values.place(e.property()),
                    e.found(),
                    e.expected(),
                    "change it, or remove it for the default, " + e.property().defaultText() + closest(e));
            return null;
        }
    }

    /** Where one of a few words is expected, the one that was probably meant. */
    private static String closest(InvalidSettingException e) {
        List<String> words = WORDS.splitAsStream(e.expected())
                .filter(word -> WORD.matcher(word).matches())
                .toList();
        boolean quoted =
                e.found().length() > 2 && e.found().startsWith("'") && e.found().endsWith("'");
        return quoted ? Suggestion.hint(e.found().substring(1, e.found().length() - 1), words) : "";
    }

    private void unknown(String key, PropertyValues.Value value) {
        findings.error(
                new Place(value.where(), value.line(), key),
                "an unknown property",
                "one that the README lists",
                Suggestion.closest(key, Property.keys())
                        .map(closest -> "did you mean " + closest + "?")
                        .orElse("remove it"));
    }
}
