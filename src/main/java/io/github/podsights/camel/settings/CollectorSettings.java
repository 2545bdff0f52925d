package io.github.podsights.camel.settings;

import static io.github.podsights.camel.settings.Check.check;
import static io.github.podsights.camel.settings.Check.positive;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How the collector is reached.
 *
 * @param url {@code http} or {@code https}, with a host; without a query, which Camel would read as its own options
 * @param connectTimeout more than zero
 * @param responseTimeout the longest silence in an answer, more than zero
 * @param attemptTimeout the longest an attempt may take as a whole, more than zero
 * @param connections how many there may be, 1 to 10,000
 * @param connectionsForEach whether there may be so many for each enabled integration
 * @param connectionTimeToLive more than zero
 * @param proxy {@code http://host:port}; null for none
 * @param trustStore a file of certificates; null for the JVM's
 */
public record CollectorSettings(
        URI url,
        Duration connectTimeout,
        Duration responseTimeout,
        Duration attemptTimeout,
        int connections,
        boolean connectionsForEach,
        Duration connectionTimeToLive,
        URI proxy,
        Path trustStore) {

    /** There are never more, however many integrations there are. */
    public static final int MOST_CONNECTIONS = 10_000;

    public CollectorSettings {
        String scheme = url.getScheme();
        check(
                Property.COLLECTOR_URL,
                ("http".equals(scheme) || "https".equals(scheme))
                        && url.getHost() != null
                        && url.getPort() <= 65_535
                        && url.getUserInfo() == null
                        && !hasMoreThanPath(url),
                hasMoreThanPath(url) && url.getUserInfo() == null ? "a query or a fragment in it" : Check.quote(url),
                "a URL that begins with http:// or https://, with a host and without user, password, query and fragment");
        positive(Property.CONNECT_TIMEOUT, connectTimeout);
        positive(Property.RESPONSE_TIMEOUT, responseTimeout);
        positive(Property.ATTEMPT_TIMEOUT, attemptTimeout);
        check(
                Property.CONNECTIONS,
                connections >= 1 && connections <= MOST_CONNECTIONS,
                Integer.toString(connections),
                "a number from 1 to 10000");
        positive(Property.CONNECTION_TIME_TO_LIVE, connectionTimeToLive);
        check(
                Property.PROXY,
                proxy == null || isHostAndPort(proxy),
                proxy == null ? "none" : Check.quote(proxy),
                "http://host:port, or none");
    }

    /** How many connections there may be, 1 to 10,000, with so many enabled integrations. */
    public int connections(int integrations) {
        return connectionsForEach
                ? (int) Math.min(MOST_CONNECTIONS, (long) connections * Math.max(1, integrations))
                : connections;
    }

    private static boolean hasMoreThanPath(URI url) {
        return url.getRawQuery() != null || url.getRawFragment() != null;
    }

    private static boolean isHostAndPort(URI proxy) {
        return "http".equals(proxy.getScheme())
                && proxy.getHost() != null
                && proxy.getPort() > 0
                && proxy.getPort() <= 65_535
                && proxy.getUserInfo() == null;
    }
}
