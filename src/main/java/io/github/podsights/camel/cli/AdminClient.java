package io.github.podsights.camel.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.podsights.camel.admin.AdminServer;
import io.github.podsights.camel.admin.StatusRoute;
import io.github.podsights.camel.settings.AdminSettings;
import io.github.podsights.camel.settings.Property;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks a running instance on its admin port. */
final class AdminClient {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    private final Configuration configuration;
    private final String url;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    private AdminClient(Configuration configuration, String url) {
        this.configuration = configuration;
        this.url = url;
    }

    /**
     * A client for the instance that a configuration is of.
     *
     * @throws Problem if it has no port that is known
     */
    static AdminClient of(Configuration configuration) throws Problem {
        return ifKnown(configuration)
                .orElseThrow(() -> configuration.problem(
                        Property.ADMIN_PORT,
                        configuration.settings().admin().port().isEmpty()
                                ? "off, so that nobody can be asked"
                                : "0, so that nobody knows which it took",
                        "the port of the running instance",
                        "set it, or name the one that it printed: PODSIGHTS_ADMIN_PORT=PORT ./podsights status"));
    }

    /** A client for the instance that a configuration is of; empty if it has no port that is known. */
    static Optional<AdminClient> ifKnown(Configuration configuration) {
        AdminSettings admin = configuration.settings().admin();
        return admin.port().orElse(0) == 0
                ? Optional.empty()
                : Optional.of(new AdminClient(
                        configuration,
                        AdminServer.url(admin.host(), admin.port().orElseThrow())));
    }

    /** Whom it asks, such as {@code http://127.0.0.1:8084}. */
    String url() {
        return url;
    }

    /**
     * What it answers to {@code GET /status}.
     *
     * @throws Problem if nobody answers, it doesn't let us in, or it is somebody else
     */
    JsonNode status() throws Problem, InterruptedException {
        HttpResponse<String> answer;
        try {
            answer = get(StatusRoute.PATH);
        } catch (IOException e) {
            throw Problem.failure(
                    "status: nobody answers at " + url + " (" + e.getClass().getSimpleName()
                            + "); expected a running instance; start it with ./podsights run, or name the port that it has in "
                            + Property.ADMIN_PORT.key());
        }
        if (isRefused(answer)) {
            throw refused();
        }
        return json(answer)
                .filter(tree -> answer.statusCode() == 200
                        && tree.path("total").isObject()
                        && tree.path("checks").isObject())
                .orElseThrow(() -> Problem.failure("status: what answers at " + url + " (" + answer.statusCode()
                        + ") is no instance of podsights-camel; expected one; name its port in "
                        + Property.ADMIN_PORT.key()));
    }

    /** Asks with the token of the configuration. */
    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(request(path).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
    }

    /**
     * Asks for something to be done, with the token of the configuration. The answer may take as long as it takes, once it
     * has begun: whoever reads it closes it.
     */
    HttpResponse<InputStream> post(String path, JsonNode body) throws IOException, InterruptedException {
        HttpRequest request = request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        // A time-out of the request itself may be, by the version of Java, one of the whole answer.
        CompletableFuture<HttpResponse<InputStream>> answer =
                http.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream());
        try {
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new HttpTimeoutException("no answer for " + PATIENCE.toSeconds() + " s");
        }
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path));
        configuration.settings().admin().token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
        return request;
    }

    /** Whether it doesn't let us in. */
    static boolean isRefused(HttpResponse<?> answer) {
        return answer.statusCode() == UNAUTHORIZED || answer.statusCode() == FORBIDDEN;
    }

    /** The problem that it doesn't let us in. */
    Problem refused() {
        return configuration.problem(
                Property.ADMIN_TOKEN,
                configuration.settings().admin().token().isPresent()
                        ? "one that " + url + " does not take"
                        : "none, and " + url + " does not answer without",
                "that of the running instance",
                "give this command the same configuration");
    }

    /** What was answered as JSON; empty if it is none. */
    static Optional<JsonNode> json(HttpResponse<String> answer) {
        try {
            return Optional.of(new ObjectMapper().readTree(answer.body()));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
