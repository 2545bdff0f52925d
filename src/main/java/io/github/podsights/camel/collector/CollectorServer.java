package io.github.podsights.camel.collector;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The HTTP server on one event loop; several of them share the port. */
final class CollectorServer extends VerticleBase {

    static final String PATH = "/v1/server";

    private final CollectorState state;
    private final ControlApi control;
    private HttpServer server;

    CollectorServer(CollectorState state) {
        this.state = state;
        this.control = new ControlApi(state);
    }

    @Override
    public Future<?> start() {
        // A negative port is a free one that the instances share; 0 would give each its own.
        int port = state.options().port() == 0 ? -1 : state.options().port();
        HttpServerOptions options = new HttpServerOptions()
                .setHost(state.options().host())
                .setPort(port)
                .setAcceptBacklog(4096)
                .setHttp2ClearTextEnabled(false)
                .setHandle100ContinueAutomatically(true);
        server = vertx.createHttpServer(options)
                .connectionHandler(connection -> {
                    state.connected();
                    connection.closeHandler(closed -> state.disconnected());
                })
                .requestHandler(this::route);
        return server.listen();
    }

    /** The port it listens on; only after it was started. */
    int port() {
        return server.actualPort();
    }

    private void route(HttpServerRequest request) {
        if (!PATH.equals(request.path())) {
            control.handle(request);
        } else if (HttpMethod.POST.equals(request.method())) {
            collect(request);
        } else {
            request.response().setStatusCode(405).putHeader("Allow", "POST").end();
        }
    }

    private void collect(HttpServerRequest request) {
        Ledger.Arrival arrival = state.ledger().arrived(() -> headers(request));
        VertxCall call = new VertxCall(vertx, request, arrival, state.options().check());
        state.behaviour().answer(call, () -> call.whenRead(call::accept));
    }

    private static Map<String, String> headers(HttpServerRequest request) {
        Map<String, String> headers = new LinkedHashMap<>();
        request.headers()
                .forEach(header -> headers.merge(
                        header.getKey().toLowerCase(Locale.ROOT),
                        header.getValue(),
                        (first, more) -> first + ", " + more));
        return headers;
    }
}
