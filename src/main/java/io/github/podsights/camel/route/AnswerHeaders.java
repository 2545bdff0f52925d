package io.github.podsights.camel.route;

import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

/** Of the headers of an answer lets through the few that are read, and of a message none into the request. */
final class AnswerHeaders implements HeaderFilterStrategy {

    private static final Set<String> READ = Set.of("retry-after", "date");

    @Override
    public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
        return true;
    }

    @Override
    public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
        return !READ.contains(name.toLowerCase(java.util.Locale.ROOT));
    }
}
