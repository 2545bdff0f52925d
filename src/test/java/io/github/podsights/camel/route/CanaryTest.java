package io.github.podsights.camel.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A search that finds nothing must be known to find something. */
class CanaryTest {

    private final Canary canary = new Canary("jane@x.example", "pixel-key");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jane@x.example",
                "to JANE@X.Example, please",
                "jane%40x.example",
                "jane%2540x.example",
                "jane%252540x.example",
                "%6aane\\u0040x.example",
                "{\\\"e\\\":\\\"jane\\\\u0040x.example\\\"}",
                "\\u006A\\u0061\\u006e\\u0065@x.example",
                "key=Pixel-Key"
            })
    void findsASecretHoweverItIsWritten(String text) {
        assertThat(canary.in(text)).isPresent();
        assertThat(canary.in(base64("before " + text + " after"))).isPresent();
        assertThat(canary.in(text.getBytes(StandardCharsets.UTF_16LE))).isPresent();
        assertThat(canary.in(text.getBytes(StandardCharsets.UTF_16BE))).isPresent();
    }

    @Test
    void findsASecretInGzipAndInBase64OfIt() throws IOException {
        byte[] gzip = gzip("mail of jane@x.example");

        assertThat(canary.in(gzip)).isPresent();
        assertThat(canary.in("{\"event_base64\":\"" + Base64.getEncoder().encodeToString(gzip) + "\"}"))
                .isPresent();
        assertThat(canary.in(Base64.getUrlEncoder().encodeToString(gzip))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "jane@y.example", "86e0b9e56c17cc4d12387e1949b85053fbe73bc3ce5a1188713a9d300cc6133d"})
    void findsNothingWhereThereIsNothing(String text) {
        assertThat(canary.in(text)).isEmpty();
        assertThat(canary.in(base64(text))).isEmpty();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
