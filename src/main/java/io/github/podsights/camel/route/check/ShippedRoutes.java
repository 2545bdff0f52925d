package io.github.podsights.camel.route.check;

import io.github.podsights.camel.route.RouteFiles;
import io.github.podsights.camel.yaml.Findings;
import io.github.podsights.camel.yaml.YamlFile;
import io.github.podsights.camel.yaml.YamlNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The routes that come with the product, by the names of their files. */
public final class ShippedRoutes {

    private final Map<String, RouteFile> files;

    private ShippedRoutes(Map<String, RouteFile> files) {
        this.files = files;
    }

    static ShippedRoutes read() {
        return new ShippedRoutes(RouteFiles.OF_A_BUNDLE.stream()
                .collect(Collectors.toMap(Function.identity(), name -> RouteFile.of(name, document(name)))));
    }

    /** The shipped file of a name; empty if there is none. */
    Optional<RouteFile> of(String name) {
        return Optional.ofNullable(files.get(name));
    }

    List<RouteFile> all() {
        return RouteFiles.OF_A_BUNDLE.stream().map(files::get).toList();
    }

    private static YamlNode document(String name) {
        String file = "routes/" + name + ".camel.yaml";
        Findings findings = new Findings();
        try (InputStream stream = ShippedRoutes.class.getResourceAsStream("/" + file)) {
            if (stream == null) {
                throw new IllegalStateException(file + " is not in the jar");
            }
            return YamlFile.readDocument(file, stream.readAllBytes(), findings)
                    .orElseThrow(() -> new IllegalStateException(findings.list().toString()));
        } catch (IOException e) {
            throw new IllegalStateException(file + " can't be read", e);
        }
    }
}
