package io.github.podsights.camel.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.podsights.camel.event.FieldPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tables of presets in docs/mappings.md are what the presets are, field by field. */
class PresetTablesTest {

    private static final List<String> PRESETS = List.of("retail", "full");

    private static final Set<String> IDENTITY = Set.of("id", "em", "ip", "user_agent", "url");

    @Test
    void listTheEvents() throws IOException {
        List<String> documented = new ArrayList<>();
        for (List<List<String>> row : table("preset events")) {
            row.get(0).forEach(preset -> documented.add(preset + row.subList(1, row.size())));
        }

        assertThat(actualEvents()).containsExactlyInAnyOrderElementsOf(documented);
    }

    private static List<String> actualEvents() {
        List<String> events = new ArrayList<>();
        for (String preset : PRESETS) {
            for (EventMapping event : Presets.load(preset).events()) {
                assertThat(event.isEnabled()).isTrue();
                events.add(preset
                        + List.of(
                                List.of(event.key()),
                                event.names(),
                                List.of(event.vendorEventName().orElseThrow()),
                                paths(event.calls().orElse(List.of()))));
            }
        }
        return events;
    }

    @Test
    void listTheFields() throws IOException {
        Set<String> documented = new TreeSet<>();
        for (List<List<String>> row : table("preset fields")) {
            for (String preset : row.get(0)) {
                row.get(1).forEach(on -> assertThat(documented.add(preset + " " + on + row.subList(2, row.size())))
                        .isTrue());
            }
        }

        assertThat(actualFields()).containsExactlyInAnyOrderElementsOf(documented);
    }

    private static Set<String> actualFields() {
        Set<String> fields = new TreeSet<>();
        for (String preset : PRESETS) {
            Blueprint blueprint = Presets.load(preset);
            blueprint.global().forEach(mapping -> fields.add(preset + " every" + row(mapping)));
            for (EventMapping event : blueprint.events()) {
                for (FieldMapping mapping : event.mappings()) {
                    fields.add(preset + " " + event.vendorEventName().orElseThrow() + row(mapping));
                    if (mapping.transforms().contains(Transform.LINE_ITEMS)) {
                        mapping.items().forEach(item -> fields.add(preset + " line_items" + row(item)));
                    }
                }
            }
        }
        return fields;
    }

    private static List<List<String>> row(FieldMapping mapping) {
        assertThat(mapping.constant()).isEmpty();
        assertThat(mapping.valueMap()).isEmpty();
        assertThat(mapping.required()).isFalse();
        return List.of(
                List.of(mapping.target()),
                paths(mapping.sources()),
                mapping.transforms().stream().map(Transform::word).toList(),
                List.of(mapping.onUnreadable() == OnUnreadable.LEAVE_OUT ? "is left out" : "makes it invalid"));
    }

    @Test
    void fullSendsWhatTheVendorKnowsAndNothingElse() throws IOException {
        Map<String, Set<String>> vendor = new TreeMap<>();
        table("vendor fields").forEach(row -> vendor.put(row.get(0).get(0), new TreeSet<>(row.get(1))));

        Map<String, Set<String>> sent = new TreeMap<>();
        Set<String> lists = new LinkedHashSet<>();
        for (EventMapping event : Presets.load("full").events()) {
            sent.put(event.vendorEventName().orElseThrow(), new TreeSet<>(targets(event.mappings())));
            event.mappings().stream()
                    .filter(mapping -> mapping.transforms().contains(Transform.LINE_ITEMS))
                    .forEach(mapping -> lists.add(new TreeSet<>(targets(mapping.items())).toString()));
        }
        assertThat(lists).containsExactly(vendor.remove("line_items").toString());
        assertThat(sent).isEqualTo(vendor);
        assertThat(targets(Presets.load("full").global())).containsExactlyInAnyOrderElementsOf(IDENTITY);
    }

    /** What is summed is the quantity of each element, of the very mapping that line items have. */
    @Test
    void aSumIsOfTheQuantitiesOfLineItems() {
        for (EventMapping event : Presets.load("full").events()) {
            for (FieldMapping sum : event.mappings()) {
                if (sum.transforms().contains(Transform.SUM_QUANTITY)) {
                    assertThat(sum.items()).singleElement().satisfies(item -> assertThat(row(item))
                            .isEqualTo(List.of(
                                    List.of("quantity"),
                                    List.of("item.quantity"),
                                    List.of("integer"),
                                    List.of("makes it invalid"))));
                }
            }
        }
    }

    private static List<String> targets(List<FieldMapping> mappings) {
        return mappings.stream().map(FieldMapping::target).toList();
    }

    private static List<String> paths(List<FieldPath> paths) {
        return paths.stream().map(FieldPath::text).toList();
    }

    /** The rows of a table; each cell is what stands in it between commas, without backquotes. */
    private static List<List<List<String>>> table(String name) throws IOException {
        Matcher table = Pattern.compile("(?s)<!-- " + name + " -->\n\\|[^\n]*\n\\|[-|]*\n(.*?)<!-- /" + name + " -->")
                .matcher(Files.readString(Path.of("docs/mappings.md")));
        assertThat(table.find()).as(name).isTrue();
        return table.group(1)
                .lines()
                .map(line -> Arrays.stream(
                                line.substring(1, line.lastIndexOf('|')).split("\\|", -1))
                        .map(PresetTablesTest::cell)
                        .collect(Collectors.toList()))
                .toList();
    }

    private static List<String> cell(String text) {
        return Stream.of(text.replace("`", "").split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
