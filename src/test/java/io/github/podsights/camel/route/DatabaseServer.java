package io.github.podsights.camel.route;

import io.github.podsights.camel.settings.Property;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.h2.tools.Server;

/** A database on a port of its own, that comes and goes, and has what it had when it comes again. */
final class DatabaseServer implements AutoCloseable {

    /** The databases that duplicates can be remembered in. */
    enum Kind {
        H2,
        POSTGRESQL
    }

    static final String PASSWORD = "hush";

    private final Kind kind;
    private final Path data;
    private final int port;
    private AutoCloseable running;

    /** Not started yet. */
    DatabaseServer(Kind kind, Path data) throws IOException {
        this.kind = kind;
        this.data = data.toAbsolutePath();
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.port = free.getLocalPort();
        }
    }

    /** What tells a bundle where it is. */
    Map<Property, String> properties() {
        String url = kind == Kind.H2
                ? "jdbc:h2:tcp://127.0.0.1:" + port + "/" + data.resolve("duplicates")
                : "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
        return Map.of(
                Property.DUPLICATES_JDBC_URL,
                url,
                Property.DUPLICATES_JDBC_USER,
                "postgres",
                Property.DUPLICATES_JDBC_PASSWORD,
                PASSWORD,
                Property.MAX_DELAY,
                "200ms");
    }

    DatabaseServer start() throws IOException, SQLException {
        if (kind == Kind.H2) {
            Server server = Server.createTcpServer("-tcpPort", Integer.toString(port), "-ifNotExists")
                    .start();
            running = server::stop;
        } else {
            running = EmbeddedPostgres.builder()
                    .setPort(port)
                    .setDataDirectory(data.resolve("postgresql"))
                    .setCleanDataDirectory(false)
                    .start();
        }
        return this;
    }

    void stop() throws Exception {
        if (running != null) {
            running.close();
            running = null;
        }
    }

    @Override
    public void close() throws Exception {
        stop();
    }
}
