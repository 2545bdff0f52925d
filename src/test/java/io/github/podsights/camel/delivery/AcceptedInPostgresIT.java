package io.github.podsights.camel.delivery;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A table of PostgreSQL, a real one. */
class AcceptedInPostgresIT extends AcceptedInDatabaseContract {

    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @Override
    DataSource database() throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS podsights_duplicates");
            statement.execute("DROP ROLE IF EXISTS least");
        }
        return postgres.getPostgresDatabase();
    }

    @Override
    DataSource as(String user, String password) {
        return postgres.getDatabase(user, "postgres");
    }
}
