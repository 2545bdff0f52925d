package io.github.podsights.camel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher, with a Java and a Maven that only say that they were called. */
class LauncherTest {

    private static final String PRINT_ARGUMENTS = "#!/bin/sh\necho \"$@\"\n";

    @TempDir
    Path directory;

    private Path home;
    private Path launcher;

    @BeforeEach
    void install() throws IOException {
        home = Files.createDirectories(directory.resolve("home")).toRealPath();
        launcher = script("home/podsights", Files.readString(Path.of("podsights")));
        java("17.0.1", PRINT_ARGUMENTS);
    }

    @Test
    void findsItsJarsThroughASymbolicLink() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("link"), launcher);
        Path second = Files.createSymbolicLink(directory.resolve("second"), link.getFileName());

        assertThat(run(second, 0)).contains("-cp " + home + "/lib/*");
    }

    @ParameterizedTest
    @CsvSource({"1.8.0_392, 8", "11.0.21, 11", "16, 16"})
    void refusesAJavaThatIsTooOld(String version, String major) throws Exception {
        java(version, PRINT_ARGUMENTS);

        assertThat(run(launcher, 2)).isEqualTo(tooOld(major));
    }

    @ParameterizedTest
    @CsvSource({"17", "21.0.2", "25-ea"})
    void startsWithAJavaThatWillDo(String version) throws Exception {
        java(version, PRINT_ARGUMENTS);

        assertThat(run(launcher, 0)).contains("io.github.podsights.camel.cli.Podsights --version");
    }

    @Test
    void asksAJavaThatHasNoReleaseFileBesideIt() throws Exception {
        java(null, "#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n");

        assertThat(run(launcher, 2)).isEqualTo(tooOld("11"));
    }

    @Test
    void buildsOnceHoweverManyAreStarted() throws Exception {
        makeItAClone();

        Process first = start(launcher, "--version");
        Process second = start(launcher, "--version");

        assertThat(end(first, 0) + end(second, 0)).contains("--version");
        assertThat(home.resolve("builds")).hasContent("built");
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo --source kafka", "demo --once --source=kafka --seed 7", "demo --source jms"})
    void aCloneHasABrokerForTheDemo(String arguments) throws Exception {
        makeItAClone();

        assertThat(run(launcher, 0, arguments.split(" ")))
                .contains(
                        "-cp " + home + "/target/classes:" + home + "/target/lib/*:" + home + "/target/broker-lib/* ");
    }

    @Test
    void whatIsSaidInJavaOptsCounts() throws Exception {
        java("25", PRINT_ARGUMENTS);

        ProcessBuilder builder = command(launcher, "--version");
        builder.environment().put("JAVA_OPTS", "-XX:InlineSmallCode=2500");

        assertThat(end(builder.start(), 0)).containsPattern("-XX:InlineSmallCode=1200 .*-XX:InlineSmallCode=2500 ");
    }

    @ParameterizedTest
    @CsvSource({
        "-Xmx256m, true",
        "-Xmx256m -XX:-UseGCOverheadLimit, true",
        "-XX:+UseGCOverheadLimit -Xmx256m, true",
        "-XX:+UseStringDeduplication -XX:ParallelGCThreads=1, true",
        "-Xmx256m -XX:+UseG1GC, false",
        "-XX:+UseZGC -Xmx256m, false",
        "-XX:+UseSerialGC, false"
    })
    void whoNamesAnotherCollectorGetsThatAlone(String options, boolean ours) throws Exception {
        ProcessBuilder builder = command(launcher, "--version");
        builder.environment().put("JAVA_OPTS", options);

        String printed = end(builder.start(), 0);

        assertThat(printed).contains(" " + options + " ");
        assertThat(printed.contains(" -XX:+UseParallelGC -XX:NewRatio=1 ")).isEqualTo(ours);
    }

    @ParameterizedTest
    @CsvSource({
        "17, ''",
        "23, ''",
        "25, '--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow '",
        "26, '--enable-native-access=ALL-UNNAMED '"
    })
    void aNewJavaDoesNotWarnOfKafka(String version, String options) throws Exception {
        java(version, PRINT_ARGUMENTS);

        assertThat(run(launcher, 0)).containsPattern("GC -XX:NewRatio=1 " + options + "-XX:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "demo --source file", "run --source jms", "demo kafka --source"})
    void nothingElseHasTheBroker(String arguments) throws Exception {
        makeItAClone();

        assertThat(run(launcher, 0, arguments.split(" ")))
                .contains("-cp " + home + "/target/classes:" + home + "/target/lib/* ");
    }

    @Test
    void aDistributionHasNoBroker() throws Exception {
        assertThat(run(launcher, 0, "demo", "--source", "kafka")).contains("-cp " + home + "/lib/* ");
    }

    private void makeItAClone() throws IOException {
        Files.writeString(home.resolve("pom.xml"), "<project/>");
        Files.createDirectories(home.resolve("src/main"));
        Files.createDirectories(home.resolve("config/samples"));
        script("home/mvnw", "#!/bin/sh\necho built >>builds\nsleep 1\nmkdir -p target/lib\ntouch target/lib/.built\n");
    }

    private String tooOld(String major) {
        return "podsights: found Java " + major + " (" + directory.resolve("java/bin/java")
                + "); expected Java 17 or later; install one, or set JAVA_HOME\n";
    }

    private void java(String version, String script) throws IOException {
        script("java/bin/java", script);
        Path release = directory.resolve("java/release");
        Files.deleteIfExists(release);
        if (version != null) {
            Files.writeString(release, "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        }
    }

    private Path script(String name, String content) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    private String run(Path path, int exitCode) throws IOException, InterruptedException {
        return run(path, exitCode, "--version");
    }

    private String run(Path path, int exitCode, String... arguments) throws IOException, InterruptedException {
        return end(start(path, arguments), exitCode);
    }

    private Process start(Path path, String... arguments) throws IOException {
        return command(path, arguments).start();
    }

    private ProcessBuilder command(Path path, String... arguments) {
        List<String> command = new ArrayList<>(List.of(path.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", directory.resolve("java").toString());
        return builder;
    }

    private static String end(Process process, int exitCode) throws IOException, InterruptedException {
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(printed).isEqualTo(exitCode);
        return printed;
    }
}
