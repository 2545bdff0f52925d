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

    private static final String KEY = "(dev=1,ino=2)";

    private static final FileIdentity IDENTITY = new FileIdentity(KEY, new byte[] {1, 2, 3});

    private static final Position FURTHER = new Position(234, 56, 7, Position.Place.ELEMENT);

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

        assertBegins(new FileIdentity("(dev=1,ino=3)", new byte[] {1, 2, 3}), Position.START, new BitSet());
    }

    @Test
    void isNotTakenForAFileThatBeginsDifferently() throws Exception {
        save(SOMEWHERE, bits(1));

        assertBegins(new FileIdentity(KEY, new byte[] {1, 2, 4}), Position.START, new BitSet());
        assertBegins(new FileIdentity(KEY, new byte[] {1, 2}), Position.START, new BitSet());
        assertBegins(new FileIdentity(KEY, new byte[] {1, 2, 3, 4}), SOMEWHERE, bits(1));
    }

    @Test
    void whatIsKeptOfAFileThatTookThePlaceOfAnotherIsNewer() throws Exception {
        save(SOMEWHERE, bits(1));
        save(SOMEWHERE, bits(2));
        FileIdentity other = new FileIdentity(KEY, new byte[] {9});
        try (ProgressFile file = ProgressFile.open(path, other)) {
            file.save(FURTHER, bits(3));
        }

        assertBegins(other, FURTHER, bits(3));
        assertBegins(Position.START, new BitSet());
    }

    @Test
    void cutOffAnywhereInItsFirstLineItBeginsAtTheStart() throws Exception {
        save(SOMEWHERE, bits(1));
        byte[] whole = Files.readAllBytes(path);

        for (int length = 0; length < lineLength(whole, 0); length++) {
            Files.write(path, Arrays.copyOf(whole, length));
            assertBegins(Position.START, new BitSet());
        }
    }

    @Test
    void tornAnywhereTheOneBeforeIsTaken() throws Exception {
        save(SOMEWHERE, bits(1));
        byte[] before = Files.readAllBytes(path);
        save(FURTHER, bits(2));
        byte[] after = Files.readAllBytes(path);
        int line = lineLength(after, ProgressFile.SLOT);

        for (int i = 0; i < line; i++) {
            byte[] torn = before.clone();
            System.arraycopy(after, ProgressFile.SLOT, torn, ProgressFile.SLOT, i);
            Files.write(path, torn);
            assertBegins(SOMEWHERE, bits(1));

            byte[] changed = after.clone();
            changed[ProgressFile.SLOT + i] ^= 1;
            Files.write(path, changed);
            assertBegins(SOMEWHERE, bits(1));
        }
        Files.write(path, after);
        assertBegins(FURTHER, bits(2));
    }

    /** Of several pages some may reach the disk and others not. */
    @Test
    void neverGoesOverTheOneThatIsWhole() throws Exception {
        save(SOMEWHERE, bits(1));
        save(SOMEWHERE, bits(60_000));
        save(FURTHER, bits(65_535));
        byte[] torn = Files.readAllBytes(path);
        Arrays.fill(torn, 4096, 8192, (byte) 0);
        Files.write(path, torn);
        assertBegins(SOMEWHERE, bits(60_000));

        save(FURTHER, bits(3));

        assertBegins(FURTHER, bits(3));
        byte[] mended = Files.readAllBytes(path);
        mended[0] ^= 1;
        Files.write(path, mended);
        assertBegins(SOMEWHERE, bits(60_000));
    }

    @Test
    void itsSizeIsTheSameFromTheBeginning() throws Exception {
        assertBegins(Position.START, new BitSet());
        assertThat(path).hasSize(2 * ProgressFile.SLOT);

        for (int i = 0; i < 3; i++) {
            save(SOMEWHERE, bits(65_535));
            assertThat(path).hasSize(2 * ProgressFile.SLOT);
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
        assertBegins(IDENTITY, position, beyond);
    }

    private void assertBegins(FileIdentity identity, Position position, BitSet beyond) throws IOException {
        try (ProgressFile file = ProgressFile.open(path, identity)) {
            assertThat(file.start()).isEqualTo(position);
            assertThat(file.settledBeyond()).isEqualTo(beyond);
        }
    }

    private static int lineLength(byte[] file, int slot) {
        return new String(file, ISO_8859_1).indexOf('\n', slot) - slot + 1;
    }

    private static BitSet bits(int... set) {
        BitSet bits = new BitSet();
        Arrays.stream(set).forEach(bits::set);
        return bits;
    }
}
