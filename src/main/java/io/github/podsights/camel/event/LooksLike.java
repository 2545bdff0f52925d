package io.github.podsights.camel.event;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What bytes that are no event look like, by their beginning: whoever finds an unreadable event mostly has a producer that
 * writes something else, and wants to know what. It runs only after the event was refused, and shows nothing of it.
 *
 * @param what such as {@code gzip}
 * @param remedy what to do about it; empty if there is nothing to say
 */
record LooksLike(String what, String remedy) {

    private static final String DECOMPRESS = "decompress it before";
    private static final String CONVERT = "convert it to JSON before";
    private static final String ENCODE = "write it as UTF-8";

    /** Bytes that a known format begins with. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Start(byte[] bytes, LooksLike like) {

        Start(String hex, String what, String remedy) {
            this(HexFormat.of().parseHex(hex), new LooksLike(what, remedy));
        }

        boolean isAt(byte[] whole, int offset, int length) {
            return length >= bytes.length
                    && Arrays.equals(whole, offset, offset + bytes.length, bytes, 0, bytes.length);
        }
    }

    private static final List<Start> STARTS = List.of(
            new Start("1f8b", "gzip", DECOMPRESS + "; a file of events in gzip is named .gz"),
            new Start("28b52ffd", "zstd", DECOMPRESS),
            new Start("04224d18", "LZ4", DECOMPRESS),
            new Start("82534e4150505900", "Snappy", DECOMPRESS),
            new Start("ff060000734e61507059", "Snappy", DECOMPRESS),
            new Start("504b0304", "a ZIP archive", DECOMPRESS),
            new Start("aced0005", "a serialized Java object", CONVERT),
            new Start("4f626a01", "an Avro file", CONVERT),
            new Start("50415231", "a Parquet file", CONVERT),
            new Start("fffe0000", "UTF-32", ENCODE),
            new Start("0000feff", "UTF-32", ENCODE),
            new Start("fffe", "UTF-16", ENCODE),
            new Start("feff", "UTF-16", ENCODE),
            new Start("3c", "XML or HTML", CONVERT));

    private static final LooksLike NOTHING = new LooksLike("no bytes, as of a tombstone or an empty record", "");

    /** Enough to tell wide characters from a schema's id. */
    private static final int WIDE_BYTES = 8;

    private static final int LARGEST_ID = 1 << 24;

    /** What part of an array looks like; empty if it is nothing that is known. */
    static Optional<LooksLike> of(byte[] bytes, int offset, int length) {
        if (length == 0) {
            return Optional.of(NOTHING);
        }
        for (Start start : STARTS) {
            if (start.isAt(bytes, offset, length)) {
                return Optional.of(start.like());
            }
        }
        // Wide characters first: read as the id of a schema they would be an unlikely one.
        for (int width : new int[] {2, 4}) {
            if (isWide(bytes, offset, Math.min(length, WIDE_BYTES), width)) {
                return Optional.of(new LooksLike("UTF-" + 8 * width, ENCODE));
            }
        }
        return schemaId(bytes, offset, length)
                .map(id -> new LooksLike(
                        "the wire format of a schema registry (Avro, Protobuf or JSON Schema; schema id " + id + ")",
                        CONVERT + ", or have its producer write plain JSON"));
    }

    /** Whether there are at least two characters of {@code width} bytes, of each of which all bytes but the same one are 0. */
    private static boolean isWide(byte[] bytes, int offset, int length, int width) {
        int used = bytes[offset] == 0 ? width - 1 : 0;
        for (int i = 0; i < length / width * width; i++) {
            if ((bytes[offset + i] != 0) != (i % width == used)) {
                return false;
            }
        }
        return length >= 2 * width;
    }

    /** A zero, and the id in four bytes. Registries count from 1, and none has come to 16 million. */
    private static Optional<Integer> schemaId(byte[] bytes, int offset, int length) {
        if (length < 5 || bytes[offset] != 0) {
            return Optional.empty();
        }
        return Optional.of(ByteBuffer.wrap(bytes, offset + 1, 4).getInt()).filter(id -> id > 0 && id < LARGEST_ID);
    }
}
