package io.github.podsights.camel.collector;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;

/** What a picky vendor would refuse; the page of the vendor says only that {@code key} is required. */
final class VendorCheck {

    private static final JsonFactory JSON = new JsonFactory();

    private VendorCheck() {}

    /** What is wrong with a body; empty if it holds. */
    static Optional<String> problemOf(byte[] body) {
        try {
            return keyIn(body).isBlank() ? Optional.of("no key") : Optional.empty();
        } catch (IOException e) {
            return Optional.of("no JSON object");
        }
    }

    /** The {@code key} of a body; empty if it has none or can't be read. */
    static String keyOf(byte[] body) {
        try {
            return keyIn(body);
        } catch (IOException e) {
            return "";
        }
    }

    private static String keyIn(byte[] body) throws IOException {
        String key = "";
        try (JsonParser json = JSON.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("no object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (value == JsonToken.VALUE_STRING && "key".equals(name)) {
                    key = json.getText();
                }
                json.skipChildren();
            }
            if (json.nextToken() != null) {
                throw new IOException("more than one value");
            }
        }
        return key;
    }
}
