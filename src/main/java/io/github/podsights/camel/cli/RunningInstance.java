package io.github.podsights.camel.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.podsights.camel.admin.ReplayRoute;
import io.github.podsights.camel.route.ReplayLetters;
import io.github.podsights.camel.settings.Property;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The instance that runs with the same configuration, asked on its admin port to replay dead letters. */
final class RunningInstance {

    private final AdminClient client;

    private RunningInstance(AdminClient client) {
        this.client = client;
    }

    /**
     * Looks for it.
     *
     * @param notes is told if somebody answers who can't be it
     * @return empty if there is none: then each letter is claimed by this process, which harms nobody
     * @throws Problem if one answers that doesn't let us in, or has other dead letters
     */
    static Optional<RunningInstance> find(Configuration configuration, PrintWriter notes)
            throws Problem, InterruptedException {
        Optional<AdminClient> client = AdminClient.ifKnown(configuration);
        if (client.isEmpty()) {
            return Optional.empty();
        }
        String found;
        try {
            HttpResponse<String> answer = client.get().get(ReplayRoute.PATH);
            Optional<JsonNode> tree = AdminClient.json(answer).filter(JsonNode::isObject);
            if (AdminClient.isRefused(answer)
                    && tree.filter(json -> json.has("error")).isPresent()) {
                throw client.get().refused();
            }
            Optional<String> place = tree.map(json -> json.path("dead_letters").textValue());
            if (place.isPresent()) {
                requireSame(configuration, client.get(), place.get());
                return Optional.of(new RunningInstance(client.get()));
            }
            found = Integer.toString(answer.statusCode());
        } catch (ConnectException e) {
            return Optional.empty();
        } catch (IOException e) {
            found = e.getClass().getSimpleName();
        }
        notes.println("podsights: replay: found no instance that replays at "
                + client.get().url() + " (" + found + "); this command does it itself");
        return Optional.empty();
    }

    private static void requireSame(Configuration configuration, AdminClient client, String theirs) throws Problem {
        String ours = OpenLetters.place(configuration.settings());
        if (!ours.equals(theirs)) {
            throw configuration.problem(
                    Property.DEAD_LETTER_URI,
                    ours + ", and an instance at " + client.url() + " whose dead letters lie in "
                            + LetterText.safe(theirs),
                    "the same of both",
                    "name the port of the instance with this configuration in " + Property.ADMIN_PORT.key()
                            + ", or off if there is none");
        }
    }

    /** Whom it asks. */
    String url() {
        return client.url();
    }

    /**
     * Begins a replay there.
     *
     * @return the lines in which it tells of it, to be closed: then it ends
     * @throws Problem if it refuses, or can't be asked any more
     */
    InputStream replay(ReplayLetters.Order order) throws Problem, InterruptedException {
        try {
            HttpResponse<InputStream> answer = client.post(ReplayRoute.PATH, ReplayOrder.json(order));
            if (answer.statusCode() == 200) {
                return answer.body();
            }
            try (InputStream body = answer.body()) {
                String error = reason(new String(body.readNBytes(10_000), StandardCharsets.UTF_8));
                throw Problem.failure("replay: the running instance at " + url() + " refuses (" + answer.statusCode()
                        + "): " + error);
            }
        } catch (IOException e) {
            throw Problem.failure("replay: the running instance at " + url() + " does not answer ("
                    + e.getClass().getSimpleName() + "); try again, or look after it with ./podsights status");
        }
    }

    private static String reason(String body) {
        try {
            return LetterText.safe(ReplayLines.read(body)
                    .map(json -> json.path("error").asText())
                    .orElse(""));
        } catch (IOException e) {
            return "for no reason that can be read";
        }
    }
}
