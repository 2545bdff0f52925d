package io.github.podsights.camel.collector;

import io.netty.channel.ChannelOption;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.VertxConnection;
import java.time.Duration;
import java.util.Optional;

/** A call over Vert.x, confined to its connection's event loop. */
final class VertxCall implements Call {

    private static final int MAX_BODY_BYTES = 16 << 20;
    private static final int CHUNK = 64 << 10;
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    private static final Buffer ACCEPTED = Buffer.buffer("{\"success\":true}");

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Ledger.Arrival arrival;
    private final boolean check;

    private final Buffer collected = Buffer.buffer();
    private byte[] whole;
    private Runnable onRead;
    private boolean settled;
    private String unanswered = "gone";

    VertxCall(Vertx vertx, HttpServerRequest request, Ledger.Arrival arrival, boolean check) {
        this.vertx = vertx;
        this.request = request;
        this.response = request.response();
        this.arrival = arrival;
        this.check = check;
        request.handler(this::collect).endHandler(end -> read());
        request.exceptionHandler(e -> settle(0, unanswered));
        response.exceptionHandler(e -> settle(0, unanswered));
        response.closeHandler(closed -> settle(0, unanswered));
    }

    @Override
    public byte[] body() {
        return whole != null ? whole : collected.getBytes();
    }

    @Override
    public void whenRead(Runnable then) {
        if (whole != null) {
            then.run();
        } else {
            onRead = then;
        }
    }

    @Override
    public void after(Duration delay, Runnable then) {
        if (delay.toMillis() == 0) {
            then.run();
        } else {
            vertx.setTimer(delay.toMillis(), id -> then.run());
        }
    }

    @Override
    public void accept() {
        Optional<String> problem = check ? VendorCheck.problemOf(body()) : Optional.empty();
        if (problem.isPresent()) {
            reply(Reply.of(400).with("{\"success\":false,\"error\":\"" + problem.get() + "\"}"));
        } else if (settle(200, "200")) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, JSON).end(ACCEPTED);
        }
    }

    @Override
    public void reply(Reply reply) {
        if (settle(reply.status(), Integer.toString(reply.status()))) {
            Buffer body = head(reply);
            if (body.length() <= CHUNK) {
                response.end(body);
            } else {
                response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
                send(body, 0);
            }
        }
    }

    @Override
    public void replyHalf(Reply reply) {
        if (settle(reply.status(), "half")) {
            Buffer body = head(reply);
            // At least two bytes are promised, so that there is always one that does not come.
            response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(Math.max(2, body.length())));
            response.write(body.getBuffer(0, body.length() / 2))
                    .onComplete(written -> request.connection().close());
        }
    }

    @Override
    public void trickle(Reply reply, Duration gap) {
        if (settled) {
            return;
        }
        unanswered = "trickle";
        Buffer body = head(reply);
        response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
        response.writeHead();
        int[] sent = {0};
        vertx.setPeriodic(gap.toMillis(), timer -> {
            if (settled) {
                vertx.cancelTimer(timer);
            } else if (sent[0] < body.length()) {
                response.write(body.getBuffer(sent[0], ++sent[0]));
            } else if (settle(reply.status(), "trickle")) {
                response.end();
            }
        });
    }

    @Override
    public void reset() {
        if (settle(0, "reset")) {
            // Without lingering the kernel drops what is unsent and sends a RST instead of a FIN.
            VertxConnection connection = (VertxConnection) request.connection();
            connection.channel().config().setOption(ChannelOption.SO_LINGER, 0);
            connection.close();
        }
    }

    @Override
    public void keepSilent() {
        unanswered = "silence";
    }

    private void collect(Buffer chunk) {
        if (collected.length() + chunk.length() <= MAX_BODY_BYTES) {
            collected.appendBuffer(chunk);
        } else if (settle(413, "413")) {
            response.setStatusCode(413).end().onComplete(sent -> request.connection()
                    .close());
        }
    }

    private void read() {
        if (!settled) {
            whole = collected.getBytes();
            arrival.read(whole);
            if (onRead != null) {
                onRead.run();
            }
        }
    }

    private boolean settle(int status, String answer) {
        boolean now = !settled;
        if (now) {
            settled = true;
            arrival.settled(status, answer);
        }
        return now;
    }

    private Buffer head(Reply reply) {
        response.setStatusCode(reply.status()).putHeader(HttpHeaders.CONTENT_TYPE, JSON);
        reply.headers().forEach(response::putHeader);
        return Buffer.buffer(reply.body());
    }

    private void send(Buffer body, int from) {
        int at = from;
        while (at < body.length() && !response.writeQueueFull()) {
            int to = Math.min(body.length(), at + CHUNK);
            response.write(body.getBuffer(at, to));
            at = to;
        }
        if (at < body.length()) {
            int rest = at;
            response.drainHandler(drained -> send(body, rest));
        } else {
            response.end();
        }
    }
}
