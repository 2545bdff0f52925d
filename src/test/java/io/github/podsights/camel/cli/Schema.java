package io.github.podsights.camel.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** A JSON Schema of {@code docs/schema}. */
final class Schema {

    static final Path DIRECTORY = Path.of("docs/schema");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7);

    private final JsonNode json;
    private final JsonSchema schema;

    private Schema(Path file) throws IOException {
        json = JSON.readTree(Files.readAllBytes(file));
        schema = FACTORY.getSchema(file.toUri());
    }

    /** That of a kind: {@code integration}, {@code blueprint}, {@code profile}, {@code golden-test}. */
    static Schema of(String kind) throws IOException {
        return new Schema(DIRECTORY.resolve(kind + ".schema.json"));
    }

    /** As it is written. */
    JsonNode json() {
        return json;
    }

    /** What it has to say against a YAML text. */
    List<String> refusals(String yaml) {
        Object document =
                new Load(LoadSettings.builder().setSchema(new CoreSchema()).build()).loadFromString(yaml);
        JsonNode tree = JSON.valueToTree(document);
        return schema.validate(tree).stream().map(ValidationMessage::getMessage).toList();
    }

    /** All objects of it that have properties, in the order of the file. */
    List<JsonNode> withProperties() {
        List<JsonNode> found = new ArrayList<>();
        collect(json, found);
        return found;
    }

    private static void collect(JsonNode node, List<JsonNode> found) {
        if (node.path("additionalProperties").isBoolean()
                && node.path("properties").isObject()) {
            found.add(node);
        }
        node.forEach(child -> collect(child, found));
    }
}
