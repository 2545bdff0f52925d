package io.github.podsights.camel.collector;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * An answer of the collector.
 *
 * @param status 200 to 599
 * @param headers sent as they are; {@code Content-Type: application/json} is added if none is named so
 * @param body sent as UTF-8, may be empty
 */
public record Reply(int status, Map<String, String> headers, String body) {

    /** @throws IllegalArgumentException if the status is out of range, or a header could not be sent */
    public Reply {
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("status must be from 200 to 599, but is " + status);
        }
        headers = Map.copyOf(headers);
        headers.forEach(Reply::requireHeader);
        Objects.requireNonNull(body, "body");
    }

    /** An answer with a body of JSON that says its status. */
    public static Reply of(int status) {
        return new Reply(status, Map.of(), "{\"status\":" + status + "}");
    }

    /** The same answer with one more header, which replaces one of the same name. */
    public Reply with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Reply(status, more, body);
    }

    /** The same answer with another body. */
    public Reply with(String otherBody) {
        return new Reply(status, headers, otherBody);
    }

    private static void requireHeader(String name, String value) {
        if (!name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+") || value.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw new IllegalArgumentException(
                    "headers must have a token as name and printable ASCII as value, but one is '" + name + "'");
        }
    }
}
