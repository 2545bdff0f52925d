package io.github.podsights.camel.delivery;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;

/**
 * Keys in a table of a database, H2 or PostgreSQL, which several instances may share and which outlives them. The table
 * is made if it is missing; its rows are deleted when the window has passed, now and then.
 */
public final class AcceptedInDatabase implements AcceptedKeys {

    private static final String LOOK = "SELECT id, accepted_at FROM podsights_duplicates WHERE 1 = 0";

    private static final String CREATE =
            "CREATE TABLE IF NOT EXISTS podsights_duplicates (id BYTEA PRIMARY KEY, accepted_at BIGINT NOT NULL)";

    private static final String INDEX =
            "CREATE INDEX IF NOT EXISTS podsights_duplicates_accepted_at ON podsights_duplicates (accepted_at)";

    private static final String SELECT = "SELECT 1 FROM podsights_duplicates WHERE id = ? AND accepted_at > ?";

    private static final String INSERT = "INSERT INTO podsights_duplicates (accepted_at, id) VALUES (?, ?)";

    private static final String UPDATE = "UPDATE podsights_duplicates SET accepted_at = ? WHERE id = ?";

    private static final String DELETE = "DELETE FROM podsights_duplicates WHERE accepted_at <= ?";

    private static final String UNIQUE_VIOLATION = "23505";

    private static final long LONGEST_BETWEEN_DELETIONS = Duration.ofMinutes(10).toMillis();

    private final DataSource source;
    private final long windowMillis;
    private final InstantSource clock;
    private final ReentrantLock creating = new ReentrantLock();
    private final AtomicLong deleteAt = new AtomicLong();
    private volatile boolean created;

    /**
     * @param source connections in auto-commit mode; closed with this if it can be
     * @param window how long a key is remembered, more than zero
     * @param clock the time of acceptance: instances that share a table need clocks that agree as well as the window needs
     */
    public AcceptedInDatabase(DataSource source, Duration window, InstantSource clock) {
        this.source = source;
        this.windowMillis = window.toMillis();
        this.clock = clock;
    }

    @Override
    public boolean contains(DuplicateKey key) throws UnavailableException {
        return with(connection -> {
            try (PreparedStatement select = connection.prepareStatement(SELECT)) {
                select.setBytes(1, key.bytes());
                select.setLong(2, clock.millis() - windowMillis);
                try (ResultSet row = select.executeQuery()) {
                    return row.next();
                }
            }
        });
    }

    @Override
    public void add(DuplicateKey key) throws UnavailableException {
        with(connection -> {
            long now = clock.millis();
            if (!insert(connection, key, now)) {
                execute(connection, UPDATE, key, now);
            }
            deleteOld(connection, now);
            return true;
        });
    }

    private static boolean insert(Connection connection, DuplicateKey key, long now) throws SQLException {
        try {
            execute(connection, INSERT, key, now);
            return true;
        } catch (SQLException e) {
            if (UNIQUE_VIOLATION.equals(e.getSQLState())) {
                // Accepted before the window, or by another instance at the same moment.
                return false;
            }
            throw e;
        }
    }

    private static void execute(Connection connection, String sql, DuplicateKey key, long now) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, now);
            statement.setBytes(2, key.bytes());
            statement.executeUpdate();
        }
    }

    private void deleteOld(Connection connection, long now) throws SQLException {
        long due = deleteAt.get();
        long next = now + Math.min(windowMillis, LONGEST_BETWEEN_DELETIONS);
        if (now >= due && deleteAt.compareAndSet(due, next)) {
            try (PreparedStatement delete = connection.prepareStatement(DELETE)) {
                delete.setLong(1, now - windowMillis);
                delete.executeUpdate();
            }
        }
    }

    private interface Query {
        boolean of(Connection connection) throws SQLException;
    }

    private boolean with(Query query) throws UnavailableException {
        try (Connection connection = source.getConnection()) {
            if (!created) {
                create(connection);
            }
            return query.of(connection);
        } catch (SQLException e) {
            // Its message may quote the address of the database, and whatever stands in that.
            throw new UnavailableException(
                    "the database of duplicates failed (" + e.getClass().getSimpleName()
                            + (e.getSQLState() == null ? "" : ", SQL state " + e.getSQLState()) + ")");
        }
    }

    /** A user who may not create tables can still use one that is there. */
    private void create(Connection connection) throws SQLException {
        creating.lock();
        try (Statement statement = connection.createStatement()) {
            if (!created && !isThere(statement)) {
                statement.execute(CREATE);
                statement.execute(INDEX);
            }
            created = true;
        } finally {
            creating.unlock();
        }
    }

    private static boolean isThere(Statement statement) {
        try (ResultSet none = statement.executeQuery(LOOK)) {
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public void close() {
        if (source instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception e) {
                // Nothing is done with it any more.
            }
        }
    }
}
