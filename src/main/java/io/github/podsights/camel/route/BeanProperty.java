package io.github.podsights.camel.route;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.PropertyBindingException;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Which property of a bean it is that can't be set. Camel names it with its value, or, if there is none such, not at all. */
final class BeanProperty {

    private BeanProperty() {}

    /** The name of the property, as it stands in the file; empty if it is not about one. */
    static Optional<String> of(RouteFile file, Throwable failure, CamelContext context) {
        if (file.isShipped()) {
            return Optional.empty();
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PropertyBindingException binding) {
                return Optional.ofNullable(binding.getPropertyName());
            }
            // The constructor of that exception throws another one if there is no cause.
            if (cause instanceof NullPointerException
                    && Arrays.stream(cause.getStackTrace()).limit(3).anyMatch(frame -> frame.getClassName()
                            .equals(PropertyBindingException.class.getName()))) {
                return unknown(file, context);
            }
        }
        return Optional.empty();
    }

    /** The first one that no bean of the file has. */
    private static Optional<String> unknown(RouteFile file, CamelContext context) {
        Object root = new Load(LoadSettings.builder().build())
                .loadFromString(new String(file.content(), StandardCharsets.UTF_8));
        return elements(root)
                .flatMap(entry -> elements(value(entry, "beans")))
                .flatMap(bean -> unknown(bean, context))
                .findFirst();
    }

    private static Stream<String> unknown(Object bean, CamelContext context) {
        String type = String.valueOf(value(bean, "type")).replaceFirst("^#class:", "");
        Class<?> known = context.getClassResolver().resolveClass(type.replaceFirst("[(#].*", ""));
        return known != null && value(bean, "properties") instanceof Map<?, ?> properties
                ? properties.keySet().stream().map(String::valueOf).filter(name -> !has(known, name))
                : Stream.empty();
    }

    private static boolean has(Class<?> type, String name) {
        String plain = name.replaceAll("[.\\[].*", "").replace("-", "").toLowerCase(Locale.ROOT);
        return Arrays.stream(type.getMethods())
                .map(method -> method.getName().toLowerCase(Locale.ROOT))
                .anyMatch(method -> Stream.of("set", "get", "with", "").anyMatch(verb -> method.equals(verb + plain)));
    }

    private static Stream<?> elements(Object list) {
        return list instanceof Collection<?> elements ? elements.stream().filter(Objects::nonNull) : Stream.empty();
    }

    private static Object value(Object map, String key) {
        return map instanceof Map<?, ?> entries ? entries.get(key) : null;
    }
}
