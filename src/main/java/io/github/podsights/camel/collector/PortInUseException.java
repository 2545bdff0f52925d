package io.github.podsights.camel.collector;

/** Another process listens on the port that the stand-in was to listen on. */
public final class PortInUseException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    private final int port;

    PortInUseException(String host, int port, Throwable cause) {
        super("port " + port + " on " + host + " is in use; choose another one, or 0 for any that is free", cause);
        this.port = port;
    }

    /** The port that is in use. */
    public int port() {
        return port;
    }
}
