package io.github.podsights.camel.collector;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Finds the id in a body by looking at its bytes alone: parsing JSON for each request would limit a measurement. */
final class BodyScan {

    /** The hash of nothing. */
    static final long NONE = 0;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] quotedField;

    BodyScan(String field) {
        quotedField = ('"' + field + '"').getBytes(StandardCharsets.UTF_8);
    }

    /** The hash of the field's first value, a string or a number, as it is written; {@link #NONE} if there is none. */
    long idIn(byte[] body) {
        int last = body.length - quotedField.length;
        for (int i = 0; i <= last; i++) {
            if (body[i] == '"' && matches(body, i)) {
                int colon = skipBlanks(body, i + quotedField.length);
                if (colon < body.length && body[colon] == ':') {
                    return valueAt(body, skipBlanks(body, colon + 1));
                }
            }
        }
        return NONE;
    }

    private boolean matches(byte[] body, int from) {
        for (int i = 1; i < quotedField.length; i++) {
            if (body[from + i] != quotedField[i]) {
                return false;
            }
        }
        return true;
    }

    private static int skipBlanks(byte[] body, int from) {
        int i = from;
        while (i < body.length && (body[i] == ' ' || body[i] == '\t' || body[i] == '\n' || body[i] == '\r')) {
            i++;
        }
        return i;
    }

    private static long valueAt(byte[] body, int from) {
        if (from >= body.length) {
            return NONE;
        }
        if (body[from] == '"') {
            int end = from + 1;
            while (end < body.length && body[end] != '"') {
                end += body[end] == '\\' ? 2 : 1;
            }
            return end < body.length ? hash(body, from + 1, end) : NONE;
        }
        int end = from;
        while (end < body.length && (body[end] == '-' || body[end] == '.' || Character.isLetterOrDigit(body[end]))) {
            end++;
        }
        boolean number = end > from && (body[from] == '-' || Character.isDigit(body[from]));
        return number ? hash(body, from, end) : NONE;
    }

    /** A hash of 64 bits, never {@link #NONE}: among a million values two meet once in 37 million runs. */
    static long hash(byte[] bytes, int from, int to) {
        long hash = 0x9E3779B97F4A7C15L ^ (to - from);
        int i = from;
        for (; i + Long.BYTES <= to; i += Long.BYTES) {
            hash = mix(hash ^ (long) LONGS.get(bytes, i));
        }
        long rest = 0;
        for (; i < to; i++) {
            rest = (rest << Byte.SIZE) | (bytes[i] & 0xFF);
        }
        hash = mix(mix(hash ^ rest));
        return hash == NONE ? 1 : hash;
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
