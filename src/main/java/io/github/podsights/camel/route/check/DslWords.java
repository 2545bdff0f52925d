package io.github.podsights.camel.route.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.camel.dsl.yaml.deserializers.ErrorHandlerDeserializer;
import org.apache.camel.dsl.yaml.deserializers.ExpressionDeserializers;
import org.apache.camel.dsl.yaml.deserializers.FromDefinitionDeserializer;
import org.apache.camel.dsl.yaml.deserializers.ModelDeserializers;
import org.apache.camel.dsl.yaml.deserializers.ModelDeserializersResolver;
import org.apache.camel.dsl.yaml.deserializers.OutputAwareFromDefinitionDeserializer;
import org.apache.camel.dsl.yaml.deserializers.RouteConfigurationDefinitionDeserializer;
import org.apache.camel.dsl.yaml.deserializers.RouteDefinitionDeserializer;
import org.apache.camel.spi.annotations.YamlProperty;
import org.apache.camel.spi.annotations.YamlType;

/** The words of Camel's YAML, as its own readers are annotated with them. */
final class DslWords {

    private static final List<Class<?>> READERS = List.of(
            RouteDefinitionDeserializer.class,
            FromDefinitionDeserializer.class,
            OutputAwareFromDefinitionDeserializer.class,
            RouteConfigurationDefinitionDeserializer.class,
            ErrorHandlerDeserializer.class,
            ExpressionDeserializers.ExpressionDefinitionDeserializers.class);

    private final List<String> nodes = new ArrayList<>();
    private final List<String> all = new ArrayList<>();

    DslWords() {
        List<Class<?>> readers = new ArrayList<>(READERS);
        readers.addAll(Arrays.asList(ModelDeserializers.class.getDeclaredClasses()));
        for (Class<?> reader : readers) {
            YamlType type = reader.getAnnotation(YamlType.class);
            if (type != null) {
                nodes.addAll(Arrays.asList(type.nodes()));
                properties(type).forEach(all::add);
            }
        }
        all.addAll(nodes);
    }

    /** What can be a step, or stand at the top of a file. */
    List<String> nodes() {
        return nodes;
    }

    /** What can stand below a node; everything that stands anywhere if that is not known. */
    List<String> below(Optional<String> node) {
        return node.flatMap(id -> own(id).or(() -> ofModel(id)))
                .map(DslWords::properties)
                .filter(properties -> !properties.isEmpty())
                .orElse(all);
    }

    /** Of a reader that is no part of the generated ones, by a node or a class. */
    private static Optional<YamlType> own(String id) {
        return READERS.stream()
                .map(reader -> reader.getAnnotation(YamlType.class))
                .filter(type -> type != null
                        && (Arrays.asList(type.nodes()).contains(id)
                                || Arrays.stream(type.types())
                                        .anyMatch(model -> model.getName().equals(id))))
                .findFirst();
    }

    private static Optional<YamlType> ofModel(String id) {
        return Optional.ofNullable(new ModelDeserializersResolver().resolve(id))
                .map(reader -> reader.getClass().getAnnotation(YamlType.class));
    }

    private static List<String> properties(YamlType type) {
        return Arrays.stream(type.properties())
                .map(YamlProperty::name)
                .filter(name -> !name.startsWith("__"))
                .toList();
    }
}
