package io.github.podsights.camel.collector;

import java.util.Map;

/**
 * What was counted since the start or the last {@code clear}.
 *
 * @param requests whose head was read
 * @param inFlight those of them that are not answered yet
 * @param maxInFlight the most that ever were at one time
 * @param byStatus how they were answered, with the words of {@link ReceivedRequest#answer()}
 * @param distinctBodies different bodies among those read to the end
 * @param ids different values of the id field among them
 * @param twice ids that came more than once
 * @param acceptedIds ids of requests answered with 2xx
 * @param acceptedTwice ids answered with 2xx more than once
 * @param withoutId bodies that had no such field
 * @param bytes of all bodies
 * @param connections opened, since the start
 * @param openConnections open now
 * @param seconds from the first to the last of the requests
 */
public record Stats(
        long requests,
        long inFlight,
        long maxInFlight,
        Map<String, Long> byStatus,
        long distinctBodies,
        long ids,
        long twice,
        long acceptedIds,
        long acceptedTwice,
        long withoutId,
        long bytes,
        long connections,
        long openConnections,
        double seconds) {}
