package io.github.podsights.bench;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/**
 * What can't be undercut on this machine: reads a file and posts its lines as they are, without consent, mapping,
 * hashing or any record of what became of them. One event loop, up to so many in flight, a connection for each.
 */
public final class Floor {

    private final Lines lines;
    private final Poster poster;
    private final int limit;
    private final CompletableFuture<Long> done = new CompletableFuture<>();
    private int inFlight;
    private long accepted;
    private boolean exhausted;

    private Floor(Lines lines, Poster poster, int limit) {
        this.lines = lines;
        this.poster = poster;
        this.limit = limit;
    }

    /**
     * Posts a file, and prints how many were accepted; fails at the first that was not.
     *
     * @param args the file, where to post to, and how many may be in flight
     */
    public static void main(String[] args) throws Exception {
        int limit = Integer.parseInt(args[2]);
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        try (Lines lines = new Lines(Path.of(args[0]))) {
            Floor floor = new Floor(lines, new Poster(vertx, args[1], limit), limit);
            Context context = vertx.getOrCreateContext();
            context.runOnContext(go -> floor.sendMore());
            System.out.println(floor.done.get() + " accepted");
        } finally {
            vertx.close().await();
        }
    }

    private void sendMore() {
        try {
            while (inFlight < limit && !exhausted) {
                byte[] line = lines.next();
                exhausted = line == null;
                if (line != null) {
                    send(line);
                }
            }
        } catch (IOException e) {
            done.completeExceptionally(e);
        }
        if (exhausted && inFlight == 0) {
            done.complete(accepted);
        }
    }

    private void send(byte[] line) {
        inFlight++;
        poster.post(line)
                .onSuccess(end -> {
                    accepted++;
                    inFlight--;
                    sendMore();
                })
                .onFailure(done::completeExceptionally);
    }
}
