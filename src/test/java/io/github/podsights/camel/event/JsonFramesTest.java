package io.github.podsights.camel.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class JsonFramesTest {

    @Test
    void takesOneObjectOverManyLines() {
        List<Frame> frames = frames(FrameTexts.file("pretty-printed-object.json"));
        assertThat(frames).extracting(FrameTexts::verdict).containsExactly("event");
        assertThat(frames.get(0).line()).isEqualTo(2);
        assertThat(frames.get(0).end().line()).isEqualTo(7);
    }

    @Test
    void takesEachElementOfAnArray() {
        List<Frame> frames = frames(FrameTexts.file("array-with-odd-elements.json"));
        assertThat(frames)
                .extracting(FrameTexts::verdict)
                .containsExactly("event", "no_object", "event", "no_object", "no_object", "event");
        assertThat(frames).extracting(Frame::line).containsExactly(2L, 3L, 4L, 5L, 6L, 7L);
        assertThat(frames).extracting(Frame::index).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
        assertThat(FrameTexts.text(frames.get(4))).isEqualTo("null");
    }

    @Test
    void givesTheRestOfAnArrayThatBreaksOff() {
        List<Frame> frames = frames(FrameTexts.file("array-that-breaks-off.json"));
        assertThat(frames).extracting(FrameTexts::verdict).containsExactly("event", "event", "broken_json");
        assertThat(FrameTexts.text(frames.get(2))).isEqualTo("{\"event\": \"thi");
    }

    @Test
    void saysThatAnArrayBreaksOffBetweenElements() {
        List<Frame> frames = frames(FrameTexts.file("array-that-breaks-off-between-elements.json"));
        assertThat(frames).extracting(FrameTexts::verdict).containsExactly("event", "event", "broken_json");
        assertThat(frames.get(2).bytes()).isEmpty();
        assertThat(frames.get(2).fault()).contains(Frame.Fault.NO_END);
        assertThat(frames.get(2).unreadable())
                .get()
                .extracting(Throwable::getMessage)
                .isEqualTo("broken JSON at line 4 of the file:"
                        + " found the end of the file, expected the rest of the array");
    }

    @Test
    void goesOnAfterMisplacedCommas() {
        List<Frame> frames = frames(FrameTexts.file("array-with-misplaced-commas.json"));
        assertThat(frames)
                .extracting(FrameTexts::verdict)
                .containsExactly("event", "broken_json", "event", "broken_json", "event", "broken_json");
        assertThat(frames).extracting(Frame::line).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(FrameTexts.text(frames.get(3))).contains("fourth");
    }

    @Test
    void givesWhatFollowsTheArrayAsOneUnreadableFrame() {
        List<Frame> frames = frames(FrameTexts.file("array-with-more-after-it.json"));
        assertThat(frames).extracting(FrameTexts::verdict).containsExactly("event", "trailing_content");
        assertThat(FrameTexts.text(frames.get(1)))
                .isEqualTo("{\"event\": \"after the array\"}\n{\"event\": \"and another\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"a":1} {"b":2}     | event, trailing_content
            {"a":1},            | event, trailing_content
            {"a":1}}            | event, trailing_content
            {"a":1              | broken_json
            "{}"                | no_object
            null {}             | no_object
            tru                 | no_object
            [                   | broken_json
            [,                  | broken_json, broken_json
            [,]                 | broken_json, broken_json
            [{"a":1},           | event, broken_json
            [1                  | no_object
            ["a                 | no_object
            [{"a":1]            | broken_json, broken_json
            [{"a":1}}, {}]      | event, broken_json, event
            [{} x "," {,} , {}] | event, broken_json, event
            [{}]]               | event, trailing_content
            []{}                | trailing_content
            """)
    void losesNothingOfABrokenFile(String file, String verdicts) {
        assertThat(frames(file.getBytes(UTF_8))).extracting(FrameTexts::verdict).containsExactly(verdicts.split(", "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \r\n\t", "[]", "\ufeff[ \n ] \n", "\ufeff"})
    void findsNoEventInAnEmptyFileOrArray(String file) {
        assertThat(frames(file.getBytes(UTF_8))).isEmpty();
    }

    @Test
    void skipsAByteOrderMarkAtTheStart() {
        assertThat(frames("\ufeff [{},{}]".getBytes(UTF_8)))
                .extracting(FrameTexts::verdict)
                .containsExactly("event", "event");
    }

    @Test
    void keepsTheFirst64KiBOfAnElementThatIsTooLarge() {
        String large = "{\"a\":\"" + "x".repeat(2_000_000) + "\"}";
        List<Frame> frames = frames(("[{}, " + large + " , {}]").getBytes(UTF_8));
        assertThat(frames).extracting(FrameTexts::verdict).containsExactly("event", "too_large", "event");
        assertThat(frames.get(1).bytes()).hasSize(65_536);
        assertThat(frames.get(1).length()).isEqualTo(large.length());
        assertThat(frames.get(1).sha256().orElseThrow()).hasSize(64);
    }

    @Test
    void isNotHurtByDeepNesting() {
        List<Frame> frames = frames(("[{}," + "[".repeat(5_000_000)).getBytes(UTF_8));
        assertThat(frames).extracting(FrameTexts::verdict).containsExactly("event", "too_large");
    }

    @Test
    void saysItIsAtTheEndAsOftenAsItIsAsked() throws Exception {
        Frames frames = new JsonFrames(new ByteArrayInputStream("[{}".getBytes(UTF_8)), Position.START, 100);
        assertThat(FrameTexts.all(frames)).hasSize(2);
        assertThat(frames.next()).isEmpty();
    }

    private static List<Frame> frames(byte[] file) {
        return FrameTexts.all(JsonFrames::new, file, Position.START);
    }
}
