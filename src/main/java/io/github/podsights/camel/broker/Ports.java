package io.github.podsights.camel.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;

/** Where a broker and its controller listen; kept beside their data. */
record Ports(int broker, int controller) {

    private static final String FILE = "ports.properties";
    // Below those that a system gives to outgoing connections: while the broker is down, a client that keeps on
    // connecting
    // to one of these would sooner or later be given the same port for its own end, and find itself connected to
    // itself.
    private static final int FIRST = 15_000;
    private static final int END = 32_000;

    /** Those that the directory's file names, or free ones. */
    static Ports of(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        if (Files.exists(file)) {
            Properties kept = new Properties();
            try (var reader = Files.newBufferedReader(file)) {
                kept.load(reader);
            }
            return new Ports(port(kept, "broker"), port(kept, "controller"));
        }
        int broker = free();
        int controller = free();
        while (controller == broker) {
            controller = free();
        }
        Files.writeString(file, "broker=" + broker + "\ncontroller=" + controller + "\n");
        return new Ports(broker, controller);
    }

    /** @throws IllegalStateException if something listens on one of them */
    void requireFree() {
        for (int port : new int[] {broker, controller}) {
            if (!isFree(port)) {
                throw new IllegalStateException("the broker can't listen on " + EmbeddedBroker.HOST + ":" + port
                        + ": the port is in use, perhaps by another broker with the same directory");
            }
        }
    }

    private static int port(Properties kept, String key) throws IOException {
        try {
            return Integer.parseInt(kept.getProperty(key, ""));
        } catch (NumberFormatException e) {
            throw new IOException("the broker's " + FILE + " has no port for " + key, e);
        }
    }

    static int free() throws IOException {
        for (int attempt = 0; attempt < 1_000; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, END);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IOException("found no free port from " + FIRST + " to " + END);
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
