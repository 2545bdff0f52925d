package io.github.podsights.camel.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.podsights.camel.event.ConversionEvent;
import io.github.podsights.camel.identity.UrlScrubber;
import io.github.podsights.camel.yaml.Findings;
import io.github.podsights.camel.yaml.YamlFile;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Events, blueprints and what the mapper makes of them. */
final class Fixtures {

    static final String KEY = "pixel-key";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Fixtures() {}

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /** An event from JSON, in which single quotes may stand for double ones. */
    static ConversionEvent event(String json) {
        return new ConversionEvent((ObjectNode) json(json));
    }

    static ConversionEvent track(String name, String properties) {
        return event("{'type': 'track', 'event': '" + name + "', 'anonymous_id': 'anon-1', 'properties': " + properties
                + "}");
    }

    static Blueprint blueprint(String yaml) {
        return overlay(Blueprint.EMPTY, yaml);
    }

    static Blueprint overlay(Blueprint base, String yaml) {
        Findings findings = new Findings();
        Blueprint blueprint = BlueprintReader.overlay(
                base, YamlFile.read("blueprint.yaml", yaml, findings).orElseThrow(), findings);
        assertThat(findings.list()).isEmpty();
        return blueprint;
    }

    static PayloadMapper mapper(Blueprint blueprint) {
        return new PayloadMapper(blueprint, new UrlScrubber(List.of()));
    }

    static MappingResult map(Blueprint blueprint, ConversionEvent event) {
        return mapper(blueprint).map(event, KEY);
    }

    static List<Call> calls(Blueprint blueprint, ConversionEvent event) {
        return ((MappingResult.Calls) map(blueprint, event)).calls();
    }

    static Call call(Blueprint blueprint, ConversionEvent event) {
        List<Call> calls = calls(blueprint, event);
        assertThat(calls).hasSize(1);
        return calls.get(0);
    }

    /** The payload of the one call, as it is written. */
    static String payload(Blueprint blueprint, ConversionEvent event) {
        Call call = call(blueprint, event);
        assertThat(call.reason()).isNull();
        return written(call);
    }

    static String written(Call call) {
        return new String(PayloadJson.bytes(call.payload()), StandardCharsets.UTF_8);
    }
}
