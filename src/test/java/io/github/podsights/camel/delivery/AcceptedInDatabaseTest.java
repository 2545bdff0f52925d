package io.github.podsights.camel.delivery;

import static io.github.podsights.camel.delivery.AcceptedInMemoryTest.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.podsights.camel.store.UnavailableException;
import java.time.Duration;
import java.time.Instant;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** A table of H2, in memory here: that is gone with its last connection, which the test holds. */
class AcceptedInDatabaseTest extends AcceptedInDatabaseContract {

    @Override
    JdbcDataSource database() {
        return as("", "");
    }

    @Override
    JdbcDataSource as(String user, String password) {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:" + getClass().getSimpleName());
        source.setUser(user);
        source.setPassword(password);
        return source;
    }

    @Test
    void saysWhatFailedWithoutTheWordsOfTheDriver() {
        JdbcDataSource source = as("", "hush");
        AcceptedInDatabase keys = new AcceptedInDatabase(source, Duration.ofHours(24), Instant::now);

        assertThatThrownBy(() -> keys.contains(key(1)))
                .isInstanceOf(UnavailableException.class)
                .hasMessage(
                        "the database of duplicates failed (JdbcSQLInvalidAuthorizationSpecException, SQL state 28000)")
                .hasNoCause();
        source.setPassword("");
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> keys.contains(key(1))))
                .as("it goes on when the database does")
                .isNull();
    }
}
