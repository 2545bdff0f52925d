package io.github.podsights.camel.delivery;

import static io.github.podsights.camel.delivery.AcceptedInMemoryTest.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.podsights.camel.store.UnavailableException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Accepted deliveries that are remembered in a table, whatever the database. */
abstract class AcceptedInDatabaseContract {

    private static final Duration WINDOW = Duration.ofHours(24);

    private DataSource source;
    private Instant now = Instant.parse("2026-11-24T12:00:00Z");
    private Connection held;

    /** An empty database. */
    abstract DataSource database() throws SQLException;

    /** The same one, for another user. */
    abstract DataSource as(String user, String password);

    @BeforeEach
    void open() throws SQLException {
        source = database();
        held = source.getConnection();
    }

    @AfterEach
    void close() throws SQLException {
        held.close();
    }

    @Test
    void remembersForTheWindowAndNotALittleLonger() throws Exception {
        AcceptedInDatabase keys = keys();
        keys.add(key(1));

        now = now.plus(WINDOW).minusMillis(1);
        assertThat(keys.contains(key(1))).isTrue();
        assertThat(keys.contains(key(2))).isFalse();

        now = now.plusMillis(1);
        assertThat(keys.contains(key(1))).isFalse();
    }

    @Test
    void theWindowBeginsAnewWhenItIsAcceptedOnceMore() throws Exception {
        AcceptedInDatabase keys = keys();
        keys.add(key(1));
        now = now.plus(WINDOW).minusMillis(1);
        keys.add(key(1));
        now = now.plus(WINDOW).minusMillis(1);

        assertThat(keys.contains(key(1))).isTrue();
    }

    @Test
    void isSharedAndOutlivesWhoWroteIt() throws Exception {
        keys().add(key(1));

        assertThat(keys().contains(key(1))).isTrue();
    }

    @Test
    void deletesWhatIsOldNowAndThen() throws Exception {
        AcceptedInDatabase keys = keys();
        keys.add(key(1));
        now = now.plusSeconds(1);
        keys.add(key(2));
        now = now.plus(WINDOW).minusMillis(1);

        keys.add(key(3));

        assertThat(rows()).as("the first is old").isEqualTo(2);
        now = now.plusMillis(1);
        keys.add(key(4));
        assertThat(rows()).as("not at each").isEqualTo(3);
        now = now.plusSeconds(600);
        keys.add(key(5));
        assertThat(rows()).isEqualTo(3);
    }

    @Test
    void usesATableThatIsThereWithoutTheRightToMakeOne() throws Exception {
        keys().contains(key(1));
        try (Statement statement = held.createStatement()) {
            statement.execute("CREATE USER least PASSWORD 'hush'");
            statement.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON podsights_duplicates TO least");
        }
        AcceptedInDatabase keys = new AcceptedInDatabase(as("least", "hush"), WINDOW, () -> now);

        keys.add(key(1));

        assertThat(keys.contains(key(1))).isTrue();
    }

    @Test
    void makesTheTableAnewIfTheDatabaseWasSetUpAnew() throws Exception {
        AcceptedInDatabase keys = keys();
        keys.add(key(1));
        keys.check();
        try (Statement statement = held.createStatement()) {
            statement.execute("DROP TABLE podsights_duplicates");
        }

        assertThatThrownBy(keys::check).isInstanceOf(UnavailableException.class);

        keys.check();
        assertThat(keys.contains(key(1))).isFalse();
    }

    private AcceptedInDatabase keys() {
        return new AcceptedInDatabase(source, WINDOW, () -> now);
    }

    private int rows() throws SQLException {
        try (Statement statement = held.createStatement();
                ResultSet count = statement.executeQuery("SELECT count(*) FROM podsights_duplicates")) {
            count.next();
            return count.getInt(1);
        }
    }
}
