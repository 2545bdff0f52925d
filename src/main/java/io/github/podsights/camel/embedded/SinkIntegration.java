package io.github.podsights.camel.embedded;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.podsights.camel.yaml.Contents;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The one integration of a sink, as the file that it would be: whatever an integration refuses, it refuses as well. */
final class SinkIntegration implements Contents {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ObjectNode file = JSON.createObjectNode();

    void key(String key) {
        file.withObject("/config").put("key", key);
    }

    void preset(String preset) {
        file.put("preset", preset);
    }

    /** Several by commas. */
    void consentCategories(String categories) {
        var list = file.putArray("consent_categories");
        Pattern.compile(",").splitAsStream(categories).map(String::strip).forEach(list::add);
    }

    void consentMatch(String match) {
        file.put("consent_match", match);
    }

    void onMissingConsent(String action) {
        file.put("on_missing_consent", action);
    }

    /** Its name is the id of the integration. */
    @Override
    public List<Path> list(Path directory) {
        return List.of(Path.of("podsights-sink.yaml"));
    }

    /** JSON is YAML too. */
    @Override
    public byte[] read(Path path) throws IOException {
        return JSON.writeValueAsBytes(file);
    }
}
