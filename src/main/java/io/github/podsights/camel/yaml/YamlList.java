package io.github.podsights.camel.yaml;

import java.util.List;

/**
 * A list.
 *
 * @param place where it stands
 * @param elements its values, in their order
 */
public record YamlList(Place place, List<YamlNode> elements) implements YamlNode {

    public YamlList {
        elements = List.copyOf(elements);
    }

    @Override
    public String kind() {
        return "a list";
    }
}
