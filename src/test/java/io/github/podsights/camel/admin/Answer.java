package io.github.podsights.camel.admin;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What came back for a request that was written byte for byte: no client tidied it up.
 *
 * @param head status line and headers
 */
record Answer(String head, String body) {

    /** A GET with these headers; the host is the one that is asked, unless they say another one. */
    static Answer get(String host, int port, String path, String... headers) throws IOException {
        return to(host, port, "GET " + path + " HTTP/1.1", headers);
    }

    /** The answer to a request line and these headers. */
    static Answer to(String host, int port, String line, String... headers) throws IOException {
        boolean namesHost = Stream.of(headers).anyMatch(header -> header.startsWith("Host:"));
        String request = line + "\r\n" + (namesHost ? "" : "Host: " + host + ":" + port + "\r\n")
                + String.join(
                        "", Stream.of(headers).map(header -> header + "\r\n").toList())
                + "Connection: close\r\n\r\n";
        try (Socket socket = new Socket(host, port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int end = answer.indexOf("\r\n\r\n");
            return new Answer(answer.substring(0, end), answer.substring(end + 4));
        }
    }

    int status() {
        return Integer.parseInt(head.split(" ", 3)[1]);
    }

    /** The value of a header, by its name in lower case. */
    String header(String name) {
        List<String> values = head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .toList();
        return String.join(", ", values);
    }
}
