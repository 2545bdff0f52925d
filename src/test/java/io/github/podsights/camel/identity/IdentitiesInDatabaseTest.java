package io.github.podsights.camel.identity;

import static io.github.podsights.camel.identity.IdentitiesInMemoryTest.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.podsights.camel.store.UnavailableException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Identities that are remembered in a table, of H2 in memory here. */
class IdentitiesInDatabaseTest {

    private static final Duration TIME_TO_LIVE = Duration.ofDays(30);

    private static final Digest JANE = Digest.of("jane");

    private static final Digest JOHN = Digest.of("john");

    private final JdbcDataSource source = new JdbcDataSource();
    private Instant now = Instant.parse("2026-11-24T12:00:00Z");
    private Connection held;

    @BeforeEach
    void open() throws SQLException {
        source.setURL("jdbc:h2:mem:" + getClass().getSimpleName());
        // A database in memory is gone with its last connection.
        held = source.getConnection();
    }

    @AfterEach
    void close() throws SQLException {
        held.close();
    }

    @Test
    void knowsEachIdAndTheUserBeforeTheAnonymous() throws Exception {
        IdentitiesInDatabase identities = identities(10);
        identities.store(List.of(key("user"), key("shared")), JANE);
        identities.store(List.of(key("shared")), JOHN);

        assertThat(identities.find(List.of(key("user"), key("shared")))).contains(JANE);
        assertThat(identities.find(List.of(key("shared"), key("user")))).contains(JOHN);
        assertThat(identities.find(List.of(key("other"), key("shared")))).contains(JOHN);
        assertThat(identities.find(List.of(key("other")))).isEmpty();
        assertThat(identities.find(List.of())).isEmpty();
    }

    @Test
    void isSharedAndOutlivesWhoWroteIt() throws Exception {
        identities(10).store(List.of(key("a")), JANE);

        assertThat(identities(10).find(List.of(key("a")))).contains(JANE);
    }

    @Test
    void knowsForTheTimeToLiveAndNotALittleLonger() throws Exception {
        IdentitiesInDatabase identities = identities(10);
        identities.store(List.of(key("a")), JANE);

        now = now.plus(TIME_TO_LIVE).minusMillis(1);
        assertThat(identities.find(List.of(key("a")))).contains(JANE);
        now = now.plusMillis(1);

        assertThat(identities.find(List.of(key("a")))).isEmpty();
    }

    @Test
    void storingOnceMoreMakesItLast() throws Exception {
        IdentitiesInDatabase identities = identities(10);
        identities.store(List.of(key("a")), JANE);
        now = now.plus(TIME_TO_LIVE).minusMillis(1);
        identities.store(List.of(key("a")), JOHN);
        now = now.plus(TIME_TO_LIVE).minusMillis(1);

        assertThat(identities.find(List.of(key("a")))).contains(JOHN);
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void deletesWhatIsTooOld() throws Exception {
        IdentitiesInDatabase identities = identities(1_000);
        identities.store(List.of(key("a"), key("b")), JANE);
        now = now.plus(TIME_TO_LIVE);

        identities.store(List.of(key("c")), JANE);

        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void keepsTheNewestUpToTheirNumber() throws Exception {
        IdentitiesInDatabase identities = identities(640);
        for (int i = 0; i < 2_000; i++) {
            identities.store(List.of(key("k" + i)), JANE);
            now = now.plusMillis(1);
            assertThat(i % 100 == 0 ? rows() : 0).isLessThanOrEqualTo(640 + 11);
        }

        assertThat(rows()).isBetween(640, 651);
        for (int i = 0; i < 2_000 - 651; i++) {
            assertThat(identities.find(List.of(key("k" + i)))).isEmpty();
        }
        for (int i = 2_000 - 640; i < 2_000; i++) {
            assertThat(identities.find(List.of(key("k" + i)))).contains(JANE);
        }
    }

    @Test
    void keepsTheirNumberAlsoOfThoseOfOneMoment() throws Exception {
        IdentitiesInDatabase identities = identities(10);
        identities.store(IntStream.range(0, 100).mapToObj(i -> key("k" + i)).toList(), JANE);

        assertThat(rows()).isEqualTo(10);
    }

    @Test
    void saysWhatFailedWithoutTheWordsOfTheDriver() {
        source.setPassword("hush");

        assertThatThrownBy(() -> identities(10).find(List.of(key("a"))))
                .isInstanceOf(UnavailableException.class)
                .hasMessage(
                        "the database of identities failed (JdbcSQLInvalidAuthorizationSpecException, SQL state 28000)")
                .hasNoCause();
    }

    private IdentitiesInDatabase identities(int most) {
        return new IdentitiesInDatabase(source, TIME_TO_LIVE, most, () -> now);
    }

    private int rows() throws SQLException {
        try (Statement statement = held.createStatement();
                ResultSet count = statement.executeQuery("SELECT count(*) FROM podsights_identities")) {
            count.next();
            return count.getInt(1);
        }
    }
}
