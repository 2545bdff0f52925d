package io.github.podsights.camel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code collector} as a process of its own. */
class CollectorCommandIT {

    private static final Pattern URL = Pattern.compile("takes events at (http://127\\.0\\.0\\.1:\\d+)/v1/server\n");

    @TempDir
    Path logs;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void recordsWhatComesInAndMisbehavesAsItIsTold() throws Exception {
        try (PodsightsProcess collector = PodsightsProcess.start(
                logs, "collector", "--port", "0", "--behaviour", "{\"status\": 503, \"first\": 1}")) {
            await().until(() -> URL.matcher(collector.out()).find());
            Matcher url = URL.matcher(collector.out());
            assertThat(url.find()).isTrue();
            URI server = URI.create(url.group(1) + "/v1/server");
            HttpRequest event = HttpRequest.newBuilder(server)
                    .POST(HttpRequest.BodyPublishers.ofString("{\"key\":\"k\",\"event\":\"purchase\",\"id\":\"a-1\"}"))
                    .build();

            assertThat(send(event).statusCode()).isEqualTo(503);
            assertThat(send(event).statusCode()).isEqualTo(200);

            HttpRequest stats = HttpRequest.newBuilder(server.resolve("/stats")).build();
            assertThat(send(stats).body()).contains("\"requests\":2");
            HttpRequest received =
                    HttpRequest.newBuilder(server.resolve("/received")).build();
            assertThat(send(received).body()).contains("purchase");

            collector.terminate();
            assertThat(collector.exitCode()).isEqualTo(143);
            assertThat(collector.err()).isEmpty();
        }
    }

    private HttpResponse<String> send(HttpRequest request) throws Exception {
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
