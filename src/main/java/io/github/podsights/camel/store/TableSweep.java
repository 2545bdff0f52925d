package io.github.podsights.camel.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Deletes rows that are too old or too many, with the writes of others: each few minutes, and of a table that has a bound
 * also whenever a sixty-fourth of that was written.
 */
final class TableSweep {

    /** A table without a bound. */
    static final long UNBOUNDED = Long.MAX_VALUE;

    private static final long LONGEST_BETWEEN = Duration.ofMinutes(10).toMillis();

    private final TableWords words;
    private final long liveMillis;
    private final long most;
    private final AtomicLong due = new AtomicLong();
    private final AtomicLong written = new AtomicLong();

    TableSweep(TableWords words, long liveMillis, long most) {
        this.words = words;
        this.liveMillis = liveMillis;
        this.most = most;
    }

    /** A row was written. */
    void afterWrite(Connection connection, long now) throws SQLException {
        long rows = written.incrementAndGet();
        long at = due.get();
        boolean wanted = now >= at || (most != UNBOUNDED && rows > most / 64);
        if (wanted && due.compareAndSet(at, now + Math.min(liveMillis, LONGEST_BETWEEN))) {
            written.set(0);
            execute(connection, words.deleteOld(), now - liveMillis);
            deleteOldest(connection);
        }
    }

    private void deleteOldest(Connection connection) throws SQLException {
        if (most == UNBOUNDED) {
            return;
        }
        long tooMany;
        try (PreparedStatement count = connection.prepareStatement(words.count());
                ResultSet row = count.executeQuery()) {
            row.next();
            tooMany = row.getLong(1) - most;
        }
        if (tooMany > 0) {
            execute(connection, words.deleteOldest(), tooMany);
        }
    }

    private static void execute(Connection connection, String sql, long bound) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, bound);
            statement.executeUpdate();
        }
    }
}
