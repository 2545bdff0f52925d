package io.github.podsights.camel.route;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.github.podsights.camel.collector.Behaviours;
import io.github.podsights.camel.collector.CollectorOptions;
import io.github.podsights.camel.collector.CollectorStandIn;
import io.github.podsights.camel.collector.ReceivedRequest;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.metrics.PrometheusPage;
import io.github.podsights.camel.metrics.Scrape;
import io.github.podsights.camel.settings.Property;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.sessions.JqwikSession;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ten thousand events of strangers through the whole pipeline: each has an outcome, nothing escapes, and no address and no
 * key is found anywhere but the key in the payload. {@code -Dpodsights.hostile.seed=…} tries others.
 */
class HostileEventsIT {

    private static final int EVENTS = 10_000;

    private static final List<String> FILES = List.of("a.jsonl", "b.ndjson", "c.jsonl.gz", "d.jsonl");

    private static final Canary NO_ADDRESS = new Canary(HostileText.LOCAL, HostileText.DOMAIN);

    private static final Canary NOTHING = new Canary(HostileText.LOCAL, HostileText.DOMAIN, RunningBundle.KEY);

    @TempDir
    Path directory;

    private final long seed = Long.getLong("podsights.hostile.seed", 20261124);

    @Test
    void everyEventHasAnOutcomeAndNoAddressAndNoKeyIsFoundAnywhere() throws Exception {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        System.setErr(System.out);
        try (LogLines log = LogLines.open(Level.DEBUG, Level.INFO);
                PrometheusPage page = new PrometheusPage("context")) {
            try (CollectorStandIn collector =
                            CollectorStandIn.start(CollectorOptions.defaults().withKeep(3 * EVENTS));
                    RunningBundle running = RunningBundle.start(
                            directory, collector, Map.of(Property.ATTEMPTS, "2"), "", context -> context.getRegistry()
                                    .bind("meters", page.registry()))) {
                collector.behave(Behaviours.status(400)
                        .share(0.1, new Random(seed))
                        .or(Behaviours.status(503).share(0.2, new Random(seed + 1))));

                dropFiles(running);
                awaitAllDone(running);

                assertEveryEventHasAnOutcome(running);
                assertThat(collector.stats().byStatus()).containsOnlyKeys("200", "400", "503");
                assertThat(collector.received()).hasSizeGreaterThan(EVENTS / 4);
                Scrape scrape = Scrape.of(page.text());
                assertThat(scrape.balances()).as(scrape.toString()).isTrue();
                assertThat(scrape.sum("podsights_received_total")).isEqualTo(EVENTS);
                assertNoLeak(Stream.of(scrape.toString()));
                assertNoLeak(collector.received().stream().map(HostileEventsIT::withoutTheKey));
            }
            assertThat(log.lines()).isNotEmpty();
            assertNoLeak(log.lines().stream());
            assertThat(log.lines().stream().filter(line -> line.startsWith("ERROR") || line.contains("Unexpected")))
                    .as("exceptions, seed %d", seed)
                    .isEmpty();
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        assertThat(NOTHING.in(printed.toByteArray())).isEmpty();
        assertNothingInFiles();
    }

    /** Each file is worked while the next one is made. */
    private void dropFiles(RunningBundle running) throws IOException {
        Path aside = Files.createDirectory(directory.resolve("aside"));
        JqwikSession.run(() -> {
            HostileLines lines = new HostileLines(seed);
            for (String name : FILES) {
                try (OutputStream file = Files.newOutputStream(aside.resolve(name));
                        OutputStream events = name.endsWith(".gz") ? new GZIPOutputStream(file) : file) {
                    for (int i = 0; i < EVENTS / FILES.size(); i++) {
                        events.write(lines.next());
                        events.write('\n');
                    }
                }
                Files.move(aside.resolve(name), running.inbox().resolve(name));
            }
        });
    }

    /** Looks at how far the files are settled while they are, since that is forgotten in the end. */
    private void awaitAllDone(RunningBundle running) {
        Awaitility.await().atMost(Duration.ofMinutes(5)).until(() -> {
            for (Path file : hiddenFiles(running.inbox())) {
                assertThat(nothingIn(file)).isEmpty();
            }
            return FILES.stream()
                    .allMatch(
                            name -> Files.exists(running.inbox().resolve("done").resolve(name)));
        });
    }

    private void assertEveryEventHasAnOutcome(RunningBundle running) {
        assertThat(running.total().received()).as("seed %d", seed).isEqualTo(EVENTS);
        assertThat(running.total().ended()).isEqualTo(EVENTS);
        assertThat(running.settled()).hasSize(EVENTS);
        assertThat(running.total().outcomes())
                .containsOnlyKeys(
                        Outcome.DELIVERED,
                        Outcome.CONSENT_DENIED,
                        Outcome.UNMAPPED,
                        Outcome.DUPLICATE,
                        Outcome.INVALID,
                        Outcome.REJECTED,
                        Outcome.EXHAUSTED)
                .allSatisfy((outcome, count) -> assertThat(count).isGreaterThan(20));
    }

    /** The request without the one place where the key has to be. */
    private static String withoutTheKey(ReceivedRequest request) {
        String key = "{\"key\":\"" + RunningBundle.KEY + "\",";
        assertThat(request.body()).startsWith(key);
        return request.headers() + request.body().substring(key.length());
    }

    private void assertNoLeak(Stream<String> texts) {
        assertThat(texts.flatMap(text -> NOTHING.in(text).stream()).limit(3))
                .as("seed %d", seed)
                .isEmpty();
    }

    private void assertNothingInFiles() throws IOException {
        Path done = directory.resolve("inbox/done");
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> written = files.filter(file -> Files.isRegularFile(file) && !file.startsWith(done))
                    .toList();
            assertThat(written).hasSizeGreaterThan(500);
            for (Path file : written) {
                assertThat(nothingIn(file)).as("%s, seed %d", file, seed).isEmpty();
                assertThat(NO_ADDRESS.in(file.getFileName().toString())).isEmpty();
            }
        }
    }

    private static List<Path> hiddenFiles(Path inbox) throws IOException {
        try (Stream<Path> files = Files.list(inbox)) {
            return files.filter(file -> file.getFileName().toString().startsWith("."))
                    .toList();
        }
    }

    private static Optional<String> nothingIn(Path file) throws IOException {
        return Files.exists(file) ? NOTHING.in(Files.readAllBytes(file)) : Optional.empty();
    }
}
