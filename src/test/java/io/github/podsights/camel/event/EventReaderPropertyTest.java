package io.github.podsights.camel.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

class EventReaderPropertyTest {

    private static final ObjectMapper LENIENT_PEER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final EventReader reader = new EventReader(Events.MAX_BYTES);

    @Property
    void readsAnyBytesOrSaysWhyNot(@ForAll @Size(max = 64) byte[] bytes) {
        readOrRefuse(bytes);
    }

    @Property
    void readsWhatNearlyIsJsonOrSaysWhyNot(@ForAll("nearlyJson") String json) {
        readOrRefuse(json.getBytes(UTF_8));
    }

    @Property
    void refusesNothingElseThanAPeerAndGivesTheSame(@ForAll("nearlyJson") String json) throws JsonProcessingException {
        try {
            assertThat(reader.read(json.getBytes(UTF_8)).tree()).isEqualTo(LENIENT_PEER.readTree(json));
        } catch (UnreadableEventException e) {
            if (e.reason().equals("broken_json") || e.reason().equals("trailing_content")) {
                assertThat(isRefusedByThePeer(json)).as(json).isTrue();
            }
        }
    }

    @Property
    void refusesAnEventWithOneByteChangedOrReadsIt(@ForAll int position, @ForAll byte value) {
        byte[] bytes = Events.bytes("envelope-in-camel-case");
        bytes[Math.floorMod(position, bytes.length)] = value;
        readOrRefuse(bytes);
    }

    @Provide
    Arbitrary<String> nearlyJson() {
        return Arbitraries.of(
                        "{",
                        "}",
                        "[",
                        "]",
                        ",",
                        ":",
                        "\"a\"",
                        "\"b\"",
                        "\"",
                        "1",
                        "-0.50",
                        "e3",
                        "true",
                        "null",
                        " ",
                        "\\u0061",
                        "é",
                        "\n",
                        "\"a\":1",
                        "{\"b\":[]}",
                        "\"c\":{\"d\":\"x\"}")
                .list()
                .ofMaxSize(12)
                .map(tokens -> "{" + String.join("", tokens) + "}");
    }

    private void readOrRefuse(byte[] bytes) {
        try {
            assertThat(reader.read(bytes)).isNotNull();
        } catch (UnreadableEventException e) {
            assertThat(e.reason()).matches("[a-z0-9_]+");
            assertThat(e.getMessage()).contains("found ", ", expected ", "byte offset");
        }
    }

    private static boolean isRefusedByThePeer(String json) {
        try {
            LENIENT_PEER.readTree(json);
            return false;
        } catch (JsonProcessingException e) {
            return true;
        }
    }
}
