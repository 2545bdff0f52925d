package io.github.podsights.camel.route;

import io.github.podsights.camel.settings.CollectorSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Arrays;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;

/**
 * Gives an attempt an end: HttpClient's own time-outs count from byte to byte, so an answer that trickles would outlive
 * them all. The answer is read here, up to 64 KiB, while the time runs; of a longer one the rest is never read, and its
 * connection is closed.
 */
final class CollectorClient extends CloseableHttpClient {

    private static final int MOST_OF_AN_ANSWER = 64 * 1024;

    private static final int BUFFER = 4 * 1024;

    private static final String USER_AGENT = "podsights-camel";

    /** The attempt took longer than it may. */
    static final class ExceededException extends InterruptedIOException {

        private static final long serialVersionUID = 1L;

        ExceededException(String what, Duration timeout) {
            super(what + " within " + timeout.toMillis() + " ms");
        }
    }

    private final CloseableHttpClient client;
    private final Deadlines deadlines;
    private final CollectorSettings settings;
    private final Permits connections;

    /**
     * @param client makes the connections; with no time-outs of its own but that for connecting
     * @param deadlines ends what takes too long
     * @param connections how many there may be
     */
    CollectorClient(CloseableHttpClient client, Deadlines deadlines, CollectorSettings settings, Permits connections) {
        this.client = client;
        this.deadlines = deadlines;
        this.settings = settings;
        this.connections = connections;
    }

    @Override
    protected CloseableHttpResponse doExecute(HttpHost target, ClassicHttpRequest request, HttpContext context)
            throws IOException {
        request.setHeader(HttpHeaders.USER_AGENT, USER_AGENT);
        awaitConnection();
        try {
            return attempt(target, request, context);
        } finally {
            connections.release();
        }
    }

    /** The time of an attempt does not run while it waits for a connection that others use. */
    private void awaitConnection() throws InterruptedIOException {
        try {
            connections.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while waiting for a connection");
        }
    }

    private CloseableHttpResponse attempt(HttpHost target, ClassicHttpRequest request, HttpContext context)
            throws IOException {
        Deadlines.Deadline deadline = deadlines.begin((Cancellable) request);
        try {
            ClassicHttpResponse response = client.executeOpen(target, request, context);
            deadline.heard();
            HttpEntity entity = response.getEntity();
            if (entity != null) {
                response.setEntity(read(entity, request, deadline));
            }
            // Nothing is asked for compressed; Camel before 4.22 would unzip what only says so, and the attempt fail.
            response.removeHeaders(HttpHeaders.CONTENT_ENCODING);
            return (CloseableHttpResponse) response;
        } catch (IOException | RuntimeException e) {
            if (deadline.exceeded() == Deadlines.Exceeded.SILENCE) {
                throw new ExceededException("no answer", settings.responseTimeout());
            }
            if (deadline.exceeded() == Deadlines.Exceeded.WHOLE) {
                throw new ExceededException("no whole answer", settings.attemptTimeout());
            }
            throw e;
        } finally {
            deadline.end();
        }
    }

    private static HttpEntity read(HttpEntity entity, ClassicHttpRequest request, Deadlines.Deadline deadline)
            throws IOException {
        InputStream content = entity.getContent();
        long length = entity.getContentLength();
        // Of a known length only so much memory is taken: the answer is mostly a few bytes.
        byte[] bytes = new byte[length >= 0 && length <= MOST_OF_AN_ANSWER ? (int) length : BUFFER];
        int read = 0;
        for (int more = 0; more >= 0 && read < MOST_OF_AN_ANSWER; read += Math.max(more, 0)) {
            if (read == bytes.length) {
                if (read == length) {
                    break;
                }
                bytes = Arrays.copyOf(bytes, Math.min(MOST_OF_AN_ANSWER, 2 * bytes.length));
            }
            more = content.read(bytes, read, bytes.length - read);
            deadline.heard();
        }
        if (read == MOST_OF_AN_ANSWER && read != length) {
            // Closing the content, or the response, would read on to its end, to keep the connection.
            ((Cancellable) request).cancel();
        } else {
            content.close();
        }
        return new ByteArrayEntity(bytes, 0, read, ContentType.parseLenient(entity.getContentType()));
    }

    /** An endpoint closes the client that it was given when its route goes; the next one has the same client. */
    @Override
    public void close() {}

    @Override
    public void close(CloseMode closeMode) {}

    /** Closes it for good. */
    void shutDown() {
        client.close(CloseMode.GRACEFUL);
    }
}
