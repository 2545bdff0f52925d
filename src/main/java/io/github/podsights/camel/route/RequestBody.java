package io.github.podsights.camel.route;

import io.github.podsights.camel.delivery.Delivery;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;

/** The body of a request, which notes when it is being sent: of a failure before that the collector has heard nothing. */
final class RequestBody extends AbstractHttpEntity {

    /** Without a charset: JSON is UTF-8, and the vendor's page shows it so. */
    private static final String CONTENT_TYPE = "application/json";

    private final byte[] bytes;
    private final Delivery delivery;

    RequestBody(byte[] bytes, Delivery delivery) {
        super(CONTENT_TYPE, null);
        this.bytes = bytes;
        this.delivery = delivery;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        delivery.sending();
        out.write(bytes);
        out.flush();
    }

    @Override
    public InputStream getContent() {
        return new ByteArrayInputStream(bytes);
    }

    @Override
    public long getContentLength() {
        return bytes.length;
    }

    @Override
    public boolean isRepeatable() {
        return true;
    }

    @Override
    public boolean isStreaming() {
        return false;
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
