package io.github.podsights.camel.route;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.podsights.camel.settings.DatabaseSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;

/** Connections to databases. Loaded only where there is one, so that an estate without it needs none of its jars. */
public final class Databases {

    /** An event holds a connection for a few statements alone. */
    private static final int CONNECTIONS = 8;

    private static final int CONNECT_MILLIS = 5_000;

    private static final String SECONDS = "10";

    private Databases() {}

    /**
     * Connections in auto-commit mode.
     *
     * @param name of the pool
     * @throws IllegalStateException if the driver is not there; a database that does not answer is waited for later
     */
    static DataSource open(DatabaseSettings settings, String name) {
        return new HikariDataSource(config(settings, name));
    }

    private static HikariConfig config(DatabaseSettings settings, String name) {
        String url = settings.url();
        try {
            DriverManager.getDriver(url);
        } catch (SQLException e) {
            throw new IllegalStateException(
                    settings.property().key() + ": found no driver for it; put that of the database beside ours");
        }
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(url);
        settings.user().ifPresent(config::setUsername);
        settings.password().ifPresent(password -> config.setPassword(password.value()));
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(CONNECT_MILLIS);
        config.setInitializationFailTimeout(-1);
        config.setAutoCommit(true);
        if (url.startsWith("jdbc:postgresql:")) {
            // Without it a network that swallows packets holds a delivery for ever.
            config.addDataSourceProperty("socketTimeout", SECONDS);
            config.addDataSourceProperty("connectTimeout", SECONDS);
            config.addDataSourceProperty("ApplicationName", "podsights-camel");
        } else if (isInThisProcess(url) && !url.toUpperCase(Locale.ROOT).contains(";DB_CLOSE_ON_EXIT")) {
            // It would close at SIGTERM while deliveries are being finished.
            config.addDataSourceProperty("DB_CLOSE_ON_EXIT", "FALSE");
        }
        return config;
    }

    /**
     * Opens a database once, and closes it again.
     *
     * @return why that can't be done, without anything of its address; empty if it can
     */
    public static Optional<String> whyNot(DatabaseSettings settings) {
        try (HikariDataSource source = new HikariDataSource(config(settings, "podsights-check"));
                Connection connection = source.getConnection()) {
            return connection.isValid(CONNECT_MILLIS / 1000) ? Optional.empty() : Optional.of("it does not answer");
        } catch (SQLException e) {
            // The pool waits for a connection in vain, for what stands in the cause.
            SQLException cause = e.getCause() instanceof SQLException known ? known : e;
            return Optional.of(cause.getClass().getSimpleName()
                    + (cause.getSQLState() == null ? "" : ", SQL state " + cause.getSQLState()));
        }
    }

    private static boolean isInThisProcess(String url) {
        return !url.startsWith("jdbc:h2:tcp:") && !url.startsWith("jdbc:h2:ssl:");
    }
}
