package io.github.podsights.camel.mapping;

import io.github.podsights.camel.yaml.Finding;
import io.github.podsights.camel.yaml.Findings;
import io.github.podsights.camel.yaml.Place;
import io.github.podsights.camel.yaml.Suggestion;
import io.github.podsights.camel.yaml.Words;
import io.github.podsights.camel.yaml.YamlFile;
import io.github.podsights.camel.yaml.YamlMap;
import io.github.podsights.camel.yaml.YamlScalar;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The names that the vendor knows, as a profile has them. One that is not among them is a warning; with an empty list
 * none is.
 *
 * @param events names of events
 * @param fields fields of a payload
 * @param itemFields fields of an element of {@code line_items}
 */
public record VendorWords(List<String> events, List<String> fields, List<String> itemFields) {

    /** What is not looked at. */
    public static final VendorWords ANY = new VendorWords(List.of(), List.of(), List.of());

    /** The key of a profile that they stand under. */
    public static final String KEY = "vendor";

    private static final String SHIPPED = "profiles/podsights.yaml";

    public VendorWords {
        events = List.copyOf(events);
        fields = List.copyOf(fields);
        itemFields = List.copyOf(itemFields);
    }

    /** Those of the shipped profile. */
    public static VendorWords shipped() {
        Findings findings = new Findings();
        VendorWords words = YamlFile.read(SHIPPED, Shipped.content(SHIPPED), findings)
                .flatMap(profile -> profile.map(KEY, findings))
                .map(vendor -> read(vendor, findings))
                .orElse(ANY);
        if (!findings.list().isEmpty()) {
            throw new IllegalStateException(
                    findings.list().stream().map(Finding::toString).collect(Collectors.joining("\n")));
        }
        return words;
    }

    /** Those of a profile; the shipped ones if it says nothing of them. */
    public static VendorWords of(YamlMap profile, Findings findings) {
        return profile.get(KEY).isEmpty()
                ? shipped()
                : profile.map(KEY, findings)
                        .map(vendor -> read(vendor, findings))
                        .orElse(ANY);
    }

    private static VendorWords read(YamlMap vendor, Findings findings) {
        vendor.onlyKeys(List.of("events", "fields", "item_fields"), findings);
        return new VendorWords(
                list(vendor, "events", findings),
                list(vendor, "fields", findings),
                list(vendor, "item_fields", findings));
    }

    private static List<String> list(YamlMap vendor, String key, Findings findings) {
        return vendor.scalars(key, findings).orElse(List.of()).stream()
                .map(YamlScalar::text)
                .toList();
    }

    /** Warns of the name of an event. */
    void checkEvent(String name, Place place, Findings findings) {
        check(events, name, place, findings);
    }

    /** Warns of a target. */
    void checkField(String name, boolean ofItem, Place place, Findings findings) {
        check(ofItem ? itemFields : fields, name, place, findings);
    }

    private static void check(List<String> known, String name, Place place, Findings findings) {
        if (!known.isEmpty() && !known.contains(name)) {
            findings.warning(
                    place,
                    Finding.quoted(name) + ", which the vendor does not know",
                    Words.or(known),
                    "correct it, or add it to vendor in the profile" + Suggestion.hint(name, known));
        }
    }
}
