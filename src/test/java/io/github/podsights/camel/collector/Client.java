package io.github.podsights.camel.collector;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** What a test sends to a stand-in: by an HTTP client, or by a bare socket where the bytes matter. */
final class Client {

    static final String EVENT = "{\"key\":\"k\",\"event\":\"purchase\",\"order_id\":\"ORD-1\"}";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final CollectorStandIn collector;

    Client(CollectorStandIn collector) {
        this.collector = collector;
    }

    HttpResponse<String> send(String body) throws IOException, InterruptedException {
        return http.send(post(body), BodyHandlers.ofString());
    }

    CompletableFuture<HttpResponse<String>> sendLater(String body) {
        return http.sendAsync(post(body), BodyHandlers.ofString());
    }

    HttpResponse<String> call(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(collector.url()).resolve(path))
                .method(method, BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    /** A connection on which one event was sent; reading from it gives up after 10 s. */
    Socket sendRaw() throws IOException {
        return open(EVENT.length(), EVENT);
    }

    /** A connection on which a head was sent that promises more than the body that follows. */
    Socket sendHead(int promised) throws IOException {
        return open(promised, "");
    }

    /** All that comes until the connection ends; an IOException if it is reset. */
    static String readAll(InputStream in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    private Socket open(int length, String body) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), collector.port());
        socket.setSoTimeout(10_000);
        String head =
                "POST /v1/server HTTP/1.1\r\nHost: collector.example.com\r\nContent-Length: " + length + "\r\n\r\n";
        socket.getOutputStream().write((head + body).getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    private HttpRequest post(String body) {
        return HttpRequest.newBuilder(URI.create(collector.url()))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .header("X-Twice", "a")
                .header("X-Twice", "b")
                .POST(BodyPublishers.ofString(body))
                .build();
    }
}
