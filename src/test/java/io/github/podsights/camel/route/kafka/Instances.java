package io.github.podsights.camel.route.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.podsights.camel.broker.EmbeddedBroker;
import io.github.podsights.camel.collector.CollectorOptions;
import io.github.podsights.camel.collector.CollectorStandIn;
import io.github.podsights.camel.route.BundleProcess;
import io.github.podsights.camel.route.file.EventFiles;
import io.github.podsights.camel.settings.Property;
import io.github.podsights.camel.settlement.SettledOffsets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A broker with a topic full of events, a collector, and instances of the bundle between them, each a process. */
final class Instances implements AutoCloseable {

    private static final Pattern BEGUN = Pattern.compile("goes to another consumer while (\\d+) records are begun");

    private static final Pattern SESSION = Pattern.compile("( {8}sessionTimeoutMs: )(\\d+)(.*\n)");

    private final Path directory;
    private final EmbeddedBroker broker;
    private final Topic topic;
    private final CollectorStandIn collector = CollectorStandIn.start(CollectorOptions.counting());
    private final Arrivals arrivals;
    private final BundleProcess[] running;
    private final List<BundleProcess> ended = new ArrayList<>();
    private final List<BundleProcess> killed = new ArrayList<>();

    /**
     * @param instances how many there can be at a time
     * @param session after what time of silence an instance counts as dead
     */
    Instances(
            Path directory,
            String groupProtocol,
            int instances,
            int partitions,
            int events,
            int inFlight,
            Duration session,
            Arrivals.BehaviourOf behaviours)
            throws Exception {
        this(
                directory,
                groupProtocol,
                instances,
                partitions,
                events,
                inFlight,
                session,
                behaviours,
                EventFiles::event,
                Map.of());
    }

    /**
     * @param event makes an event of its order id
     * @param more properties beside those of a source, each for every instance
     */
    Instances(
            Path directory,
            String groupProtocol,
            int instances,
            int partitions,
            int events,
            int inFlight,
            Duration session,
            Arrivals.BehaviourOf behaviours,
            UnaryOperator<String> event,
            Map<Property, String> more)
            throws Exception {
        this.directory = directory;
        this.running = new BundleProcess[instances];
        this.arrivals = new Arrivals(events);
        collector.behave(arrivals.counting(behaviours));
        broker = EmbeddedBroker.start(directory.resolve("broker"));
        topic = new Topic(broker, partitions);
        topic.setSession(session);
        for (int i = 0; i < events; i++) {
            topic.send(i % partitions, event.apply(Integer.toString(i)));
        }
        topic.flush();
        assertThat(topic.lag()).as("records in the topic").isEqualTo(events);
        for (int i = 0; i < instances; i++) {
            configure(home(i), groupProtocol, inFlight, session, more);
        }
    }

    private Path home(int instance) {
        return directory.resolve("instance-" + instance);
    }

    private void configure(Path home, String groupProtocol, int inFlight, Duration session, Map<Property, String> more)
            throws IOException {
        Map<Property, String> properties = new HashMap<>(Map.of(
                Property.SOURCE,
                "kafka",
                Property.KAFKA_BROKERS,
                broker.brokers(),
                Property.KAFKA_TOPIC,
                topic.name(),
                Property.KAFKA_GROUP_ID,
                topic.group(),
                Property.KAFKA_GROUP_PROTOCOL,
                groupProtocol,
                Property.KAFKA_CONSUMERS,
                "2",
                Property.KAFKA_IN_FLIGHT,
                Integer.toString(inFlight),
                Property.DUPLICATES_WINDOW,
                "none", // what is sent twice is to be seen
                Property.COLLECTOR_URL,
                collector.url()));
        properties.putAll(more);
        BundleProcess.configure(home, properties);
        for (String route : List.of("source-kafka", "parked-kafka")) {
            shortenSession(home, "routes/" + route + ".camel.yaml", session);
        }
    }

    /**
     * The shipped route, but for how soon a killed instance is missed: with the classic protocol its members say so, and
     * until then the whole group stands.
     */
    private static void shortenSession(Path home, String name, Duration session) throws IOException {
        String shipped = Files.readString(Path.of("src/main/resources").resolve(name));
        Matcher parameter = SESSION.matcher(shipped);
        assertThat(parameter.results().count()).isOne();
        Path route = home.resolve("classes").resolve(name);
        Files.createDirectories(route.getParent());
        Files.writeString(
                route, parameter.replaceFirst("$1" + session.toMillis() + "$3        heartbeatIntervalMs: 500\n"));
    }

    Arrivals arrivals() {
        return arrivals;
    }

    CollectorStandIn collector() {
        return collector;
    }

    Topic topic() {
        return topic;
    }

    EmbeddedBroker broker() {
        return broker;
    }

    boolean isRunning(int instance) {
        return running[instance] != null;
    }

    /** Starts each that does not run. */
    void startAll() throws IOException {
        for (int i = 0; i < running.length; i++) {
            if (!isRunning(i)) {
                start(i);
            }
        }
    }

    void start(int instance) throws IOException {
        assertThat(isRunning(instance)).isFalse();
        running[instance] = BundleProcess.startToStay(home(instance));
    }

    /** As {@code kill -9} does. */
    void kill(int instance) throws InterruptedException {
        killed.add(running[instance]);
        running[instance].kill();
        running[instance] = null;
    }

    /** Waits until it is there to be stopped in order: a signal that comes earlier ends it at once, without books. */
    void awaitUp(int instance) {
        await(() -> printed(running[instance]).contains("Delivering to "), Duration.ofSeconds(60));
        assertThat(printed(running[instance])).contains("Delivering to ");
    }

    private static String printed(BundleProcess process) {
        try {
            return process.output();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops it in order, and checks its books. */
    void stop(int instance) throws Exception {
        awaitUp(instance);
        BundleProcess stopping = running[instance];
        running[instance] = null;
        ended.add(stopping);
        stopping.stop();
        stopping.exitCode();
        assertThat(stopping.output()).contains(": it adds up").doesNotContain("ADD UP");
        assertThat(stopping.printed("in_flight")).isZero();
    }

    /** Stops those that run. */
    void stopAll() throws Exception {
        for (int i = 0; i < running.length; i++) {
            if (isRunning(i)) {
                stop(i);
            }
        }
    }

    /** Waits until so many different events came. */
    void awaitDifferent(long count, Duration atMost) {
        await(() -> arrivals.different() >= count, atMost);
        assertThat(arrivals.different()).as("%s", this).isGreaterThanOrEqualTo(count);
    }

    /** Waits until every event is settled and committed. */
    void awaitNoLag() {
        await(() -> lag() == 0, Duration.ofSeconds(30));
        assertThat(lag()).as("lag: %s", this).isZero();
    }

    private void await(BooleanSupplier condition, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() - end < 0) {
            for (BundleProcess process : running) {
                assertThat(process == null || process.isAlive())
                        .as("an instance ended by itself: %s", this)
                        .isTrue();
            }
            try {
                TimeUnit.MILLISECONDS.sleep(5);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** How many records are not committed as settled, of all partitions. */
    long lag() {
        return topic.lag();
    }

    /** What the group has committed as settled beyond its committed offsets, of all partitions. */
    long settledBeyond() {
        return topic.committed().values().stream()
                .filter(Objects::nonNull)
                .map(known -> SettledOffsets.parse(known.offset(), known.metadata()))
                .mapToLong(settled ->
                        settled.to() - settled.from() - settled.unsettled().size())
                .sum();
    }

    int kills() {
        return killed.size();
    }

    /** Of partitions that moved: what their consumers, by their own word, had begun and not committed as settled. */
    long begunOfMovedPartitions() throws IOException {
        long begun = 0;
        for (BundleProcess process : all()) {
            Matcher matcher = BEGUN.matcher(process.output());
            while (matcher.find()) {
                begun += Long.parseLong(matcher.group(1));
            }
        }
        return begun;
    }

    /** A figure of the books of those that were stopped in order, together. */
    long printed(String figure) throws IOException {
        long sum = 0;
        for (BundleProcess process : ended) {
            sum += process.printed(figure);
        }
        return sum;
    }

    private List<BundleProcess> all() {
        List<BundleProcess> all = new ArrayList<>(ended);
        all.addAll(killed);
        for (BundleProcess process : running) {
            if (process != null) {
                all.add(process);
            }
        }
        return all;
    }

    /** What all of them printed, the log included. */
    List<String> outputs() {
        return all().stream().map(Instances::printed).toList();
    }

    /** What went wrong, for a test that fails. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder()
                .append("missing ")
                .append(arrivals.missing().stream().limit(200).toList())
                .append(", twice ")
                .append(arrivals.twice().stream().limit(200).toList());
        for (BundleProcess process : all()) {
            text.append("\n--- ").append(printed(process));
        }
        return text.toString();
    }

    @Override
    public void close() {
        for (BundleProcess process : running) {
            if (process != null) {
                process.close();
            }
        }
        topic.close();
        broker.close();
        collector.close();
    }
}
