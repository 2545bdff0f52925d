package io.github.podsights.camel.route.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.podsights.camel.event.Position;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressFileIT {

    private static final String IDENTITY = "(dev=1,ino=2)";

    private static final Position SOMEWHERE = new Position(123, 45, 6, Position.Place.SEPARATOR);

    @TempDir
    Path directory;

    private Path path;

    @BeforeEach
    void name() {
        path = directory.resolve(".events.jsonl.progress");
    }

    @Test
    void beginsAtTheStartWhereNothingIsKept() throws Exception {
        assertBegins(Position.START, new BitSet());
    }

    @ParameterizedTest
    @EnumSource
    void givesBackEachPartOfAPosition(Position.Place place) throws Exception {
        Position position = new Position(12_345_678_901L, 2_345_678_901L, 345_678_901L, place);

        save(position, bits(1, 64, 65_535));

        assertBegins(position, bits(1, 64, 65_535));
    }

    @Test
    void aLaterOneGoesOverAnEarlierOneWhetherShorterOrLonger() throws Exception {
        try (ProgressFile file = ProgressFile.open(path, IDENTITY)) {
            file.save(SOMEWHERE, bits(5_000));
            file.save(SOMEWHERE, bits(7));
        }
        assertBegins(SOMEWHERE, bits(7));

        save(SOMEWHERE, bits(60_000));
        assertBegins(SOMEWHERE, bits(60_000));
        save(SOMEWHERE, new BitSet());
        assertBegins(SOMEWHERE, new BitSet());
    }

    @Test
    void isNotTakenForAnotherFileOfTheSameName() throws Exception {
        save(SOMEWHERE, bits(1));

        try (ProgressFile file = ProgressFile.open(path, "(dev=1,ino=3)")) {
            assertThat(file.start()).isEqualTo(Position.START);
            assertThat(file.settledBeyond().isEmpty()).isTrue();
        }
    }

    @Test
    void cutOffAnywhereItBeginsAtTheStart() throws Exception {
        save(SOMEWHERE, bits(1));
        byte[] whole = Files.readString(path, ISO_8859_1).stripTrailing().getBytes(ISO_8859_1);

        for (int length = 0; length < whole.length; length++) {
            Files.write(path, Arrays.copyOf(whole, length));
            assertBegins(Position.START, new BitSet());
        }
    }

    @Test
    void withAnyByteChangedItBeginsAtTheStart() throws Exception {
        save(SOMEWHERE, bits(1));
        byte[] whole = Files.readAllBytes(path);

        for (int i = 0; i < whole.length; i++) {
            byte[] changed = whole.clone();
            changed[i] ^= 1;
            Files.write(path, changed);
            assertBegins(Position.START, new BitSet());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n", "0", "{} 0", "null 0", "no progress at all", "\u0000\u0000\u0000\u0000"})
    void withSomethingElseInItItBeginsAtTheStart(String content) throws Exception {
        Files.writeString(path, content);

        assertBegins(Position.START, new BitSet());
    }

    @Test
    void isKeptAgainAfterItWasTorn() throws Exception {
        Files.write(path, new byte[20_000]);

        save(SOMEWHERE, bits(1));

        assertBegins(SOMEWHERE, bits(1));
    }

    /** A stop interrupts the threads that settle; what they settled is kept all the same. */
    @Test
    void isKeptByAThreadThatIsInterrupted() throws Exception {
        try (ProgressFile file = ProgressFile.open(path, IDENTITY)) {
            Thread.currentThread().interrupt();
            file.save(SOMEWHERE, bits(1));
            assertThat(Thread.interrupted()).as("still interrupted").isTrue();
            assertBegins(SOMEWHERE, bits(1));

            file.save(SOMEWHERE, bits(2));
        } finally {
            Thread.interrupted();
        }
        assertBegins(SOMEWHERE, bits(2));
    }

    private void save(Position position, BitSet beyond) throws IOException {
        try (ProgressFile file = ProgressFile.open(path, IDENTITY)) {
            file.save(position, beyond);
        }
    }

    private void assertBegins(Position position, BitSet beyond) throws IOException {
        try (ProgressFile file = ProgressFile.open(path, IDENTITY)) {
            assertThat(file.start()).isEqualTo(position);
            assertThat(file.settledBeyond()).isEqualTo(beyond);
        }
    }

    private static BitSet bits(int... set) {
        BitSet bits = new BitSet();
        Arrays.stream(set).forEach(bits::set);
        return bits;
    }
}
