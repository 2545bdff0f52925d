package io.github.podsights.camel.collector;

import java.util.Objects;

/**
 * How the stand-in for the collector runs.
 *
 * @param port 0 (a free one) to 65535
 * @param host the address to listen on; only loopback is safe, since what came in can be read by anyone who can connect
 * @param eventLoops threads that serve connections, 1 to 64
 * @param keep how many of the newest requests are kept whole, 0 to 1,000,000; 0: requests are only counted
 * @param check whether a request that is no JSON object or has no {@code key} is answered with 400
 * @param idField the field whose values are counted (how many came, how many more than once), at any depth of a body
 * @param behaviour a JSON document as for {@code PUT /behaviour}; null: every request is accepted
 */
public record CollectorOptions(
        int port, String host, int eventLoops, int keep, boolean check, String idField, String behaviour) {

    /** How many requests are kept whole if nothing else is said. */
    public static final int DEFAULT_KEEP = 10_000;

    /** @throws IllegalArgumentException for a value out of range; the message names it */
    public CollectorOptions {
        require(port >= 0 && port <= 65_535, "port must be from 0 to 65535, but is " + port);
        require(!host.isBlank(), "host must not be blank");
        require(eventLoops >= 1 && eventLoops <= 64, "event-loops must be from 1 to 64, but is " + eventLoops);
        require(keep >= 0 && keep <= 1_000_000, "keep must be from 0 to 1000000, but is " + keep);
        require(!idField.isBlank() && !idField.contains("\""), "id-field must be the name of a field");
    }

    /** A free port on loopback, the newest 10,000 requests kept, requests checked, {@code order_id} counted. */
    public static CollectorOptions defaults() {
        return new CollectorOptions(0, "127.0.0.1", 1, DEFAULT_KEEP, true, "order_id", null);
    }

    /** For measurements: as {@link #defaults()}, but requests are only counted, and not checked. */
    public static CollectorOptions counting() {
        return defaults().withKeep(0).withCheck(false);
    }

    /** The same on another port. */
    public CollectorOptions withPort(int otherPort) {
        return new CollectorOptions(otherPort, host, eventLoops, keep, check, idField, behaviour);
    }

    /** The same on another address. */
    public CollectorOptions withHost(String otherHost) {
        return new CollectorOptions(
                port, Objects.requireNonNull(otherHost, "host"), eventLoops, keep, check, idField, behaviour);
    }

    /** The same with another number of threads. */
    public CollectorOptions withEventLoops(int count) {
        return new CollectorOptions(port, host, count, keep, check, idField, behaviour);
    }

    /** The same, keeping another number of requests; 0 only counts. */
    public CollectorOptions withKeep(int count) {
        return new CollectorOptions(port, host, eventLoops, count, check, idField, behaviour);
    }

    /** The same, with or without a check of each request. */
    public CollectorOptions withCheck(boolean checked) {
        return new CollectorOptions(port, host, eventLoops, keep, checked, idField, behaviour);
    }

    /** The same, starting with another behaviour; null accepts every request. */
    public CollectorOptions withBehaviour(String json) {
        return new CollectorOptions(port, host, eventLoops, keep, check, idField, json);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
