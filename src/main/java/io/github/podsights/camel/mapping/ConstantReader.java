package io.github.podsights.camel.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.podsights.camel.yaml.Finding;
import io.github.podsights.camel.yaml.Findings;
import io.github.podsights.camel.yaml.YamlMap;
import io.github.podsights.camel.yaml.YamlScalar;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads the values that a mapping itself gives. */
final class ConstantReader {

    private final Findings findings;

    ConstantReader(Findings findings) {
        this.findings = findings;
    }

    /** The constant of a mapping; empty if there is none. */
    Optional<JsonNode> constant(YamlMap map) {
        Optional<JsonNode> constant = map.scalar("value", findings).flatMap(this::json);
        if (constant.filter(Text::isAbsent).isPresent()) {
            findings.error(map.place("value"), "a blank text", "a value", "write the value that is to be sent");
        }
        return constant;
    }

    /** The value map of a mapping; empty if there is none. */
    Map<String, JsonNode> valueMap(YamlMap map) {
        Map<String, JsonNode> valueMap = new LinkedHashMap<>();
        Optional<YamlMap> entries = map.map("value_map", findings);
        if (entries.filter(none -> none.entries().isEmpty()).isPresent()) {
            findings.error(map.place("value_map"), "an empty map", "what is sent for which value", "add it");
        }
        entries.ifPresent(present -> present.entries().forEach((from, to) -> {
            if (to instanceof YamlScalar scalar) {
                json(scalar).ifPresent(json -> valueMap.put(from, json));
            } else {
                findings.error(to.place(), to.kind(), "a single value", "write a text, a number or a boolean");
            }
        }));
        return valueMap;
    }

    private Optional<JsonNode> json(YamlScalar scalar) {
        if (scalar.text().contains("{{")) {
            findings.error(
                    scalar.place(),
                    "a placeholder, which would be sent as it stands",
                    "the value itself",
                    "write it out: placeholders are for the texts outside of mappings");
            return Optional.empty();
        }
        JsonNode json =
                switch (scalar.type()) {
                    case TEXT -> TextNode.valueOf(scalar.text());
                    case BOOLEAN -> BooleanNode.valueOf(Boolean.parseBoolean(scalar.text()));
                    case NULL -> NullNode.getInstance();
                    case NUMBER -> Decimals.number(TextNode.valueOf(scalar.text()));
                };
        if (json == null) {
            findings.error(
                    scalar.place(),
                    Finding.quoted(scalar.text()),
                    Transform.NUMBER.expects(),
                    "write it as in JSON, or in quotes if it is a text");
        }
        return Optional.ofNullable(json);
    }
}
