package io.github.podsights.camel.route.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.github.podsights.camel.JsonFiles;
import io.github.podsights.camel.collector.Behaviours;
import io.github.podsights.camel.collector.CollectorStandIn;
import io.github.podsights.camel.route.BundleProcess;
import io.github.podsights.camel.settings.Property;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A disk that is full under the dead letters, or under the spool: a small tmpfs in a namespace of the process. Nothing is
 * acknowledged, health says so, and it goes on as room is made. Where the system gives no such namespace it is not tried.
 */
class FullDiskIT {

    private static final int EVENTS = 60;

    private static final Duration LONG = Duration.ofSeconds(60);

    private static final Pattern ADMIN = Pattern.compile("health and status at (\\S+)");

    @TempDir
    Path directory;

    private CollectorStandIn collector;

    @BeforeEach
    void startTheCollector() {
        collector = CollectorStandIn.start();
    }

    @AfterEach
    void stopTheCollector() {
        collector.close();
    }

    @ParameterizedTest
    @CsvSource({"400, dead-letters, dead-letters", "503, parked, parked"})
    void nothingIsAcknowledgedWhileTheDiskIsFullAndItGoesOnAsRoomIsMade(int status, String full, String check)
            throws Exception {
        Path mount = Files.createDirectories(directory.resolve(full));
        List<String> namespace = List.of(
                "unshare",
                "-Urm",
                "sh",
                "-c",
                "mount -t tmpfs -o size=64k tmpfs \"$0\" && exec \"$@\"",
                mount.toString());
        assumeThat(isPossible(namespace)).as("a namespace of one's own").isTrue();
        collector.behave(Behaviours.status(status));
        BundleProcess.configure(
                directory,
                Map.of(
                        Property.COLLECTOR_URL, collector.url(),
                        Property.FILE_QUIET, "0s",
                        Property.ATTEMPTS, "1",
                        Property.FILE_IN_FLIGHT, "10",
                        Property.GATE_MAX_PROBE_INTERVAL, "20ms",
                        Property.PARK_URI, "file:parked",
                        Property.PARK_SCHEDULE, "1h",
                        Property.DEAD_LETTER_URI, "file:dead-letters",
                        Property.ADMIN_PORT, "0"));
        Path inbox = Files.createDirectories(directory.resolve("data/inbox"));
        Files.writeString(inbox.resolve("events.jsonl"), EventFiles.lines(0, EVENTS));
        Set<String> letters = new HashSet<>();
        try (BundleProcess process = BundleProcess.startToStay(directory, namespace)) {
            Path inside = Path.of("/proc/" + process.pid() + "/root" + mount);
            awaitHealth(process, "\"" + check + "\":{\"up\":false");
            assertThat(inbox.resolve("events.jsonl")).as("not acknowledged").exists();

            await().atMost(LONG).until(() -> {
                takeAway(inside, letters);
                return Files.exists(inbox.resolve("done/events.jsonl"));
            });

            takeAway(inside, letters);
            assertThat(letters).hasSize(EVENTS);
            awaitHealth(process, "\"" + check + "\":{\"up\":true");
            assertThat(process.output()).doesNotContain("canary-pixel-key");
        }
    }

    private static boolean isPossible(List<String> namespace) throws InterruptedException {
        try {
            return new ProcessBuilder(Stream.concat(namespace.stream(), Stream.of("true"))
                                    .toList())
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Whole files alone: none that is still being written. */
    private static void takeAway(Path inside, Set<String> taken) throws IOException {
        for (Path file : JsonFiles.below(inside)) {
            assertThat(Files.readString(file)).startsWith("{").endsWith("}");
            taken.add(file.getFileName().toString());
            Files.delete(file);
        }
    }

    private static void awaitHealth(BundleProcess process, String expected) {
        await().atMost(LONG)
                .untilAsserted(() ->
                        assertThat(health(process)).as("%s", process.output()).contains(expected));
    }

    private static String health(BundleProcess process) throws IOException, InterruptedException {
        Matcher admin = ADMIN.matcher(process.output());
        if (!admin.find()) {
            return "";
        }
        URI ready = URI.create(admin.group(1) + "/health/ready");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(ready).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
