package io.github.podsights.camel.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;

/**
 * Keys, each with a value or without, in a table of a database, H2 or PostgreSQL, which several instances may share and
 * which outlives them. The table is made if it is missing; rows that are too old, or too many, are deleted now and then.
 */
public final class ExpiringTable implements AutoCloseable {

    private static final String UNIQUE_VIOLATION = "23505";

    private final DataSource source;
    private final TableWords words;
    private final long liveMillis;
    private final InstantSource clock;
    private final TableSweep sweep;
    private final ReentrantLock creating = new ReentrantLock();
    private volatile boolean created;

    /**
     * @param source connections in auto-commit mode; closed with this if it can be
     * @param words what the table and its columns are called
     * @param timeToLive how long a row is valid after it was written, more than zero
     * @param most how many rows are kept, the newest ones; for a while a few more may be
     * @param clock the time of writing: instances that share a table need clocks that agree as well as the time to live
     *     needs
     */
    public ExpiringTable(DataSource source, TableWords words, Duration timeToLive, long most, InstantSource clock) {
        this.source = source;
        this.words = words;
        this.liveMillis = timeToLive.toMillis();
        this.clock = clock;
        this.sweep = new TableSweep(words, liveMillis, most);
    }

    /** Whether there is a row of a key. */
    public boolean contains(byte[] key) throws UnavailableException {
        return find(List.of(key)).isPresent();
    }

    /** Looks whether the database answers, and the table is there. */
    public void check() throws UnavailableException {
        with(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet none = statement.executeQuery(words.look())) {
                return true;
            }
        });
    }

    /** The value of the first key that has a row; of a table without values the key itself. */
    public Optional<byte[]> find(List<byte[]> keys) throws UnavailableException {
        return with(connection -> {
            try (PreparedStatement select = connection.prepareStatement(words.select(keys.size()))) {
                select.setLong(1, clock.millis() - liveMillis);
                for (int i = 0; i < keys.size(); i++) {
                    select.setBytes(i + 2, keys.get(i));
                }
                return first(keys, select);
            }
        });
    }

    private static Optional<byte[]> first(List<byte[]> keys, PreparedStatement select) throws SQLException {
        byte[][] found = new byte[keys.size()][];
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                byte[] key = row.getBytes(1);
                for (int i = 0; i < found.length; i++) {
                    found[i] = Arrays.equals(keys.get(i), key) ? row.getBytes(2) : found[i];
                }
            }
        }
        return Arrays.stream(found).filter(value -> value != null).findFirst();
    }

    /** Writes the row of a key that most likely has none. */
    public void add(byte[] key) throws UnavailableException {
        with(connection -> {
            long now = clock.millis();
            if (!insert(connection, key, null, now)) {
                update(connection, key, null, now);
            }
            sweep.afterWrite(connection, now);
            return true;
        });
    }

    /** Writes the rows of keys that perhaps have one, all with the same value. */
    public void put(List<byte[]> keys, byte[] value) throws UnavailableException {
        with(connection -> {
            long now = clock.millis();
            for (byte[] key : keys) {
                if (!update(connection, key, value, now) && !insert(connection, key, value, now)) {
                    update(connection, key, value, now);
                }
                sweep.afterWrite(connection, now);
            }
            return true;
        });
    }

    /** False if there is one: it is too old, or another instance wrote it at the same moment. */
    private boolean insert(Connection connection, byte[] key, byte[] value, long now) throws SQLException {
        try {
            return write(connection, words.insert(), key, value, now);
        } catch (SQLException e) {
            if (UNIQUE_VIOLATION.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    private boolean update(Connection connection, byte[] key, byte[] value, long now) throws SQLException {
        return write(connection, words.update(), key, value, now);
    }

    private static boolean write(Connection connection, String sql, byte[] key, byte[] value, long now)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int next = 1;
            statement.setLong(next++, now);
            if (value != null) {
                statement.setBytes(next++, value);
            }
            statement.setBytes(next, key);
            return statement.executeUpdate() > 0;
        }
    }

    private interface Query<T> {
        T of(Connection connection) throws SQLException;
    }

    private <T> T with(Query<T> query) throws UnavailableException {
        try (Connection connection = source.getConnection()) {
            if (!created) {
                create(connection);
            }
            return query.of(connection);
        } catch (SQLException e) {
            created = false; // the table may be gone, if the database was set up anew
            // Its message may quote the address of the database, and whatever stands in that.
            throw new UnavailableException("the database of " + words.what() + " failed ("
                    + e.getClass().getSimpleName() + (e.getSQLState() == null ? "" : ", SQL state " + e.getSQLState())
                    + ")");
        }
    }

    /** A user who may not create tables can still use one that is there. */
    private void create(Connection connection) throws SQLException {
        creating.lock();
        try (Statement statement = connection.createStatement()) {
            if (!created && !isThere(statement)) {
                statement.execute(words.create());
                statement.execute(words.createIndex());
            }
            created = true;
        } finally {
            creating.unlock();
        }
    }

    private boolean isThere(Statement statement) {
        try (ResultSet none = statement.executeQuery(words.look())) {
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
