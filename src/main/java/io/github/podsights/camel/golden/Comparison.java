package io.github.podsights.camel.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.podsights.camel.identity.Redaction;
import io.github.podsights.camel.yaml.Finding;
import io.github.podsights.camel.yaml.Findings;
import io.github.podsights.camel.yaml.Place;
import io.github.podsights.camel.yaml.Suggestion;
import io.github.podsights.camel.yaml.YamlList;
import io.github.podsights.camel.yaml.YamlMap;
import io.github.podsights.camel.yaml.YamlNode;
import io.github.podsights.camel.yaml.YamlScalar;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A payload beside the one that was expected: each difference is a finding. */
final class Comparison {

    private static final String KEY = "key";
    private static final String MASK = "***";
    private static final String TODO = "correct the test, or the mapping";

    private final Findings findings;

    Comparison(Findings findings) {
        this.findings = findings;
    }

    /** Compares a payload but for its key, which is shown nowhere: a test has none, or {@code ***}. */
    void payload(YamlMap expected, ObjectNode payload) {
        Map<String, YamlNode> fields = new LinkedHashMap<>(expected.entries());
        YamlNode key = fields.remove(KEY);
        if (key != null && !(key instanceof YamlScalar scalar && scalar.text().equals(MASK))) {
            findings.error(
                    key.place(), "something else than " + MASK, MASK + ", or no key", "leave it out: it is a secret");
        }
        object(new YamlMap(expected.place(), fields), payload.deepCopy().without(KEY));
    }

    private void object(YamlMap expected, JsonNode actual) {
        List<String> surplus = new ArrayList<>();
        actual.fieldNames().forEachRemaining(surplus::add);
        List<String> names = List.copyOf(surplus);
        expected.entries().forEach((name, value) -> {
            surplus.remove(name);
            if (actual.has(name)) {
                value(value, actual.get(name));
            } else {
                findings.error(value.place(), "no such field", text(value), TODO + Suggestion.hint(name, names));
            }
        });
        for (String name : surplus) {
            Place place = expected.place(name);
            findings.error(place, "this field, with " + text(actual.get(name)), "no such field", "add it, or " + TODO);
        }
    }

    private void value(YamlNode expected, JsonNode actual) {
        if (expected instanceof YamlMap map && actual.isObject()) {
            object(map, actual);
        } else if (expected instanceof YamlList list && actual.isArray()) {
            array(list, actual);
        } else if (!(expected instanceof YamlScalar scalar) || !isSame(scalar, actual)) {
            findings.error(expected.place(), text(actual), text(expected), TODO);
        }
    }

    private void array(YamlList expected, JsonNode actual) {
        if (expected.elements().size() != actual.size()) {
            String elements = expected.elements().size() + " elements";
            findings.error(expected.place(), actual.size() + " elements: " + text(actual), elements, TODO);
            return;
        }
        for (int i = 0; i < actual.size(); i++) {
            value(expected.elements().get(i), actual.get(i));
        }
    }

    /** Numbers by their value: 130 is 130.0. A number is no text. */
    private static boolean isSame(YamlScalar expected, JsonNode actual) {
        return switch (expected.type()) {
            case TEXT -> actual.isTextual() && actual.textValue().equals(expected.text());
            case BOOLEAN -> actual.isBoolean() && actual.booleanValue() == Boolean.parseBoolean(expected.text());
            case NUMBER -> actual.isNumber() && isSameNumber(expected.text(), actual.decimalValue());
            case NULL -> actual.isNull();
        };
    }

    private static boolean isSameNumber(String expected, BigDecimal actual) {
        try {
            return new BigDecimal(expected).compareTo(actual) == 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** A value as a finding shows it: JSON, short, and without an e-mail address. */
    private static String text(JsonNode value) {
        String json = Redaction.redact(value).toString();
        return value.isTextual() ? "the text " + Finding.quoted(Redaction.redact(value.textValue())) : shortened(json);
    }

    private static String text(YamlNode value) {
        return value instanceof YamlScalar scalar
                ? scalar.type() == YamlScalar.Type.TEXT
                        ? "the text " + Finding.quoted(Redaction.redact(scalar.text()))
                        : scalar.text()
                : value.kind();
    }

    private static String shortened(String json) {
        String quoted = Finding.quoted(json);
        return quoted.substring(1, quoted.length() - 1);
    }
}
