package io.github.podsights.camel.route.check;

import io.github.podsights.camel.yaml.Findings;
import io.github.podsights.camel.yaml.Place;
import io.github.podsights.camel.yaml.YamlMap;
import io.github.podsights.camel.yaml.YamlNode;
import io.github.podsights.camel.yaml.YamlScalar;
import java.util.List;
import java.util.Optional;

/**
 * A step of a route.
 *
 * @param name its key: {@code process}, {@code to}, {@code filter}
 * @param body what stands below it
 * @param blocks the blocks that it stands in, from the outermost, each with what decides whether it is entered
 */
record Step(String name, YamlNode body, List<String> blocks) {

    Step {
        blocks = List.copyOf(blocks);
    }

    Place place() {
        return body.place();
    }

    /** The bean that it names; empty if none. */
    Optional<String> ref() {
        return text("ref");
    }

    /** The endpoint that it names, without its options; empty if none. */
    Optional<String> uri() {
        if (body instanceof YamlScalar scalar && name.startsWith("to")) {
            return Optional.of(withoutOptions(scalar.text()));
        }
        return body instanceof YamlMap map ? uri(map) : Optional.empty();
    }

    /** The endpoint that a step, or a from, names, without its options; its name may be a parameter. */
    static Optional<String> uri(YamlMap map) {
        Findings none = new Findings();
        return map.text("uri", none)
                .map(Step::withoutOptions)
                .map(uri -> uri.contains(":")
                        ? uri
                        : map.map("parameters", none)
                                .flatMap(parameters -> parameters.text("name", none))
                                .map(name -> uri + ":" + name)
                                .orElse(uri));
    }

    /** The text at a key of its body. */
    Optional<String> text(String key) {
        return body instanceof YamlMap map ? map.text(key, new Findings()) : Optional.empty();
    }

    static String withoutOptions(String uri) {
        int options = uri.indexOf('?');
        String plain = options < 0 ? uri : uri.substring(0, options);
        return plain.startsWith("direct://") ? "direct:" + plain.substring("direct://".length()) : plain;
    }
}
