package io.github.podsights.camel.route.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.podsights.camel.event.Position;
import io.github.podsights.camel.settlement.Progress;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.zip.CRC32;

/**
 * How far a file is settled, kept in a small file beside it: a line of JSON and its checksum, written over in place, so
 * that it needs no room on a disk that became full meanwhile. A process that is killed leaves it whole; what a power cut
 * tears is seen by the checksum, and the file is then read from its beginning again.
 */
final class ProgressFile implements Progress<Position>, AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path path;
    /** No channel: that would be closed for good by the first thread that is interrupted while it writes. */
    private final RandomAccessFile out;

    /** What the line begins with, whatever the position; written for thousands of events a second, so not by Jackson. */
    private final String prefix;

    private final Position start;
    private final BitSet settledBeyond;
    private int written;

    private ProgressFile(Path path, String identity, RandomAccessFile out, Position start, BitSet settledBeyond) {
        this.path = path;
        this.out = out;
        this.prefix = "{\"file\":" + TextNode.valueOf(identity) + ",\"offset\":";
        this.start = start;
        this.settledBeyond = settledBeyond;
    }

    /**
     * Opens the progress of a file; one of another file of the same name is not taken.
     *
     * @param identity what tells the file from another one of the same name
     */
    static ProgressFile open(Path path, String identity) throws IOException {
        Position start = Position.START;
        BitSet settledBeyond = new BitSet();
        if (Files.exists(path)) {
            JsonNode kept = read(path);
            if (kept != null && kept.path("file").asText().equals(identity)) {
                start = new Position(
                        kept.path("offset").asLong(),
                        kept.path("line").asLong(),
                        kept.path("index").asLong(),
                        Position.Place.valueOf(kept.path("place").asText()));
                settledBeyond = BitSet.valueOf(
                        Base64.getDecoder().decode(kept.path("settled_beyond").asText()));
            }
        }
        RandomAccessFile out = new RandomAccessFile(path.toFile(), "rw");
        ProgressFile file = new ProgressFile(path, identity, out, start, settledBeyond);
        file.written = (int) out.length();
        return file;
    }

    /** Everything before it is settled. */
    Position start() {
        return start;
    }

    /** Which of the events after it are settled too, counted from 0. */
    BitSet settledBeyond() {
        return settledBeyond;
    }

    @Override
    public void save(Position position, BitSet beyond) throws IOException {
        String line = prefix
                + position.offset()
                + ",\"line\":" + position.line()
                + ",\"index\":" + position.index()
                + ",\"place\":\"" + position.place().name()
                + "\",\"settled_beyond\":\""
                + Base64.getEncoder().encodeToString(beyond.toByteArray()) + "\"}";
        byte[] text = line.getBytes(StandardCharsets.UTF_8);
        byte[] record = (line + " " + checksum(text)).getBytes(StandardCharsets.UTF_8);
        // Blanks over what was longer before: one write, and never a file that is cut and not yet written.
        byte[] whole = Arrays.copyOf(record, Math.max(record.length, written));
        Arrays.fill(whole, record.length, whole.length, (byte) ' ');
        out.seek(0);
        out.write(whole);
        written = whole.length;
    }

    private static JsonNode read(Path path) throws IOException {
        String text = Files.readString(path, StandardCharsets.ISO_8859_1).stripTrailing();
        int end = text.lastIndexOf(' ');
        if (end < 0
                || !checksum(text.substring(0, end).getBytes(StandardCharsets.ISO_8859_1))
                        .equals(text.substring(end + 1))) {
            return null;
        }
        return JSON.readTree(text.substring(0, end).getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String checksum(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return Long.toHexString(crc.getValue());
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
