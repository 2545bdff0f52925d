package io.github.podsights.camel.store;

import java.util.Collections;
import java.util.Optional;

/**
 * What a table is called, and the statements that are made of that. All names are ours: nothing of an event, and nothing
 * that a person configures, becomes part of a statement.
 *
 * @param what what is remembered, for messages
 * @param table its name
 * @param writtenAt the column of the time at which a row was written, in milliseconds since 1970
 * @param value the column of the value; empty if keys have none
 */
public record TableWords(String what, String table, String writtenAt, Optional<String> value) {

    String look() {
        return "SELECT id, " + found() + ", " + writtenAt + " FROM " + table + " WHERE 1 = 0";
    }

    String create() {
        return "CREATE TABLE IF NOT EXISTS " + table + " (id BYTEA PRIMARY KEY, "
                + value.map(column -> column + " BYTEA NOT NULL, ").orElse("") + writtenAt + " BIGINT NOT NULL)";
    }

    String createIndex() {
        return "CREATE INDEX IF NOT EXISTS " + table + "_" + writtenAt + " ON " + table + " (" + writtenAt + ")";
    }

    /** Binds: older than which a row is not valid, and so many keys. */
    String select(int keys) {
        return "SELECT id, " + found() + " FROM " + table + " WHERE " + writtenAt + " > ? AND id IN ("
                + String.join(", ", Collections.nCopies(keys, "?")) + ")";
    }

    private String found() {
        return value.orElse("id");
    }

    /** Binds: the time, the value if there is one, and the key. */
    String insert() {
        return "INSERT INTO " + table + " (" + writtenAt
                + value.map(column -> ", " + column).orElse("") + ", id) VALUES (?, "
                + value.map(column -> "?, ").orElse("") + "?)";
    }

    /** Binds: the time, the value if there is one, and the key. */
    String update() {
        return "UPDATE " + table + " SET " + writtenAt + " = ?"
                + value.map(column -> ", " + column + " = ?").orElse("") + " WHERE id = ?";
    }

    /** Binds: up to which time. */
    String deleteOld() {
        return "DELETE FROM " + table + " WHERE " + writtenAt + " <= ?";
    }

    String count() {
        return "SELECT COUNT(*) FROM " + table;
    }

    /** Binds: how many. */
    String deleteOldest() {
        return "DELETE FROM " + table + " WHERE id IN (SELECT id FROM " + table + " ORDER BY " + writtenAt
                + " LIMIT ?)";
    }
}
