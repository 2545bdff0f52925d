package io.github.podsights.camel.mapping;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** How a payload is written: on one line, in UTF-8, and with plain decimals (0.0000001, never 1E-7). */
public final class PayloadJson {

    /** A pool that is shared, since one of each thread is wasted where each event has a thread of its own. */
    private static final ObjectWriter WRITER = JsonMapper.builder(JsonFactory.builder()
                    .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
                    .build())
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build()
            .writer();

    private PayloadJson() {}

    /** The payload, or a value of one, as the bytes of a request's body. */
    public static byte[] bytes(JsonNode payload) {
        try {
            return WRITER.writeValueAsBytes(payload);
        } catch (JsonProcessingException e) {
            // A tree of plain values in memory can always be written.
            throw new IllegalStateException(e);
        }
    }
}
