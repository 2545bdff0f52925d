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
 * How far a file is settled, kept in a small file beside it. It has two slots, written in turn: each a line of JSON with a
 * sequence number, and its checksum. A write that was torn, by a kill, a full disk or a power cut, is seen by the checksum;
 * the slot before it stands, and at most what was settled since then comes again. Room for both slots is taken at the
 * beginning, so that a disk that becomes full meanwhile does not matter.
 */
final class ProgressFile implements Progress<Position>, AutoCloseable {

    /** More than a line is long when as many events as possible wait behind a straggler. */
    static final int SLOT = 16 * 1024;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path path;
    /** No channel: that would be closed for good by the first thread that is interrupted while it writes. */
    private final RandomAccessFile out;

    /** What is the same in each line; written for thousands of events a second, so not by Jackson. */
    private final String prefix;

    private final Position start;
    private final BitSet settledBeyond;
    private long sequence;
    private int slot;

    private ProgressFile(Path path, FileIdentity identity, RandomAccessFile out, Kept kept) {
        this.path = path;
        this.out = out;
        this.prefix = ",\"file\":" + TextNode.valueOf(identity.key())
                + ",\"head_length\":" + identity.headLength()
                + ",\"head_checksum\":" + identity.headChecksum()
                + ",\"offset\":";
        boolean same = kept.isOf(identity);
        this.start = same ? kept.position() : Position.START;
        this.settledBeyond = same ? kept.settledBeyond() : new BitSet();
        this.sequence = kept.sequence() + 1;
        this.slot = 1 - kept.slot();
    }

    /**
     * Opens the progress of a file; one of another file of the same name is not taken.
     *
     * @param identity what tells the file from another one of the same name
     */
    static ProgressFile open(Path path, FileIdentity identity) throws IOException {
        Kept kept = Files.exists(path) ? newest(Files.readAllBytes(path)) : Kept.NOTHING;
        RandomAccessFile out = new RandomAccessFile(path.toFile(), "rw");
        try {
            int length = (int) Math.min(out.length(), 2 * SLOT);
            out.seek(length);
            out.write(new byte[2 * SLOT - length]);
            return new ProgressFile(path, identity, out, kept);
        } catch (IOException e) {
            out.close();
            throw e;
        }
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
        String line = "{\"sequence\":" + sequence
                + prefix
                + position.offset()
                + ",\"line\":" + position.line()
                + ",\"index\":" + position.index()
                + ",\"place\":\"" + position.place().name()
                + "\",\"settled_beyond\":\""
                + Base64.getEncoder().encodeToString(beyond.toByteArray()) + "\"}";
        byte[] text = line.getBytes(StandardCharsets.UTF_8);
        byte[] checksum = (" " + checksum(text) + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] record = Arrays.copyOf(text, text.length + checksum.length);
        System.arraycopy(checksum, 0, record, text.length, checksum.length);
        if (record.length > SLOT) {
            throw new IOException("too many events wait behind one that is not settled");
        }
        out.seek((long) slot * SLOT);
        out.write(record);
        // Only now: one that failed is written again into the same slot, never over the one that is whole.
        sequence++;
        slot = 1 - slot;
    }

    private static Kept newest(byte[] file) throws IOException {
        Kept first = read(file, 0);
        Kept second = read(file, 1);
        return second.sequence() > first.sequence() ? second : first;
    }

    private static Kept read(byte[] file, int slot) throws IOException {
        int from = Math.min(slot * SLOT, file.length);
        int to = Math.min(from + SLOT, file.length);
        String text = new String(file, from, to - from, StandardCharsets.ISO_8859_1);
        int end = text.indexOf('\n');
        int blank = end < 0 ? -1 : text.lastIndexOf(' ', end);
        if (blank < 0) {
            return Kept.NOTHING;
        }
        byte[] line = Arrays.copyOfRange(file, from, from + blank);
        return checksum(line).equals(text.substring(blank + 1, end))
                ? new Kept(slot, JSON.readTree(line))
                : Kept.NOTHING;
    }

    /** What a slot holds; in the second one as long as there is nothing, so that the first one is written first. */
    private record Kept(int slot, JsonNode json) {

        static final Kept NOTHING = new Kept(1, JSON.createObjectNode());

        long sequence() {
            return json.path("sequence").asLong();
        }

        boolean isOf(FileIdentity identity) {
            return identity.continues(
                    json.path("file").asText(),
                    json.path("head_length").asInt(-1),
                    json.path("head_checksum").asLong());
        }

        Position position() {
            return new Position(
                    json.path("offset").asLong(),
                    json.path("line").asLong(),
                    json.path("index").asLong(),
                    Position.Place.valueOf(json.path("place").asText()));
        }

        BitSet settledBeyond() {
            return BitSet.valueOf(
                    Base64.getDecoder().decode(json.path("settled_beyond").asText()));
        }
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
