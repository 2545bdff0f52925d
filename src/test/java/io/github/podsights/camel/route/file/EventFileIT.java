package io.github.podsights.camel.route.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.podsights.camel.event.Frame;
import io.github.podsights.camel.event.Position;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventFileIT {

    private static final int MAX_BYTES = 1 << 20;

    @TempDir
    Path directory;

    private Inbox inbox;

    @BeforeEach
    void make() {
        inbox = new Inbox(directory, Duration.ZERO, Instant::now);
    }

    @ParameterizedTest
    @CsvSource({"a.jsonl,false", "a.NDJSON,false", "a.json,true", "a.jsonl.gz,false", "a.JSON.GZ,true"})
    void isReadAsItsNameSays(String name, boolean array) throws Exception {
        try (EventFile file = open(name, array ? "[1,2,\n3]" : "1\n2\n3")) {
            assertThat(read(file)).containsExactly("1", "2", "3");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.jsonl", "a.jsonl.gz", "a.json", "a.json.gz"})
    void goesOnAfterWhatIsSettled(String name) throws Exception {
        String content = name.contains("jsonl") ? "1\n2\n3\n4" : "[1, 2, 3, 4]";
        try (EventFile file = open(name, content)) {
            file.frames().next();
            Position afterTheSecond = file.frames().next().orElseThrow().end();
            BitSet theFourth = new BitSet();
            theFourth.set(1);
            file.progress().save(afterTheSecond, theFourth);
        }

        try (EventFile file = EventFile.open(directory.resolve(name), inbox, MAX_BYTES)) {
            assertThat(file.progress().settledBeyond().get(1)).isTrue();
            assertThat(read(file)).containsExactly("3", "4");
        }
    }

    @Test
    void isReadFromItsBeginningWhenAnotherFileTookItsPlace() throws Exception {
        try (EventFile file = open("a.jsonl", "1\n2\n3\n")) {
            file.frames().next();
            file.progress().save(file.frames().next().orElseThrow().end(), new BitSet());
        }
        Path other = Files.writeString(directory.resolve("other"), "4\n5\n6\n");
        Files.move(other, directory.resolve("a.jsonl"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        try (EventFile file = EventFile.open(directory.resolve("a.jsonl"), inbox, MAX_BYTES)) {
            assertThat(read(file)).containsExactly("4", "5", "6");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.jsonl", "a.jsonl.gz"})
    void isReadFromItsBeginningWhenItWasWrittenAnewAndIsShorterThanWhatWasSettled(String name) throws Exception {
        try (EventFile file = open(name, "1\n2\n3\n4\n5\n")) {
            List<Frame> frames = frames(file);
            BitSet beyond = new BitSet();
            beyond.set(1);
            file.progress().save(frames.get(3).end(), beyond);
        }
        Files.write(directory.resolve(name), bytes(name, "6\n7\n"), StandardOpenOption.TRUNCATE_EXISTING);

        try (EventFile file = EventFile.open(directory.resolve(name), inbox, MAX_BYTES)) {
            assertThat(file.progress().settledBeyond().isEmpty()).isTrue();
            assertThat(read(file)).containsExactly("6", "7");
        }
    }

    /** As {@code cp} does it: the inode stays the same. */
    @ParameterizedTest
    @ValueSource(strings = {"a.jsonl", "a.jsonl.gz"})
    void isReadFromItsBeginningWhenOtherContentWasWrittenOverIt(String name) throws Exception {
        try (EventFile file = open(name, "1\n2\n3\n")) {
            file.frames().next();
            file.progress().save(file.frames().next().orElseThrow().end(), new BitSet());
        }
        Files.write(directory.resolve(name), bytes(name, "4\n5\n6\n7\n"), StandardOpenOption.TRUNCATE_EXISTING);

        try (EventFile file = EventFile.open(directory.resolve(name), inbox, MAX_BYTES)) {
            assertThat(read(file)).containsExactly("4", "5", "6", "7");
        }
    }

    @Test
    void goesOnAfterWhatIsSettledWhenItHasGrown() throws Exception {
        try (EventFile file = open("a.jsonl", "1\n2\n")) {
            file.frames().next();
            file.progress().save(file.frames().next().orElseThrow().end(), new BitSet());
        }
        Files.writeString(directory.resolve("a.jsonl"), "3\n".repeat(5_000), StandardOpenOption.APPEND);

        try (EventFile file = EventFile.open(directory.resolve("a.jsonl"), inbox, MAX_BYTES)) {
            assertThat(read(file)).hasSize(5_000).containsOnly("3");
        }
    }

    @Test
    void seesThatAnotherFileOfTheSameSizeAndTimeTookItsPlace() throws Exception {
        try (EventFile file = open("a.jsonl", "1\n2\n")) {
            Path other = Files.writeString(directory.resolve("other"), "3\n4\n");
            Files.setLastModifiedTime(other, Files.getLastModifiedTime(file.path()));
            Files.move(other, file.path(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);

            assertThat(file.hasGrown()).isTrue();
        }
    }

    @Test
    void seesThatItWasWrittenAnewWithTheSameSize() throws Exception {
        try (EventFile file = open("a.jsonl", "1\n2\n")) {
            Files.writeString(file.path(), "3\n4\n", StandardOpenOption.TRUNCATE_EXISTING);
            Files.setLastModifiedTime(file.path(), FileTime.from(Instant.now().plusSeconds(1)));

            assertThat(file.hasGrown()).isTrue();
        }
    }

    @Test
    void knowsHowFarItIsReadAndWhetherItHasGrown() throws Exception {
        try (EventFile file = open("a.jsonl", "1\n2\n")) {
            assertThat(file.size()).isEqualTo(4);
            assertThat(file.read()).isZero();
            assertThat(read(file)).hasSize(2);
            assertThat(file.read()).isEqualTo(4);
            assertThat(file.hasGrown()).isFalse();

            Files.writeString(file.path(), "3", StandardOpenOption.APPEND);

            assertThat(file.hasGrown()).isTrue();
        }
    }

    @Test
    void readsSeveralCompressedPartsAsOne() throws Exception {
        Path path = directory.resolve("a.jsonl.gz");
        Files.write(path, EventFiles.gz("1\n".getBytes(UTF_8)));
        Files.write(path, EventFiles.gz("2\n".getBytes(UTF_8)), StandardOpenOption.APPEND);

        try (EventFile file = EventFile.open(path, inbox, MAX_BYTES)) {
            assertThat(read(file)).containsExactly("1", "2");
        }
    }

    @Test
    void zerosBetweenAndAfterCompressedPartsAreNoHarm() throws Exception {
        byte[] zeros = new byte[100_000];
        Path path = write(gz("1\n"), zeros, gz("2\n"), new byte[1], gz(""), gz("3\n"), zeros);

        try (EventFile file = EventFile.open(path, inbox, MAX_BYTES)) {
            assertThat(read(file)).containsExactly("1", "2", "3");
        }
    }

    @Test
    void skipsWhatTheHeaderOfACompressedPartTells() throws Exception {
        byte[] plain = gz("2\n");
        byte[] header = {0x1f, (byte) 0x8b, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 3, 2, 0, 'x', 'y', 'n', 'a', 0, 'c', 0};
        CRC32 crc = new CRC32();
        crc.update(header);
        byte[] checksum = {(byte) crc.getValue(), (byte) (crc.getValue() >> 8)};
        byte[] content = Arrays.copyOfRange(plain, 10, plain.length);

        try (EventFile file = EventFile.open(write(gz("1\n"), header, checksum, content), inbox, MAX_BYTES)) {
            assertThat(read(file)).containsExactly("1", "2");
        }
        checksum[0] ^= 1;
        assertBreaksAfterTheFirst(write(gz("1\n"), header, checksum, content), ZipException.class);
    }

    @Test
    void aLaterCompressedPartThatBreaksOffAnywhereIsNotTakenForTheEnd() throws Exception {
        byte[] second = gz("");

        for (int length = 1; length < second.length; length++) {
            assertBreaksAfterTheFirst(write(gz("1\n"), Arrays.copyOf(second, length)), EOFException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void aLaterCompressedPartWithADamagedHeaderIsNotTakenForTheEnd(int at) throws Exception {
        byte[] second = gz("2\n");
        second[at] ^= (byte) 0x80;

        assertBreaksAfterTheFirst(write(gz("1\n"), second), ZipException.class);
        assertBreaksAfterTheFirst(write(gz("1\n"), new byte[70_000], second), ZipException.class);
    }

    @Test
    void aCompressedPartWithAWrongChecksumOrLengthIsDamaged() throws Exception {
        for (int fromEnd = 1; fromEnd <= 8; fromEnd++) {
            byte[] first = gz("1\n");
            first[first.length - fromEnd] ^= 1;
            assertBreaksAfterTheFirst(write(first, gz("2\n")), ZipException.class);
        }
    }

    /** Whatever part of the file a read of the disk ends with. */
    @Test
    void readsCompressedPartsOfAnySize() throws Exception {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        List<String> expected = new ArrayList<>();
        Random random = new Random(1);
        for (int i = 0; i < 3_000; i++) {
            String line = Long.toString(random.nextLong(), 36).repeat(1 + random.nextInt(20));
            expected.add(line);
            all.write(gz(line + "\n"));
        }

        try (EventFile file = EventFile.open(write(all.toByteArray()), inbox, MAX_BYTES)) {
            assertThat(read(file)).isEqualTo(expected);
            assertThat(file.read()).isEqualTo(file.size()).isGreaterThan(64 * 1024);
        }
    }

    @Test
    void refusesWhatIsNoGzipAlthoughItsNameSaysSo() throws Exception {
        Path path = Files.writeString(directory.resolve("a.jsonl.gz"), "no gzip at all, but long enough for a head");
        Path empty = Files.writeString(directory.resolve("b.jsonl.gz"), "");

        assertThatExceptionOfType(ZipException.class).isThrownBy(() -> EventFile.open(path, inbox, MAX_BYTES));
        assertThatExceptionOfType(EOFException.class).isThrownBy(() -> EventFile.open(empty, inbox, MAX_BYTES));
    }

    private void assertBreaksAfterTheFirst(Path path, Class<? extends IOException> how) throws IOException {
        try (EventFile file = EventFile.open(path, inbox, MAX_BYTES)) {
            assertThat(file.frames().next()).get().extracting(Frame::bytes).isEqualTo(new byte[] {'1'});
            assertThatExceptionOfType(how).isThrownBy(() -> file.frames().next());
        }
    }

    private Path write(byte[]... parts) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.write(part);
        }
        return Files.write(directory.resolve("parts.jsonl.gz"), all.toByteArray());
    }

    private static byte[] gz(String content) {
        return EventFiles.gz(content.getBytes(UTF_8));
    }

    private EventFile open(String name, String content) throws IOException {
        return EventFile.open(Files.write(directory.resolve(name), bytes(name, content)), inbox, MAX_BYTES);
    }

    private static byte[] bytes(String name, String content) {
        byte[] bytes = content.getBytes(UTF_8);
        return Inbox.isGz(Path.of(name)) ? EventFiles.gz(bytes) : bytes;
    }

    private static List<Frame> frames(EventFile file) throws IOException {
        List<Frame> frames = new ArrayList<>();
        for (Optional<Frame> frame = file.frames().next();
                frame.isPresent();
                frame = file.frames().next()) {
            frames.add(frame.get());
        }
        return frames;
    }

    private static List<String> read(EventFile file) throws IOException {
        return frames(file).stream()
                .map(frame -> new String(frame.bytes(), UTF_8))
                .toList();
    }
}
