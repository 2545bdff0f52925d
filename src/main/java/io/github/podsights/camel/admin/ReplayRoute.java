package io.github.podsights.camel.admin;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.ConflictResponse;
import io.javalin.http.Context;
import io.javalin.http.ServiceUnavailableResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /dead-letters/replay}: where the dead letters lie. {@code POST}: replays those of an order, one replay at a
 * time, and tells what becomes of each as it comes, a line of JSON each; an empty line says that it is still at work.
 */
public final class ReplayRoute implements AdminRoutes, AutoCloseable {

    /** Its path. */
    public static final String PATH = "/dead-letters/replay";

    private static final Logger LOG = LoggerFactory.getLogger(ReplayRoute.class);

    private static final long LONGEST_END_SECONDS = 10;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Replays replays;
    private final Semaphore free = new Semaphore(1);

    public ReplayRoute(Replays replays) {
        this.replays = replays;
    }

    @Override
    public void add(RoutesConfig routes) {
        routes.get(PATH, this::place);
        routes.post(PATH, this::replay);
    }

    private void place(Context context) {
        Json.answer(
                context,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("dead_letters", replays.place())
                        .put("at_work", free.availablePermits() == 0));
    }

    private void replay(Context context) throws IOException {
        Replays.Replay replay = read(context);
        if (!replays.areReady()) {
            throw new ServiceUnavailableResponse("the instance starts or stops; try again when it is ready");
        }
        if (!free.tryAcquire()) {
            throw new ConflictResponse(
                    "another replay is at work in this instance; wait for its end, or end the command that began it");
        }
        try {
            context.header("Cache-Control", "no-store").contentType("application/x-ndjson");
            replay(replay, context.res().getOutputStream());
        } finally {
            free.release();
        }
    }

    private Replays.Replay read(Context context) {
        try {
            JsonNode order = JSON.readTree(context.bodyAsBytes());
            return replays.of(order);
        } catch (JsonProcessingException e) {
            throw new BadRequestResponse("found no JSON, or a key twice in one object; expected one object");
        } catch (IOException e) {
            throw new BadRequestResponse("found a body that can't be read");
        } catch (IllegalArgumentException e) {
            throw new BadRequestResponse(e.getMessage());
        }
    }

    /** The lines are written by the thread of the request: who is told may be slow, and its own thread is at work meanwhile. */
    private static void replay(Replays.Replay replay, OutputStream out) {
        Lines lines = new Lines();
        Thread worker = new Thread(() -> run(replay, lines), "podsights-replay");
        worker.setDaemon(true);
        worker.start();
        lines.writeTo(out);
        awaitEnd(worker);
    }

    private static void run(Replays.Replay replay, Lines lines) {
        try {
            replay.run(lines);
        } catch (IOException e) {
            lines.line(JsonNodeFactory.instance.objectNode().put("failed", e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            LOG.error("A replay failed", AdminServer.withoutMessage(e));
            lines.line(JsonNodeFactory.instance
                    .objectNode()
                    .put("failed", "a fault of ours; the log of the instance has more"));
        } finally {
            lines.end();
        }
    }

    /** The next replay must not begin before. */
    private static void awaitEnd(Thread worker) {
        boolean interrupted = false;
        while (worker.isAlive()) {
            try {
                worker.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits, a little, until a replay that is at its end has told it. No further one begins. */
    @Override
    public void close() {
        try {
            if (!free.tryAcquire(LONGEST_END_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("A replay of dead letters has not ended in time; what it had claimed is left as claimed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
