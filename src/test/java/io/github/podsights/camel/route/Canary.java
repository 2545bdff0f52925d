package io.github.podsights.camel.route;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * Looks for texts that must not be found, whatever they hide in: base64, gzip, percent-encoding, JSON's escapes and UTF-16,
 * in each other up to {@value #DEPTH} deep, in any case of letters.
 */
public final class Canary {

    private static final int DEPTH = 4;

    private static final int EXCERPT = 60;

    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{16,}={0,2}");

    private static final Pattern PERCENT = Pattern.compile("%([0-9A-Fa-f]{2})");

    private static final Pattern ESCAPE = Pattern.compile("\\\\+u([0-9A-Fa-f]{4})");

    private final List<String> secrets;

    /** @param secrets of ASCII */
    public Canary(String... secrets) {
        this.secrets = List.of(secrets).stream()
                .map(secret -> secret.toLowerCase(Locale.ROOT))
                .toList();
    }

    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Layer(byte[] bytes, int depth) {}

    /** What surrounds the first of the secrets that is found. */
    Optional<String> in(String text) {
        return in(text.getBytes(StandardCharsets.UTF_8));
    }

    /** What surrounds the first of the secrets that is found. */
    public Optional<String> in(byte[] bytes) {
        Deque<Layer> layers = new ArrayDeque<>(List.of(new Layer(bytes, 0)));
        Set<String> seen = new HashSet<>();
        while (!layers.isEmpty()) {
            Layer layer = layers.pop();
            String text = new String(layer.bytes(), StandardCharsets.ISO_8859_1);
            Optional<String> found = plainly(text);
            if (found.isPresent()) {
                return found;
            }
            if (layer.depth() < DEPTH && seen.add(text)) {
                within(text, layer, layers);
            }
        }
        return Optional.empty();
    }

    private Optional<String> plainly(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        for (String secret : secrets) {
            int at = lower.indexOf(secret);
            if (at >= 0) {
                return Optional.of(text.substring(
                        Math.max(0, at - EXCERPT), Math.min(text.length(), at + secret.length() + EXCERPT)));
            }
        }
        return Optional.empty();
    }

    private static void within(String text, Layer layer, Deque<Layer> layers) {
        int deeper = layer.depth() + 1;
        if (text.indexOf('%') >= 0) {
            layers.push(new Layer(replaced(PERCENT, text), deeper));
        }
        if (text.indexOf('\\') >= 0) {
            layers.push(new Layer(replaced(ESCAPE, text), deeper));
        }
        if (text.indexOf('\0') >= 0) {
            layers.push(new Layer(text.replace("\0", "").getBytes(StandardCharsets.ISO_8859_1), deeper));
        }
        Matcher base64 = BASE64.matcher(text);
        while (base64.find()) {
            decoded(base64.group()).ifPresent(bytes -> layers.push(new Layer(bytes, deeper)));
        }
        for (int i = text.indexOf("\u001f\u008b"); i >= 0; i = text.indexOf("\u001f\u008b", i + 1)) {
            layers.push(new Layer(gunzipped(layer.bytes(), i), deeper));
        }
    }

    private static byte[] replaced(Pattern pattern, String text) {
        return pattern.matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(
                        Character.toString((char) (HexFormat.fromHexDigits(match.group(1)) & 0xFF))))
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Optional<byte[]> decoded(String run) {
        String digits = run.replace('-', '+').replace('_', '/').replace("=", "");
        try {
            return Optional.of(Base64.getDecoder().decode(digits.substring(0, digits.length() / 4 * 4)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static byte[] gunzipped(byte[] bytes, int from) {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes, from, bytes.length - from))) {
            in.transferTo(plain);
        } catch (IOException e) {
            // No gzip after all, or cut: what came out so far is looked at.
        }
        return plain.toByteArray();
    }
}
