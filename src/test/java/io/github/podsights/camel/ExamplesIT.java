package io.github.podsights.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.podsights.camel.collector.CollectorStandIn;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The applications in {@code examples}, each built by Maven as a user does, against the jar that was just built, and run. */
class ExamplesIT {

    private static final Path EXAMPLES = Path.of("examples");

    private static final String KEY = "example-key-9d41";

    private static final long MINUTES = 5;

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "plain-java, shop.Shop, shop",
        "spring-boot, shop.ShopApplication, shop",
        "kamelet, shop.Shop, podsights-sink"
    })
    void reportsItsOrder(String example, String main, String integration) throws Exception {
        Path copy = copy(example);
        run(copy, "http://127.0.0.1:1", mavenArguments());
        try (CollectorStandIn collector = CollectorStandIn.start()) {
            String printed = run(
                    copy,
                    collector.url(),
                    List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            "target/classes:target/lib/*",
                            main));

            assertThat(printed)
                    .contains("[DeliveryOutcome[integration=" + integration
                            + ", call=1, outcome=DELIVERED, reason=null]]")
                    .as("the key is printed nowhere")
                    .doesNotContain(KEY);
            assertThat(collector.received()).singleElement().satisfies(request -> assertThat(request.body())
                    .isEqualTo("{\"key\":\"" + KEY + "\",\"event\":\"purchase\",\"id\":\"visitor-1\","
                            + "\"order_id\":\"ORD-1\",\"value\":129.99,\"currency\":\"USD\"}"));
        }
    }

    @Test
    void eachExampleIsRun() throws Exception {
        try (Stream<Path> entries = Files.list(EXAMPLES)) {
            assertThat(entries.filter(Files::isDirectory).map(Path::getFileName).map(Path::toString))
                    .containsExactlyInAnyOrder("plain-java", "spring-boot", "kamelet");
        }
    }

    private Path copy(String example) throws IOException {
        Path from = EXAMPLES.resolve(example);
        Path to = directory.resolve(example);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> !from.relativize(file).startsWith("target"))
                    .toList()) {
                Path target = to.resolve(from.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
        return to;
    }

    private List<String> mavenArguments() throws IOException {
        String home = System.getProperty("maven.home");
        Path repository = LocalRepository.with(
                jar(), Path.of("pom.xml"), Files.createDirectories(directory.resolve("repository")));
        return List.of(
                home == null ? "mvn" : Path.of(home, "bin", "mvn").toString(),
                "-q",
                "-B",
                "-ntp",
                "-Dmaven.repo.local=" + repository,
                "compile");
    }

    private static Path jar() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            Optional<Path> jar = files.filter(
                            file -> file.getFileName().toString().matches("podsights-camel-[^/]*\\.jar"))
                    .findFirst();
            return jar.orElseThrow(() -> new IllegalStateException("no jar in target: package it before this test"));
        }
    }

    private static String run(Path where, String collector, List<String> command) throws Exception {
        File output = where.resolve("output.txt").toFile();
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command))
                .directory(where.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("PODSIGHTS_KEY", KEY);
        builder.environment().put("PODSIGHTS_COLLECTOR_URL", collector);
        Process process = builder.start();
        try {
            boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
            String printed = Files.readString(output.toPath());
            assertThat(ended).as("it has ended; it printed%n%s", printed).isTrue();
            assertThat(process.exitValue()).as(printed).isZero();
            return printed;
        } finally {
            process.destroyForcibly();
        }
    }
}
