package io.github.podsights.camel.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class FramesPropertyTest {

    @Property
    void linesResumeAtAnyFrame(@ForAll("files") String file) {
        assertResumesAnywhere(LineFrames::new, file.getBytes(UTF_8));
    }

    @Property
    void elementsResumeAtAnyFrame(@ForAll("files") String file) {
        assertResumesAnywhere(JsonFrames::new, file.getBytes(UTF_8));
    }

    @Property
    void elementsOfAnArrayResumeAtAnyFrame(@ForAll("files") String file) {
        assertResumesAnywhere(JsonFrames::new, ("[" + file).getBytes(UTF_8));
    }

    @Property
    void noByteVanishes(@ForAll("files") String file) {
        List<Frame> lines = FrameTexts.all(LineFrames::new, file.getBytes(UTF_8), Position.START);
        assertThat(content(lines)).isEqualTo(content(file));
        List<Frame> elements = FrameTexts.all(JsonFrames::new, ("[" + file).getBytes(UTF_8), Position.START);
        assertThat(content(elements)).isEqualTo(content(file));
    }

    @Property
    void oneByteAtATimeGivesTheSame(@ForAll("files") String file) {
        byte[] bytes = file.getBytes(UTF_8);
        for (FrameTexts.Opener opener : List.<FrameTexts.Opener>of(LineFrames::new, JsonFrames::new)) {
            Frames trickling = opener.open(FrameTexts.trickling(bytes), Position.START, Events.MAX_BYTES);
            assertThat(FrameTexts.all(trickling))
                    .extracting(FrameTexts::describe)
                    .isEqualTo(described(FrameTexts.all(opener, bytes, Position.START)));
        }
    }

    @Provide
    Arbitrary<String> files() {
        Arbitrary<String> tokens = Arbitraries.of(
                "{",
                "}",
                "[",
                "]",
                ",",
                "\"",
                "\\",
                " ",
                "\n",
                "\r",
                "\r\n",
                "\ufeff",
                "x",
                "é",
                "{\"a\":1}",
                "{\"b\":\"]\\\"}\"}",
                ",{\"c\":\n[1,2]},",
                "\"s\"");
        return tokens.list().ofMaxSize(20).map(list -> String.join("", list));
    }

    private static void assertResumesAnywhere(FrameTexts.Opener opener, byte[] file) {
        List<Frame> frames = FrameTexts.all(opener, file, Position.START);
        for (int i = 0; i < frames.size(); i++) {
            List<Frame> rest = FrameTexts.all(opener, file, frames.get(i).end());
            assertThat(described(rest)).isEqualTo(described(frames.subList(i + 1, frames.size())));
        }
    }

    private static List<String> described(List<Frame> frames) {
        return frames.stream().map(FrameTexts::describe).toList();
    }

    /** All but white space, a byte order mark and what parts the elements of an array. */
    private static String content(String file) {
        return file.replaceAll("[\\s\ufeff,\\[\\]]", "");
    }

    private static String content(List<Frame> frames) {
        return content(frames.stream().map(FrameTexts::text).collect(Collectors.joining()));
    }
}
