package io.github.podsights.camel.route;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/**
 * Gives an attempt an end: the time-outs of HttpClient count from byte to byte, so an answer that trickles would outlive
 * them all. The answer is read here, up to 64 KiB, within the deadline; of a longer one the rest is never read, and its
 * connection is closed.
 */
final class AttemptDeadline implements ExecChainHandler {

    private static final int MOST_OF_AN_ANSWER = 64 * 1024;

    /** The attempt took longer than it may. */
    static final class ExceededException extends InterruptedIOException {

        private static final long serialVersionUID = 1L;

        ExceededException(Duration timeout) {
            super("no whole answer within " + timeout.toMillis() + " ms");
        }
    }

    private final Duration timeout;
    private final Deadlines deadlines;

    /**
     * @param timeout how long an attempt may take as a whole
     * @param deadlines end the attempts, with the same timeout
     */
    AttemptDeadline(Duration timeout, Deadlines deadlines) {
        this.timeout = timeout;
        this.deadlines = deadlines;
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        Deadlines.Deadline deadline = deadlines.begin((Cancellable) scope.originalRequest);
        try {
            ClassicHttpResponse response = chain.proceed(request, scope);
            HttpEntity entity = response.getEntity();
            if (entity != null) {
                response.setEntity(read(entity, scope));
            }
            return response;
        } catch (IOException | HttpException | RuntimeException e) {
            if (deadline.isExceeded()) {
                throw new ExceededException(timeout);
            }
            throw e;
        } finally {
            deadline.end();
        }
    }

    private static HttpEntity read(HttpEntity entity, ExecChain.Scope scope) throws IOException {
        InputStream content = entity.getContent();
        long length = entity.getContentLength();
        // Of a known length only so much memory is taken: the answer is mostly a few bytes, or none.
        int most = length >= 0 && length < MOST_OF_AN_ANSWER ? (int) length : MOST_OF_AN_ANSWER;
        byte[] bytes = content.readNBytes(most);
        if (bytes.length == MOST_OF_AN_ANSWER && content.read() >= 0) {
            // Closing the stream would read on to its end, to keep the connection.
            scope.execRuntime.discardEndpoint();
        } else {
            content.close();
        }
        return new ByteArrayEntity(bytes, ContentType.parseLenient(entity.getContentType()));
    }
}
