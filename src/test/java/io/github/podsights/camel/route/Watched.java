package io.github.podsights.camel.route;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.github.podsights.camel.admin.AdminServer;
import io.github.podsights.camel.admin.OpenRoutes;
import io.github.podsights.camel.admin.StatusRoute;
import io.github.podsights.camel.collector.CollectorStandIn;
import io.github.podsights.camel.collector.ReceivedRequest;
import io.github.podsights.camel.metrics.PrometheusPage;
import io.github.podsights.camel.settings.AdminSettings;
import io.github.podsights.camel.settings.Property;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.apache.camel.Exchange;

/**
 * A bundle with all that it tells anybody: the log, with our own at DEBUG, what is printed, metrics, status and health on an
 * admin port, its files, and what callers of {@code direct:podsights} get.
 */
public final class Watched implements AutoCloseable {

    private static final Canary NOTHING = CanaryEvents.nothing();

    private final Path directory;
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> told = new ArrayList<>();
    private LogLines log;
    private PrometheusPage page;
    private RunningBundle running;
    private AdminServer admin;
    private int searched;

    private Watched(Path directory) {
        this.directory = directory;
    }

    /** Starts it; its integration maps all that the preset {@code full} knows. */
    public static Watched start(Path directory, CollectorStandIn collector, Map<Property, String> properties)
            throws Exception {
        Watched watched = new Watched(directory);
        try {
            watched.open(collector, properties);
            return watched;
        } catch (Exception | Error e) {
            watched.close();
            throw e;
        }
    }

    private void open(CollectorStandIn collector, Map<Property, String> properties) throws Exception {
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        System.setErr(System.out);
        log = LogLines.open(Level.DEBUG, Level.INFO);
        page = new PrometheusPage(MetricsParts.CONTEXT);
        running =
                RunningBundle.start(directory, collector, properties, "preset: full\n", context -> context.getRegistry()
                        .bind("meters", page.registry()));
        admin = AdminServer.start(
                new AdminSettings(OptionalInt.of(0), "127.0.0.1", Optional.empty()),
                List.of(
                        new OpenRoutes(page::text, running.bundle().health()),
                        new StatusRoute(
                                running.bundle().balance(),
                                running.bundle().health(),
                                Map.of("podsights-camel", "1.2.3"),
                                Clock.systemUTC())));
    }

    public RunningBundle running() {
        return running;
    }

    /** Calls {@code direct:podsights}; the answer, or the messages and traces of what is thrown. */
    public String call(String event) {
        Exchange exchange = running.context()
                .createProducerTemplate()
                .request("direct:podsights", request -> request.getMessage().setBody(event));
        StringBuilder answer = new StringBuilder();
        if (exchange.getException() == null) {
            answer.append(exchange.getMessage().getBody());
        }
        for (Throwable thrown = exchange.getException(); thrown != null; thrown = thrown.getCause()) {
            answer.append(thrown).append('\n').append(List.of(thrown.getSuppressed()));
        }
        told.add(answer.toString());
        return answer.toString();
    }

    /** Asserts that neither an address nor the key is found in anything that was told so far. */
    public void assertNothingIsTold() throws Exception {
        List<String> lines = log.lines();
        assertNothing("log", lines.subList(searched, lines.size()));
        searched = lines.size();
        assertNothing("callers", told);
        for (String path : List.of(OpenRoutes.METRICS, OpenRoutes.READY, OpenRoutes.LIVE, StatusRoute.PATH)) {
            String answer = get(path);
            assertThat(answer).as(path).contains(path.equals(OpenRoutes.METRICS) ? "podsights_" : "{");
            assertNothing(path, List.of(answer));
        }
        assertNothing("printed", List.of(printed.toString(StandardCharsets.UTF_8)));
        assertNothingInFiles();
    }

    private static void assertNothing(String where, List<String> texts) {
        assertThat(texts.stream().flatMap(text -> NOTHING.in(text).stream()).limit(3))
                .as(where)
                .isEmpty();
    }

    /** How far a file is settled stands beside it; what somebody dropped is not ours. */
    private void assertNothingInFiles() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(running.inbox().resolve("done")))
                    .filter(file -> !file.startsWith(directory.resolve("broker")))
                    .toList()) {
                if (file.getFileName().toString().endsWith(".jsonl")) {
                    continue;
                }
                assertThat(NOTHING.in(file.toString())).as("%s", file).isEmpty();
                assertThat(NOTHING.in(read(file))).as("%s", file).isEmpty();
            }
        }
    }

    private static byte[] read(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return new byte[0]; // it is settled meanwhile
        }
    }

    /** Asserts that the key stands in each request where it has to, and nowhere else, and that no address does. */
    public static void assertKeyStandsInItsPlaceAlone(List<ReceivedRequest> requests) {
        String key = "{\"key\":\"" + RunningBundle.KEY + "\",";
        for (ReceivedRequest request : requests) {
            // Of some the body was not read.
            assertThat(request.body()).satisfiesAnyOf(body -> assertThat(body).isEmpty(), body -> assertThat(body)
                    .startsWith(key)
                    .contains("\"em\":\"" + CanaryEvents.HASH + "\""));
            assertNothing("request", List.of(request.headers() + request.body().replace(key, "{")));
        }
    }

    /** What stands at a path of the admin port. */
    public String get(String path) throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(URI.create(admin.url() + path)).build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Override
    public void close() throws Exception {
        try (PrometheusPage closedPage = page;
                RunningBundle closedBundle = running;
                AdminServer closedAdmin = admin) {
            // in the order that is reverse to that in which they were made
        } finally {
            System.setOut(out);
            System.setErr(err);
            if (log != null) {
                assertThat(log.lines()).as("log").isNotEmpty();
                assertNothing("log", log.lines());
                log.close();
            }
            assertNothing("printed", List.of(printed.toString(StandardCharsets.UTF_8)));
        }
    }
}
