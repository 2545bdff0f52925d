package io.github.podsights.camel.delivery;

import io.github.podsights.camel.store.ExpiringTable;
import io.github.podsights.camel.store.TableWords;
import io.github.podsights.camel.store.UnavailableException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Keys in a table of a database, H2 or PostgreSQL, which several instances may share and which outlives them. The table
 * is made if it is missing; its rows are deleted when the window has passed, now and then.
 */
public final class AcceptedInDatabase implements AcceptedKeys {

    private static final TableWords WORDS =
            new TableWords("duplicates", "podsights_duplicates", "accepted_at", Optional.empty());

    private final ExpiringTable keys;

    /**
     * @param source connections in auto-commit mode; closed with this if it can be
     * @param window how long a key is remembered, more than zero
     * @param clock the time of acceptance: instances that share a table need clocks that agree as well as the window needs
     */
    public AcceptedInDatabase(DataSource source, Duration window, InstantSource clock) {
        this.keys = new ExpiringTable(source, WORDS, window, Long.MAX_VALUE, clock);
    }

    @Override
    public boolean contains(DuplicateKey key) throws UnavailableException {
        return keys.contains(key.bytes());
    }

    @Override
    public void add(DuplicateKey key) throws UnavailableException {
        keys.add(key.bytes());
    }

    @Override
    public void check() throws UnavailableException {
        keys.check();
    }

    @Override
    public void close() {
        keys.close();
    }
}
