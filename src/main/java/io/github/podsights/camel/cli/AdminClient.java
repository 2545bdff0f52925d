package io.github.podsights.camel.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.podsights.camel.admin.AdminServer;
import io.github.podsights.camel.admin.StatusRoute;
import io.github.podsights.camel.settings.AdminSettings;
import io.github.podsights.camel.settings.Property;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

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
        AdminSettings admin = configuration.settings().admin();
        if (admin.port().orElse(0) == 0) {
            throw configuration.problem(
                    Property.ADMIN_PORT,
                    admin.port().isEmpty()
                            ? "off, so that nobody can be asked"
                            : "0, so that nobody knows which it took",
                    "the port of the running instance",
                    "set it, or name the one that it printed: PODSIGHTS_ADMIN_PORT=PORT ./podsights status");
        }
        return new AdminClient(
                configuration, AdminServer.url(admin.host(), admin.port().orElseThrow()));
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
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url + StatusRoute.PATH)).timeout(PATIENCE);
        configuration.settings().admin().token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
        HttpResponse<String> answer;
        try {
            answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw Problem.failure(
                    "status: nobody answers at " + url + " (" + e.getClass().getSimpleName()
                            + "); expected a running instance; start it with ./podsights run, or name the port that it has in "
                            + Property.ADMIN_PORT.key());
        }
        if (answer.statusCode() == UNAUTHORIZED || answer.statusCode() == FORBIDDEN) {
            throw configuration.problem(
                    Property.ADMIN_TOKEN,
                    configuration.settings().admin().token().isPresent()
                            ? "one that " + url + " does not take"
                            : "none, and " + url + " does not answer without",
                    "that of the running instance",
                    "give this command the same configuration");
        }
        return read(answer);
    }

    private JsonNode read(HttpResponse<String> answer) throws Problem {
        try {
            JsonNode tree = new ObjectMapper().readTree(answer.body());
            if (answer.statusCode() == 200
                    && tree.path("total").isObject()
                    && tree.path("checks").isObject()) {
                return tree;
            }
        } catch (JsonProcessingException e) {
            // Said below.
        }
        throw Problem.failure("status: what answers at " + url + " (" + answer.statusCode()
                + ") is no instance of podsights-camel; expected one; name its port in " + Property.ADMIN_PORT.key());
    }
}
