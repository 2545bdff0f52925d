package io.github.podsights.camel.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.podsights.camel.JsonFiles;
import io.github.podsights.camel.collector.CollectorStandIn;
import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.health.Check;
import io.github.podsights.camel.identity.UrlScrubber;
import io.github.podsights.camel.integration.IntegrationReader;
import io.github.podsights.camel.integration.Integrations;
import io.github.podsights.camel.integration.Placeholders;
import io.github.podsights.camel.mapping.PayloadMapper;
import io.github.podsights.camel.settings.Property;
import io.github.podsights.camel.settings.PropertyValues;
import io.github.podsights.camel.settings.Settings;
import io.github.podsights.camel.settings.SettingsReader;
import io.github.podsights.camel.settlement.Balance;
import io.github.podsights.camel.yaml.Findings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.component.file.FileEndpoint;
import org.apache.camel.component.kafka.KafkaEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.LifecycleStrategySupport;

/**
 * The whole bundle in a context of its own, in a directory of a test, with one integration and a stand-in for the collector:
 * what the integration tests drive. Closing it stops it in order, and asserts that the books balance.
 */
public final class RunningBundle implements AutoCloseable {

    /** The pixel key of the integration: to be found nowhere but in payloads. */
    public static final String KEY = "canary-pixel-key-7f3a";

    private final Path directory;
    private final CollectorStandIn collector;
    private final CamelContext context = new DefaultCamelContext();
    private final Queue<Delivery> settled = new ConcurrentLinkedQueue<>();
    private Settings settings;
    private PodsightsBundle bundle;

    private RunningBundle(Path directory, CollectorStandIn collector) {
        this.directory = directory;
        this.collector = collector;
    }

    /**
     * Starts the bundle with the file source.
     *
     * @param directory of the test: {@code inbox}, {@code dead-letters} and {@code integrations} are made in it
     * @param properties go before the harness's own, which make retries fast
     */
    public static RunningBundle start(Path directory, CollectorStandIn collector, Map<Property, String> properties)
            throws Exception {
        return start(directory, collector, properties, "");
    }

    /**
     * Starts the bundle with the file source, its integration written further.
     *
     * @param integration more lines for the integration's YAML file
     */
    public static RunningBundle start(
            Path directory, CollectorStandIn collector, Map<Property, String> properties, String integration)
            throws Exception {
        return start(directory, collector, properties, integration, context -> {});
    }

    /**
     * Starts the bundle in a context that its host has prepared.
     *
     * @param host what the host does to the context before
     */
    public static RunningBundle start(
            Path directory,
            CollectorStandIn collector,
            Map<Property, String> properties,
            String integration,
            Consumer<CamelContext> host)
            throws Exception {
        RunningBundle running = new RunningBundle(directory, collector);
        Map<Property, String> all = new EnumMap<>(Property.class);
        all.put(Property.COLLECTOR_URL, collector.url());
        all.put(Property.FILE_DIRECTORY, "inbox");
        all.put(Property.FILE_QUIET, "0s");
        all.put(Property.INTEGRATIONS, "integrations");
        all.put(Property.DEAD_LETTER_URI, "file:dead-letters");
        all.put(Property.PARK_SCHEDULE, "none");
        all.put(Property.DELAY, "1ms");
        all.put(Property.MAX_DELAY, "5ms");
        all.putAll(properties);
        Files.createDirectories(directory.resolve("integrations"));
        Files.writeString(
                directory.resolve("integrations/test.yaml"),
                "name: Test\nvendor: podsights\nconfig: {key: \"{{env:KEY}}\"}\n" + integration);
        Findings findings = new Findings();
        running.settings = new SettingsReader(
                        PropertyValues.of(
                                name -> Property.of(name).map(all::get).orElse(null)),
                        directory,
                        findings)
                .read()
                .orElse(null);
        assertThat(findings.list()).isEmpty();
        Integrations integrations = running.readIntegrations();
        running.context.addLifecycleStrategy(new SoonLooked());
        host.accept(running.context);
        running.bundle = PodsightsBundle.install(running.context, running.settings, integrations, running.settled::add);
        running.context.start();
        return running;
    }

    /** Looks far more often than the shipped routes whether a file or a topic is there, so that tests need not wait. */
    private static final class SoonLooked extends LifecycleStrategySupport {

        @Override
        public void onEndpointAdd(Endpoint endpoint) {
            if (endpoint instanceof FileEndpoint file) {
                file.setDelay(20);
            } else if (endpoint instanceof KafkaEndpoint kafka) {
                kafka.getConfiguration().setMetadataMaxAgeMs(500);
                kafka.getConfiguration().setHeartbeatIntervalMs(500);
            }
        }
    }

    /** The integrations as their files are now. */
    public Integrations readIntegrations() {
        Findings findings = new Findings();
        Integrations integrations = Integrations.read(
                settings.integrations(),
                new IntegrationReader(
                        new Placeholders(Map.of("KEY", KEY)::get, directory),
                        blueprint -> new PayloadMapper(blueprint, new UrlScrubber(settings.urlRemoveParameters()))),
                findings);
        assertThat(findings.errors()).as(findings.list().toString()).isZero();
        return integrations;
    }

    public CamelContext context() {
        return context;
    }

    public PodsightsBundle bundle() {
        return bundle;
    }

    public CollectorStandIn collector() {
        return collector;
    }

    public Path inbox() {
        return directory.resolve("inbox");
    }

    /** Puts a file of events into the inbox, whole at once. */
    public Path drop(String name, String content) throws IOException {
        Path aside = Files.createDirectories(inbox()).resolve("." + name);
        Files.write(aside, content.getBytes(StandardCharsets.UTF_8));
        return Files.move(aside, inbox().resolve(name));
    }

    /** The sum of the books. */
    public Balance.Line total() {
        return bundle.balance().total();
    }

    /** The lines of the books in which something stands. */
    public List<Balance.Line> used() {
        return bundle.balance().lines().stream()
                .filter(line -> line.received() + line.resumed() > 0)
                .toList();
    }

    /** The deliveries settled so far, in the order in which they were. */
    public List<Delivery> settled() {
        return List.copyOf(settled);
    }

    /** The dead letters written so far. */
    public List<Path> deadLetters() throws IOException {
        return JsonFiles.below(directory.resolve("dead-letters"));
    }

    /** Why a check of health is down, or what it says though it is up; empty if it says nothing, or there is none such. */
    public Optional<String> reason(String check) {
        return bundle.health().checks().stream()
                .filter(each -> each.name().equals(check))
                .findFirst()
                .map(Check::reason);
    }

    @Override
    public void close() {
        context.stop();
        assertThat(total().balances()).as("%s", bundle.balance().lines()).isTrue();
        assertThat(total().inFlight()).as("in flight after the stop").isZero();
    }
}
