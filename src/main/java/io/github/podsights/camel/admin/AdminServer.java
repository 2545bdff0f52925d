package io.github.podsights.camel.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.podsights.camel.settings.AdminSettings;
import io.github.podsights.camel.settings.Property;
import io.github.podsights.camel.yaml.Finding;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.router.EndpointNotFound;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.List;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server on the admin port. */
public final class AdminServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AdminServer.class);

    private static final int MOST_THREADS = 8;
    private static final int IDLE_MILLIS = 30_000;
    private static final long MAX_BODY_BYTES = 64 * 1024;

    private final Javalin javalin;
    private final String host;

    private AdminServer(Javalin javalin, String host) {
        this.javalin = javalin;
        this.host = host;
    }

    /**
     * Starts it.
     *
     * @param settings with a port
     * @param routes what it serves
     * @throws AdminStartException if another process listens there, or the host is none of this machine
     */
    public static AdminServer start(AdminSettings settings, List<AdminRoutes> routes) throws AdminStartException {
        InetAddress address = address(settings.host());
        int port = settings.port().orElseThrow();
        Javalin javalin = Javalin.create(config -> configure(config, settings, address, port, routes));
        try {
            javalin.start();
        } catch (RuntimeException e) {
            javalin.stop();
            throw new AdminStartException(
                    Property.ADMIN_PORT, port + ", which can't be listened on (" + message(e) + ")", e);
        }
        return new AdminServer(javalin, settings.host());
    }

    private static void configure(
            JavalinConfig config, AdminSettings settings, InetAddress address, int port, List<AdminRoutes> routes) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.prefer405over404 = true;
        config.http.maxRequestSize = MAX_BODY_BYTES;
        config.jetty.threadPool = threads();
        config.jetty.addConnector((server, http) -> connector(server, http, address, port));
        config.routes.before(new Guard(settings.token()));
        routes.forEach(each -> each.add(config.routes));
        config.routes.exception(EndpointNotFound.class, (e, context) -> {
            context.status(HttpStatus.NOT_FOUND);
            Json.answer(context, JsonNodeFactory.instance.objectNode().put("error", "nothing is here"));
        });
        config.routes.exception(HttpResponseException.class, (e, context) -> {
            context.status(e.getStatus());
            Json.answer(context, JsonNodeFactory.instance.objectNode().put("error", e.getMessage()));
        });
        config.routes.exception(Exception.class, (e, context) -> {
            LOG.error("A request to the admin port failed", withoutMessage(e));
            context.status(HttpStatus.INTERNAL_SERVER_ERROR);
            Json.answer(
                    context, JsonNodeFactory.instance.objectNode().put("error", "a fault of ours; the log has more"));
        });
    }

    /** The message of a failure may hold anything. */
    static Throwable withoutMessage(Throwable failure) {
        Throwable copy = new Throwable(failure.getClass().getName());
        copy.setStackTrace(failure.getStackTrace());
        return copy;
    }

    private static QueuedThreadPool threads() {
        QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, 2, IDLE_MILLIS);
        threads.setName("podsights-admin");
        threads.setDaemon(true);
        threads.setReservedThreads(0);
        return threads;
    }

    private static Connector connector(Server server, HttpConfiguration http, InetAddress address, int port) {
        http.setSendServerVersion(false);
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(address.getHostAddress());
        connector.setPort(port);
        connector.setIdleTimeout(IDLE_MILLIS);
        return connector;
    }

    private static InetAddress address(String host) throws AdminStartException {
        try {
            InetAddress address = InetAddress.getByName(host);
            if (address.isAnyLocalAddress()
                    || address.isLoopbackAddress()
                    || NetworkInterface.getByInetAddress(address) != null) {
                return address;
            }
        } catch (IOException e) {
            throw new AdminStartException(Property.ADMIN_HOST, Finding.quoted(host) + ", which has no address here", e);
        }
        throw new AdminStartException(
                Property.ADMIN_HOST, Finding.quoted(host) + ", which is no address of this machine", null);
    }

    private static String message(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage();
    }

    /** The port that it listens on. */
    public int port() {
        return javalin.port();
    }

    /** Where it is to be asked, such as {@code http://127.0.0.1:8084}. */
    public String url() {
        return url(host, port());
    }

    /** Where a server is to be asked that listens on a host: on one of its addresses, if it listens on all. */
    public static String url(String host, int port) {
        String name = host.equals("0.0.0.0") ? "127.0.0.1" : host.equals("::") ? "::1" : host;
        return "http://" + (name.indexOf(':') >= 0 ? "[" + name + "]" : name) + ":" + port;
    }

    @Override
    public void close() {
        javalin.stop();
    }
}
