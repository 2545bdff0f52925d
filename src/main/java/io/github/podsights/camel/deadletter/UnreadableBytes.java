package io.github.podsights.camel.deadletter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.podsights.camel.event.Frame;
import io.github.podsights.camel.event.Received;
import io.github.podsights.camel.event.Sha256;
import io.github.podsights.camel.identity.Redaction;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The bytes of an event that can't be read, as a dead letter keeps them: e-mail-like text replaced by its hash, and of
 * more than 64 KiB only the first 64 KiB.
 *
 * @param bytes what is kept
 * @param length bytes of the whole; 0 if it is kept whole
 * @param sha256 of the whole, lower-case hex; null if it is kept whole
 */
@SuppressWarnings("ArrayRecordComponent") // lives as long as one dead letter is written, and is compared by nobody
record UnreadableBytes(byte[] bytes, long length, String sha256) {

    private static final int LONGEST_TAIL = 4 * 1024;

    /** @param most how many bytes are kept of one that has more */
    static UnreadableBytes of(Received received, int most) {
        Optional<Frame> tooLarge = received.frame().filter(Frame::tooLarge);
        if (tooLarge.isPresent()) {
            return new UnreadableBytes(
                    first(Redaction.redact(withoutTornTail(received.bytes())), most),
                    tooLarge.get().length(),
                    tooLarge.get().sha256().orElseThrow());
        }
        byte[] redacted = Redaction.redact(received.bytes());
        if (received.bytes().length <= most) {
            return new UnreadableBytes(redacted, 0, null);
        }
        return new UnreadableBytes(first(redacted, most), received.bytes().length, sha256(received.bytes()));
    }

    private static byte[] first(byte[] bytes, int most) {
        return bytes.length <= most ? bytes : Arrays.copyOf(bytes, most);
    }

    void putInto(ObjectNode json) {
        json.put("event_base64", Base64.getEncoder().encodeToString(bytes));
        if (sha256 != null) {
            json.put("event_length", length);
            json.put("event_sha256", sha256);
        }
    }

    /** An address that the cut went through would not be seen as one: what stands after the last boundary goes. */
    private static byte[] withoutTornTail(byte[] bytes) {
        for (int end = bytes.length; end > Math.max(0, bytes.length - LONGEST_TAIL); end--) {
            byte last = bytes[end - 1];
            if (last == '"' || last == ',' || last == ' ' || last == '\n' || last == '\t') {
                return Arrays.copyOf(bytes, end);
            }
        }
        return Arrays.copyOf(bytes, Math.max(0, bytes.length - LONGEST_TAIL));
    }

    private static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(Sha256.digest().digest(bytes));
    }
}
