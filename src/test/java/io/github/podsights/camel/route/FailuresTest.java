package io.github.podsights.camel.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.ProtocolException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailuresTest {

    /** What an exception's message may hold, and nobody may read. */
    private static final String SECRET = "jane.doe@example.com at /v1/server?key=abc";

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(
                        new CollectorClient.ExceededException("no whole answer", Duration.ofSeconds(20)),
                        "no whole answer within 20000 ms"),
                Arguments.of(new ConnectTimeoutException(SECRET), "no connection in time"),
                Arguments.of(new ConnectionRequestTimeoutException(SECRET), "no free connection in time"),
                Arguments.of(new SocketTimeoutException(SECRET), "no answer in time"),
                Arguments.of(new ConnectException(SECRET), "connection refused"),
                Arguments.of(new HttpHostConnectException(SECRET), "connection refused"),
                Arguments.of(new NoRouteToHostException(SECRET), "connection refused"),
                Arguments.of(new UnknownHostException(SECRET), "unknown host"),
                Arguments.of(new NoHttpResponseException(SECRET), "connection closed before the answer was whole"),
                Arguments.of(new ConnectionClosedException(SECRET), "connection closed before the answer was whole"),
                Arguments.of(new SSLHandshakeException(SECRET), "no secure connection"),
                Arguments.of(new SocketException(SECRET), "connection reset"),
                Arguments.of(new ProtocolException(SECRET), "the answer is not HTTP"),
                Arguments.of(new IOException(SECRET), "unexpected IOException"),
                Arguments.of(new IllegalStateException(SECRET), "unexpected IllegalStateException"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void saysWhatWentWrongInWordsOfItsOwn(Throwable failure, String words) {
        assertThat(Failures.describe(failure)).isEqualTo(words);
    }

    @Test
    void keepsForALogWhereItHappenedButNoMessage() {
        Throwable failure = new IllegalStateException(SECRET, new IOException(SECRET));

        Throwable safe = Failures.withoutMessage(failure);

        assertThat(safe).hasMessage("java.lang.IllegalStateException").hasNoCause();
        assertThat(safe.getStackTrace()).isEqualTo(failure.getStackTrace());
    }
}
