package io.github.podsights.camel.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * How a field came about, or why it is left out.
 *
 * @param target its name in the payload, or in the line item
 * @param origin who says how it is mapped
 * @param sources its sources in their order, what came of each; none if it is removed
 * @param transforms the words of its transforms, in order
 * @param value what is sent, e-mail-like text replaced by its hash; empty if it is left out
 * @param redacted whether there was e-mail-like text to be replaced
 * @param leftOut why it is left out; null if it is not. Holds no value of the event.
 * @param elements of a list that was read, how the fields of each element came about
 */
public record FieldExplanation(
        String target,
        Origin origin,
        List<SourceExplanation> sources,
        List<String> transforms,
        Optional<JsonNode> value,
        boolean redacted,
        String leftOut,
        List<Element> elements) {

    /** What {@code leftOut} begins with where there is nothing at any source. */
    public static final String NO_VALUE = "no source has a value";

    /** Who says how a field is mapped. */
    public enum Origin {
        /** The preset alone. */
        PRESET,
        /** The integration's {@code mappings}: the preset has no such field. */
        MAPPINGS,
        /** The integration's {@code mappings}, in place of the preset. */
        OVERRIDDEN,
        /** The integration's {@code mappings} take away what the preset, or {@code global}, has. */
        REMOVED;

        /** The word for it, in snake_case. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * An element of a list.
     *
     * @param number its number, from 1
     * @param fields its fields
     */
    public record Element(int number, List<FieldExplanation> fields) {

        public Element {
            fields = List.copyOf(fields);
        }
    }

    public FieldExplanation {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(value, "value");
        sources = List.copyOf(sources);
        transforms = List.copyOf(transforms);
        elements = List.copyOf(elements);
    }

    /** The source that is used; empty if none is. */
    public Optional<String> from() {
        return sources.stream()
                .filter(source -> source.verdict() == SourceExplanation.Verdict.USED)
                .map(SourceExplanation::path)
                .findFirst();
    }
}
