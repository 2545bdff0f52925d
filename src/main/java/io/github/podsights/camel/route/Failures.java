package io.github.podsights.camel.route;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Arrays;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.ProtocolException;

/**
 * Says what went wrong in words of our own: the message of an exception may hold the body, the address with its query, or
 * a piece of the event.
 */
final class Failures {

    private static final int MOST_FRAMES = 20;

    private Failures() {}

    static String describe(Throwable failure) {
        if (failure instanceof CollectorClient.ExceededException exceeded) {
            return exceeded.getMessage();
        }
        if (failure instanceof ConnectTimeoutException) {
            return "no connection in time";
        }
        if (failure instanceof ConnectionRequestTimeoutException) {
            return "no free connection in time";
        }
        if (failure instanceof SocketTimeoutException) {
            return "no answer in time";
        }
        if (failure instanceof ConnectException || failure instanceof NoRouteToHostException) {
            return "connection refused";
        }
        if (failure instanceof UnknownHostException) {
            return "unknown host";
        }
        if (failure instanceof NoHttpResponseException || failure instanceof ConnectionClosedException) {
            return "connection closed before the answer was whole";
        }
        if (failure instanceof SSLException) {
            return "no secure connection";
        }
        if (failure instanceof SocketException) {
            return "connection reset";
        }
        if (failure instanceof ProtocolException) {
            return "the answer is not HTTP";
        }
        return "unexpected " + failure.getClass().getSimpleName();
    }

    /** The same failure for a log: its type and where it happened, without a message. */
    static Exception withoutMessage(Throwable failure) {
        Exception copy = new Exception(failure.getClass().getName());
        copy.setStackTrace(failure.getStackTrace());
        return copy;
    }

    /** The same for what has to be thrown. */
    static Error errorWithoutMessage(Error error) {
        Error copy = new Error(error.getClass().getName());
        copy.setStackTrace(error.getStackTrace());
        return copy;
    }

    /** The same with the first of where it happened: of a stack that has overflowed there are a thousand lines. */
    static Exception briefly(Throwable failure) {
        Exception copy = withoutMessage(failure);
        StackTraceElement[] trace = copy.getStackTrace();
        copy.setStackTrace(Arrays.copyOf(trace, Math.min(trace.length, MOST_FRAMES)));
        return copy;
    }
}
