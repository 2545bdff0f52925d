package io.github.podsights.camel.route;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import net.jqwik.api.RandomGenerator;

/** Events as the lines of a file: written in odd ways, too deep, too large, broken, no UTF-8, or twice. The same for a seed. */
final class HostileLines {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final int MIB = 1 << 20;

    private final Random random;
    private final RandomGenerator<ObjectNode> events;
    private byte[] last = "{}".getBytes(StandardCharsets.UTF_8);

    HostileLines(long seed) {
        random = new Random(seed);
        events = HostileEvents.events().generator(1_000);
    }

    /** The next line, never blank, without a line end. */
    byte[] next() {
        if (random.nextInt(50) != 0) {
            last = mutated(written(events.next(random).value()));
        }
        return last;
    }

    /** As JSON; each half of a surrogate pair as an escape, and sometimes each {@code @} and each letter that is no ASCII. */
    private String written(ObjectNode event) {
        boolean escapeAt = random.nextInt(4) == 0;
        boolean ascii = random.nextInt(4) == 0;
        StringBuilder json = new StringBuilder();
        for (char c : text(event).toCharArray()) {
            if (Character.isSurrogate(c) || (escapeAt && c == '@') || (ascii && c > '~')) {
                json.append(String.format(random.nextBoolean() ? "\\u%04x" : "\\u%04X", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.toString();
    }

    private static String text(ObjectNode event) {
        try {
            return JSON.writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] mutated(String json) {
        return switch (random.nextInt(400)) {
            case 0 -> utf8(padded(json, random.nextInt(MIB - 10_000)));
            case 1 -> random.nextInt(8) == 0 ? utf8(padded(json, MIB + random.nextInt(MIB))) : utf8(json);
            case 2, 3, 4, 5 -> utf8(nested(json, 150 + random.nextInt(60)));
            case 6, 7, 8, 9, 10, 11 -> inserted(json, new byte[] {(byte) (0x80 + random.nextInt(0x80))});
            case 12, 13, 14, 15, 16, 17 -> inserted(json, utf8(",{[]}\":".substring(random.nextInt(6))));
            case 18, 19 -> utf8(json + json);
            case 20, 21 -> utf8(json.replaceFirst("\\{", "{\"type\":\"page\","));
            case 22, 23 -> utf8("[" + json + "]");
            case 24, 25 -> utf16(json);
            case 26 -> utf8("\ufeff" + json);
            case 27 -> inserted(padded(json, 70_000), new byte[] {(byte) 0xc3});
            case 28 -> utf8("\"" + json.replace("\\", "\\\\").replace("\"", "\\\"") + "\"");
            default -> utf8(json);
        };
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Unless a byte of it is a line end. */
    private static byte[] utf16(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_16LE);
        return new String(bytes, StandardCharsets.ISO_8859_1).indexOf('\n') < 0 ? bytes : utf8(text);
    }

    private static String padded(String json, int bytes) {
        return "{\"padding\":\"" + "lorem ipsum ".repeat(bytes / 12) + "\"," + json.substring(1);
    }

    private static String nested(String json, int depth) {
        return "{\"deep\":" + "[".repeat(depth) + json + "]".repeat(depth) + "," + json.substring(1);
    }

    /** Bytes where no address can be cut by them. */
    private byte[] inserted(String json, byte[] bytes) {
        int at = json.indexOf(',', random.nextInt(json.length()));
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        line.writeBytes(utf8(json.substring(0, at + 1)));
        line.writeBytes(bytes);
        line.writeBytes(utf8(json.substring(at + 1)));
        return line.toByteArray();
    }
}
