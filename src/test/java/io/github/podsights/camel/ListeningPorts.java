package io.github.podsights.camel;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** On which ports this process listens, as Linux tells. */
final class ListeningPorts {

    private static final String LISTEN = "0A";

    private ListeningPorts() {}

    static Set<Integer> ofThisProcess() throws IOException {
        Set<String> sockets = sockets();
        Set<Integer> ports = new HashSet<>();
        for (String table : List.of("tcp", "tcp6")) {
            for (String row : Files.readAllLines(Path.of("/proc/self/net", table))) {
                String[] columns = row.strip().split("\\s+", -1);
                if (columns[3].equals(LISTEN) && sockets.contains("socket:[" + columns[9] + "]")) {
                    ports.add(Integer.parseInt(columns[1].replaceAll(".*:", ""), 16));
                }
            }
        }
        return ports;
    }

    private static Set<String> sockets() throws IOException {
        Set<String> sockets = new HashSet<>();
        try (DirectoryStream<Path> open = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path each : open) {
                try {
                    sockets.add(Files.readSymbolicLink(each).toString());
                } catch (NoSuchFileException e) {
                    // closed meanwhile
                }
            }
        }
        return sockets;
    }
}
