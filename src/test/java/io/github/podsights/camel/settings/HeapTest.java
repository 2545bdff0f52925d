package io.github.podsights.camel.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeapTest {

    private static final long MIB = 1 << 20;

    @Test
    void aStoreTakesAFifthOfIt() {
        assertThat(new Heap(300 * MIB, 200 * MIB).roomOfStore()).isEqualTo(60 * MIB);
        assertThat(new Heap(300 * MIB, 300 * MIB).roomOfStore()).isEqualTo(60 * MIB);
    }

    @Test
    void aStoreTakesThreeTenthsOfWhatLivesLong() {
        assertThat(new Heap(300 * MIB, 150 * MIB).roomOfStore()).isEqualTo(45 * MIB);
    }

    @ParameterizedTest
    @CsvSource({
        "-XX:+UseParallelGC -XX:NewRatio=1, 100",
        "-XX:+UseParallelGC -XX:NewRatio=3, 150",
        "-XX:+UseSerialGC -XX:NewRatio=1, 100",
        "-XX:+UseG1GC, 200",
        "-XX:+UseZGC, 200"
    })
    void knowsWhatOfItIsForWhatLivesLong(String collector, long old) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(collector.split(" ")));
        command.addAll(List.of("-Xmx200m", "-cp", System.getProperty("java.class.path"), Said.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command);
        Process java = builder.start();
        String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(java.waitFor()).isZero();
        assertThat(said).isEqualTo(String.valueOf(old));
    }

    /** What a JVM with other options says. */
    static final class Said {
        public static void main(String[] args) {
            System.out.println(Heap.now().old() / MIB);
        }
    }
}
