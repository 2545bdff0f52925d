package io.github.podsights.camel.mapping;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** How a payload is written: on one line, in UTF-8, and with plain decimals (0.0000001, never 1E-7). */
public final class PayloadJson {

    private static final ObjectWriter WRITER = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build()
            .writer();

    private PayloadJson() {}

    /** The payload as the bytes of a request's body. */
    public static byte[] bytes(ObjectNode payload) {
        try {
            return WRITER.writeValueAsBytes(payload);
        } catch (JsonProcessingException e) {
            // A tree of plain values in memory can always be written.
            throw new IllegalStateException(e);
        }
    }
}
