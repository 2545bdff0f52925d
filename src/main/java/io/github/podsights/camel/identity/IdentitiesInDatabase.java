package io.github.podsights.camel.identity;

import io.github.podsights.camel.store.ExpiringTable;
import io.github.podsights.camel.store.TableWords;
import io.github.podsights.camel.store.UnavailableException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Identities in a table of a database, H2 or PostgreSQL, which several instances may share and which outlives them. The
 * table is made if it is missing; its rows are deleted, now and then, when their time has passed or there are too many.
 */
public final class IdentitiesInDatabase implements IdentityStore {

    private static final TableWords WORDS =
            new TableWords("identities", "podsights_identities", "stored_at", Optional.of("email_hash"));

    private final ExpiringTable identities;

    /**
     * @param source connections in auto-commit mode; closed with this if it can be
     * @param timeToLive how long a hash is kept after it was stored, more than zero
     * @param most how many rows are kept, at least 1, the newest ones: an event with both ids takes two
     * @param clock the time of storing
     */
    public IdentitiesInDatabase(DataSource source, Duration timeToLive, int most, InstantSource clock) {
        this.identities = new ExpiringTable(source, WORDS, timeToLive, most, clock);
    }

    @Override
    public void store(List<Digest> keys, Digest email) throws UnavailableException {
        identities.put(keys.stream().map(Digest::bytes).toList(), email.bytes());
    }

    @Override
    public Optional<Digest> find(List<Digest> keys) throws UnavailableException {
        return keys.isEmpty()
                ? Optional.empty()
                : identities.find(keys.stream().map(Digest::bytes).toList()).map(Digest::of);
    }

    @Override
    public void check() throws UnavailableException {
        identities.check();
    }

    @Override
    public void close() {
        identities.close();
    }
}
