package io.github.podsights.camel.collector;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What can be asked of the stand-in, and told it, over HTTP while it runs. */
final class ControlApi {

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private static final String KNOWN = "POST /v1/server, GET /received (?last=n), DELETE /received, GET /stats,"
            + " GET /behaviour, PUT /behaviour";

    private final CollectorState state;

    ControlApi(CollectorState state) {
        this.state = state;
    }

    /** Answers the request; one that is unknown with 404 and what is known. */
    void handle(HttpServerRequest request) {
        request.body()
                .onSuccess(body -> handle(request, body.toString(StandardCharsets.UTF_8)))
                .onFailure(e -> request.connection().close());
    }

    private void handle(HttpServerRequest request, String body) {
        try {
            switch (request.method() + " " + request.path()) {
                case "GET /stats" ->
                    answer(request, 200, JSON.valueToTree(state.stats()).toString());
                case "GET /received" -> answer(request, 200, received(request.getParam("last")));
                case "DELETE /received" -> {
                    state.clear();
                    answer(request, 204, "");
                }
                case "GET /behaviour" -> answer(request, 200, state.document());
                case "PUT /behaviour" -> {
                    state.behave(body);
                    answer(request, 200, state.document());
                }
                default -> refuse(request, 404, "there is only " + KNOWN);
            }
        } catch (IllegalArgumentException e) {
            refuse(request, 400, e.getMessage());
        }
    }

    private String received(String last) {
        List<ReceivedRequest> all = state.ledger().received();
        int count = last == null ? all.size() : Math.min(all.size(), count(last));
        ArrayNode array = JSON.createArrayNode();
        for (ReceivedRequest one : all.subList(all.size() - count, all.size())) {
            ObjectNode object = array.addObject();
            object.put("at", one.at().toString());
            object.set("headers", JSON.valueToTree(one.headers()));
            object.put("body", one.body());
            object.put("status", one.status());
            object.put("answer", one.answer());
        }
        return array.toString();
    }

    private static int count(String last) {
        if (!last.matches("\\d{1,9}")) {
            throw new IllegalArgumentException("last must be a whole number, but is '" + last + "'");
        }
        return Integer.parseInt(last);
    }

    private static void refuse(HttpServerRequest request, int status, String message) {
        answer(request, status, JSON.createObjectNode().put("error", message).toString());
    }

    private static void answer(HttpServerRequest request, int status, String json) {
        request.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(json);
    }
}
