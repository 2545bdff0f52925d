package io.github.podsights.camel.mapping;

import java.io.IOException;
import java.io.InputStream;

/** The files that come with the product, on the class path. */
final class Shipped {

    private Shipped() {}

    /**
     * The content of a file.
     *
     * @param file its path, such as {@code presets/retail.yaml}
     */
    static byte[] content(String file) {
        try (InputStream stream = Shipped.class.getResourceAsStream("/" + file)) {
            if (stream == null) {
                throw new IllegalStateException(file + " is not in the jar");
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(file + " can't be read", e);
        }
    }
}
