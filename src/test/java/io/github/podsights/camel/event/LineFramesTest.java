package io.github.podsights.camel.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineFramesTest {

    @Test
    void givesEachLineWithItsNumberAndSkipsBlankOnes() {
        List<Frame> frames = frames(FrameTexts.file("byte-order-mark-blank-lines-no-last-line-end.jsonl"));
        assertThat(frames)
                .extracting(FrameTexts::text)
                .containsExactly(
                        "{\"event\":\"first\"}",
                        "{\"event\":\"fourth line\"}",
                        "{\"event\":\"last, without line end\"}");
        assertThat(frames).extracting(Frame::line).containsExactly(1L, 4L, 6L);
        assertThat(frames).extracting(Frame::index).containsExactly(0L, 1L, 2L);
        assertThat(frames).extracting(FrameTexts::verdict).containsOnly("event");
    }

    @Test
    void saysWhereReadingResumes() {
        List<Frame> frames = frames("{}\r\n\n{\"a\":1}\n[]".getBytes(UTF_8));
        assertThat(frames).extracting(Frame::endOffset).containsExactly(4L, 13L, 15L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n \t\r\n\n", "\ufeff", "\ufeff\n"})
    void findsNoEventInAnEmptyFile(String file) {
        assertThat(frames(file.getBytes(UTF_8))).isEmpty();
    }

    @Test
    void takesAByteOrderMarkOnlyAtTheStart() {
        List<Frame> frames = frames("{}\n\ufeff{}".getBytes(UTF_8));
        assertThat(frames).extracting(FrameTexts::verdict).containsExactly("event", "no_object");
    }

    @Test
    void keepsACarriageReturnThatEndsNoLine() {
        List<Frame> frames = frames("a\rb\r\r\nc\r".getBytes(UTF_8));
        assertThat(frames).extracting(FrameTexts::text).containsExactly("a\rb\r", "c");
    }

    @Test
    void takesALineOfTheLargestSizeBesideItsLineEnd() {
        byte[] file = "12345\r\n123456\r\n".getBytes(UTF_8);
        List<Frame> frames = FrameTexts.all(new LineFrames(new ByteArrayInputStream(file), Position.START, 5));
        assertThat(frames).extracting(Frame::tooLarge).containsExactly(false, true);
        assertThat(frames.get(1).length()).isEqualTo(6);
        assertThat(frames.get(1).sha256()).contains(sha256("123456".getBytes(UTF_8)));
        assertThat(FrameTexts.text(frames.get(1))).isEqualTo("123456");
    }

    @ParameterizedTest
    @ValueSource(ints = {1_048_577, 1_048_577 + 65_535, 3_000_000})
    void keepsTheFirst64KiBOfALineThatIsTooLarge(int size) {
        byte[] line = "x".repeat(size).getBytes(UTF_8);
        byte[] file = ("{}\n" + new String(line, UTF_8) + "\r\n{}\n").getBytes(UTF_8);
        List<Frame> frames = frames(file);
        assertThat(frames).extracting(FrameTexts::verdict).containsExactly("event", "too_large", "event");
        Frame frame = frames.get(1);
        assertThat(frame.bytes()).hasSize(65_536);
        assertThat(frame.length()).isEqualTo(size);
        assertThat(frame.sha256()).contains(sha256(line));
        assertThat(frames.get(2).line()).isEqualTo(3);
    }

    @Test
    void takesALineOf1MiB() {
        byte[] file = ("{\"a\":\"" + "x".repeat(1_048_576 - 8) + "\"}\n{}").getBytes(UTF_8);
        assertThat(frames(file)).extracting(FrameTexts::verdict).containsExactly("event", "event");
    }

    @Test
    void resumesInAFileThatHasGrown() {
        Position end = frames("{}\n{\"a\":1}".getBytes(UTF_8)).get(1).end();
        byte[] grown = "{}\n{\"a\":1}\n{\"b\":2}\n".getBytes(UTF_8);
        Frame frame = FrameTexts.all(LineFrames::new, grown, end).get(0);
        assertThat(FrameTexts.text(frame)).isEqualTo("{\"b\":2}");
        assertThat(frame.line()).isEqualTo(3);
        assertThat(frame.index()).isEqualTo(2);
    }

    @Test
    void handsOnTheFailureOfItsStream() throws IOException {
        InputStream closed = InputStream.nullInputStream();
        closed.close();
        assertThatIOException().isThrownBy(() -> new LineFrames(closed, Position.START, 100).next());
    }

    @Test
    void refusesAnImpossibleSizeAndAnImpossiblePosition() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LineFrames(InputStream.nullInputStream(), Position.START, 0))
                .withMessageContaining("podsights.event.max-bytes");
        assertThatIllegalArgumentException().isThrownBy(() -> new Position(-1, 1, 0, Position.Place.START));
        assertThatIllegalArgumentException().isThrownBy(() -> new Position(0, 0, 0, Position.Place.START));
        assertThatIllegalArgumentException().isThrownBy(() -> new Position(0, 1, -1, Position.Place.START));
    }

    private static List<Frame> frames(byte[] file) {
        return FrameTexts.all(LineFrames::new, file, Position.START);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
