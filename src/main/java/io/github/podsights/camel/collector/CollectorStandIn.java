package io.github.podsights.camel.collector;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.net.BindException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A running stand-in for the vendor's collector. It accepts {@code POST /v1/server}, remembers what came in, and
 * misbehaves as it is told to, in code or over HTTP ({@code PUT /behaviour}). Its threads are daemons. Safe for use by
 * several threads.
 */
public final class CollectorStandIn implements AutoCloseable {

    private static final int TIMEOUT_SECONDS = 30;

    private final Vertx vertx;
    private final CollectorState state;
    private final int port;

    private CollectorStandIn(Vertx vertx, CollectorState state, int port) {
        this.vertx = vertx;
        this.state = state;
        this.port = port;
    }

    /** Starts on a free port of the loopback address, as {@link CollectorOptions#defaults()} says. */
    public static CollectorStandIn start() {
        return start(CollectorOptions.defaults());
    }

    /**
     * Starts, otherwise as {@link CollectorOptions#defaults()} says.
     *
     * @param port 0 for any that is free
     * @throws PortInUseException if another process listens there
     */
    public static CollectorStandIn start(int port, String host) {
        return start(CollectorOptions.defaults().withPort(port).withHost(host));
    }

    /**
     * Starts, and comes back when requests are answered.
     *
     * @throws PortInUseException if another process listens on the port
     * @throws IllegalStateException if it can't listen for another reason
     * @throws IllegalArgumentException if the options' behaviour does not hold
     */
    public static CollectorStandIn start(CollectorOptions options) {
        CollectorState state = new CollectorState(options);
        Vertx vertx = Vertx.vertx(vertxOptions(options));
        Queue<CollectorServer> servers = new ConcurrentLinkedQueue<>();
        Future<String> deployed = vertx.deployVerticle(
                () -> {
                    CollectorServer server = new CollectorServer(state);
                    servers.add(server);
                    return server;
                },
                new DeploymentOptions().setInstances(options.eventLoops()));
        try {
            await(deployed);
        } catch (IllegalStateException e) {
            await(vertx.close());
            throw explain(options, e.getCause());
        }
        return new CollectorStandIn(vertx, state, servers.element().port());
    }

    /** The port it listens on. */
    public int port() {
        return port;
    }

    /** Where to send to: {@code http://127.0.0.1:…/v1/server}. */
    public String url() {
        String host = state.options().host();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port + CollectorServer.PATH;
    }

    /** What was counted so far. */
    public Stats stats() {
        return state.stats();
    }

    /** The newest requests, oldest first, as many as the options keep. */
    public List<ReceivedRequest> received() {
        return state.ledger().received();
    }

    /** Forgets what was received and counts from zero; connections stay, and are counted on. */
    public void clear() {
        state.clear();
    }

    /** Answers from now on in this way; requests that came before keep the way they met. */
    public void behave(Behaviour behaviour) {
        state.behave(behaviour);
    }

    /**
     * Answers from now on as the document says, the same as for {@code PUT /behaviour}.
     *
     * @throws IllegalArgumentException if the document does not hold; nothing changes then
     */
    public void behave(String document) {
        state.behave(document);
    }

    /** Closes its connections and the port. */
    @Override
    public void close() {
        await(vertx.close());
    }

    private static VertxOptions vertxOptions(CollectorOptions options) {
        // No file is served: without these two Vert.x would make a cache directory.
        FileSystemOptions noFiles =
                new FileSystemOptions().setClassPathResolvingEnabled(false).setFileCachingEnabled(false);
        return new VertxOptions()
                .setEventLoopPoolSize(options.eventLoops())
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setUseDaemonThread(true)
                .setFileSystemOptions(noFiles);
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static IllegalStateException explain(CollectorOptions options, Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        if (cause instanceof BindException && message.contains("in use")) {
            return new PortInUseException(options.host(), options.port(), cause);
        }
        return new IllegalStateException(
                "can't listen on port " + options.port() + " of " + options.host() + ": " + message, cause);
    }
}
