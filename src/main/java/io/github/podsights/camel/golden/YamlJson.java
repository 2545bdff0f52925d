package io.github.podsights.camel.golden;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.github.podsights.camel.yaml.Finding;
import io.github.podsights.camel.yaml.Findings;
import io.github.podsights.camel.yaml.YamlList;
import io.github.podsights.camel.yaml.YamlMap;
import io.github.podsights.camel.yaml.YamlNode;
import io.github.podsights.camel.yaml.YamlScalar;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** An event that is written in YAML, as the JSON that it would come as: its numbers as they stand there. */
final class YamlJson {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");

    private final Findings findings;

    YamlJson(Findings findings) {
        this.findings = findings;
    }

    /** The event as bytes; what can't be JSON is a finding, and left out. */
    byte[] bytes(YamlMap event) {
        try {
            return JSON.writeValueAsString(object(event)).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain values can always be written", e);
        }
    }

    private ObjectNode object(YamlMap map) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        map.entries().forEach((key, value) -> {
            if (value instanceof YamlMap inner) {
                object.set(key, object(inner));
            } else if (value instanceof YamlList list) {
                object.set(key, array(list));
            } else if (value instanceof YamlScalar scalar) {
                object.putRawValue(key, new RawValue(json(scalar)));
            }
        });
        return object;
    }

    private ArrayNode array(YamlList list) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (YamlNode element : list.elements()) {
            if (element instanceof YamlMap inner) {
                array.add(object(inner));
            } else if (element instanceof YamlList inner) {
                array.add(array(inner));
            } else if (element instanceof YamlScalar scalar) {
                array.addRawValue(new RawValue(json(scalar)));
            }
        }
        return array;
    }

    private String json(YamlScalar scalar) {
        return switch (scalar.type()) {
            case NULL -> "null";
            case BOOLEAN -> Boolean.toString(Boolean.parseBoolean(scalar.text()));
            case NUMBER -> number(scalar);
            case TEXT -> JsonNodeFactory.instance.textNode(scalar.text()).toString();
        };
    }

    private String number(YamlScalar scalar) {
        if (NUMBER.matcher(scalar.text()).matches()) {
            return scalar.text();
        }
        findings.error(
                scalar.place(),
                Finding.quoted(scalar.text()),
                "a number as JSON has it, such as 129.99",
                "write it so, or in quotes if it is a text");
        return "null";
    }
}
