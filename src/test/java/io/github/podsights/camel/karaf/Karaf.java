package io.github.podsights.camel.karaf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** An Apache Karaf of one's own, as it is downloaded, in a process of its own. */
final class Karaf implements AutoCloseable {

    private static final Path PARTS = Path.of("target/karaf").toAbsolutePath();

    private final Path home;
    private Process process;

    private Karaf(Path home) {
        this.home = home;
    }

    /** Unpacks one; nothing of it listens but its shell, on a free port. */
    static Karaf unpack(Path directory) throws IOException, InterruptedException {
        run(
                directory,
                List.of("tar", "xzf", PARTS.resolve("apache-karaf.tar.gz").toString()),
                "");
        try (Stream<Path> files = Files.list(directory)) {
            Karaf karaf =
                    new Karaf(files.filter(file -> file.getFileName().toString().startsWith("apache-karaf"))
                            .findFirst()
                            .orElseThrow());
            karaf.configure();
            return karaf;
        }
    }

    private void configure() throws IOException {
        edit("etc/users.properties", "(?m)^#(karaf = |_g_)", "$1");
        edit("etc/org.apache.karaf.shell.cfg", "(?m)^sshPort.*", "sshPort=" + freePort());
        edit("etc/org.apache.karaf.shell.cfg", "(?m)^sshHost.*", "sshHost=127.0.0.1");
        // The ports of JMX, which nobody asks.
        edit("etc/org.apache.karaf.features.cfg", "(?m)^ *management/.*\\R", "");
        // What Maven has fetched is not fetched again; what it has not comes from Central, and is there the next time.
        edit(
                "etc/org.ops4j.pax.url.mvn.cfg",
                "(?m)^org\\.ops4j\\.pax\\.url\\.mvn\\.repositories=(.*\\\\\\R)*.*",
                "org.ops4j.pax.url.mvn.repositories=https://repo1.maven.org/maven2@id=central\n"
                        + "org.ops4j.pax.url.mvn.localRepository=" + mavenRepository());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String mavenRepository() {
        String known = System.getProperty("localRepository"); // Failsafe says it
        return known != null
                ? known
                : Path.of(System.getProperty("user.home"), ".m2", "repository").toString();
    }

    private void edit(String file, String pattern, String replacement) throws IOException {
        String before = Files.readString(home.resolve(file));
        String after = before.replaceAll(pattern, replacement);
        assertThat(after).as("%s without %s", file, pattern).isNotEqualTo(before);
        Files.writeString(home.resolve(file), after);
    }

    /**
     * Where Karaf looks first: Camel's features file, of which the bundles are re-pointed, that for Spring beside it as it is,
     * and the bundles that Maven has fetched for Kafka and JMS.
     */
    void putCamelFeatures(String version) throws IOException {
        String beside = "system/org/apache/camel/karaf/apache-camel/" + version + "/apache-camel-" + version;
        write(
                beside + "-features.xml",
                CamelFeatures.repointed(Files.readString(PARTS.resolve("apache-camel-features.xml"))));
        write(beside + "-spring-features.xml", Files.readString(PARTS.resolve("spring-features.xml")));
        copy(PARTS.resolve("system"), "system");
    }

    /** Copies a directory, such as {@code karaf/system} of a distribution. */
    void copy(Path from, String to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = home.resolve(to).resolve(from.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    Path path(String file) {
        return home.resolve(file);
    }

    /** Writes a file under its home, whole at once. */
    void write(String file, String text) throws IOException {
        Path path = home.resolve(file);
        Files.createDirectories(path.getParent());
        Path aside = Files.createTempFile(home, "write", ".tmp");
        Files.writeString(aside, text);
        // Otherwise the file is removed first, and if Karaf looks then, it removes the configuration, and then the file
        // again.
        Files.move(aside, path, StandardCopyOption.ATOMIC_MOVE);
    }

    void start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(home.resolve("bin/karaf").toString(), "server")
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("console.log").toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("KARAF_EXEC", "exec"); // so that the process is the JVM
        process = builder.start();
    }

    /** What its shell answers to commands, each on a line. */
    String shell(String... commands) throws IOException, InterruptedException {
        return run(
                home,
                List.of(home.resolve("bin/client").toString(), "-b", "-r", "30", "-d", "1"),
                String.join("\n", commands) + "\n");
    }

    /** The names of its bundles, those of its own among them. */
    List<String> bundles() throws IOException, InterruptedException {
        return shell("bundle:list -t 0 -s --no-format")
                .lines()
                .filter(line -> line.contains("\t"))
                .map(line -> line.substring(line.lastIndexOf('\t') + 1).strip())
                .sorted()
                .toList();
    }

    /** Its threads whose names hold one of these words, parted by {@code |}. */
    List<String> threads(String words) throws IOException, InterruptedException {
        return jcmd("Thread.print")
                .lines()
                .filter(line -> line.startsWith("\"") && line.matches("(?i).*(" + words + ").*"))
                .toList();
    }

    /** How many live objects there are of a class, in a line for each class loader that has one of that name. */
    List<Integer> instances(String type) throws IOException, InterruptedException {
        return jcmd("GC.class_histogram")
                .lines()
                .map(line -> line.strip().split("\\s+"))
                .filter(words -> words.length > 3 && words[3].equals(type))
                .map(words -> Integer.valueOf(words[1]))
                .toList();
    }

    private String jcmd(String command) throws IOException, InterruptedException {
        return run(
                home,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(process.pid()),
                        command),
                "");
    }

    String log() {
        try {
            return Files.readString(home.resolve("data/log/karaf.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String run(Path directory, List<String> command, String input)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s: %s", command, output).isZero();
        return output;
    }

    @Override
    public void close() throws InterruptedException {
        if (process == null) {
            return;
        }
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
