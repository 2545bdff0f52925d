package io.github.podsights.camel.identity;

import io.github.podsights.camel.event.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** A SHA-256, in little memory: a store may hold a million pairs of them. */
public record Digest(long first, long second, long third, long fourth) {

    /** How many bytes it has. */
    public static final int BYTES = 32;

    /** The digest of a text in UTF-8. */
    static Digest of(String text) {
        return of(Sha256.digest().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** The digest that stands in {@value #BYTES} bytes. */
    static Digest of(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new Digest(buffer.getLong(), buffer.getLong(), buffer.getLong(), buffer.getLong());
    }

    /** The digest that stands in 64 hex digits. */
    static Digest ofHex(String hex) {
        return of(HexFormat.of().parseHex(hex));
    }

    /** Its {@value #BYTES} bytes. */
    byte[] bytes() {
        return ByteBuffer.allocate(BYTES)
                .putLong(first)
                .putLong(second)
                .putLong(third)
                .putLong(fourth)
                .array();
    }

    /** 64 lower-case hex digits. */
    public String hex() {
        return HexFormat.of().formatHex(bytes());
    }
}
