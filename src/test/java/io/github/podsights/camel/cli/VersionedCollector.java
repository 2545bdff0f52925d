package io.github.podsights.camel.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A collector that accepts everything, and keeps what each request says of the configuration that it was sent by. */
final class VersionedCollector implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A request.
     *
     * @param query of its URL: what the route says
     * @param payload what the mapping and the key say
     */
    record Request(String query, JsonNode payload) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(8, task -> {
        Thread thread = new Thread(task, "versioned-collector");
        thread.setDaemon(true);
        return thread;
    });
    private final ConcurrentLinkedQueue<Request> requests = new ConcurrentLinkedQueue<>();
    private volatile int status = 200;
    private volatile String only;

    VersionedCollector() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            JsonNode payload = JSON.readTree(exchange.getRequestBody().readAllBytes());
            pause();
            boolean known = only == null || payload.path("key").asText().equals(only);
            int answer = known ? status : 401;
            if (answer == 200) {
                requests.add(new Request(exchange.getRequestURI().getQuery(), payload));
            }
            exchange.sendResponseHeaders(answer, -1);
            exchange.close();
        });
        server.start();
    }

    /** As long as a collector takes that is not next door. */
    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(10);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Knows this key alone. */
    void knowOnly(String key) {
        only = key;
    }

    /** Answers so from now on. */
    void answer(int newStatus) {
        status = newStatus;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/server";
    }

    /** What was accepted. */
    List<Request> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
