package io.github.podsights.camel.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.podsights.camel.yaml.Findings;
import io.github.podsights.camel.yaml.YamlFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class VendorWordsTest {

    static final List<String> PRESETS = Presets.NAMES;

    private final Findings findings = new Findings();

    @ParameterizedTest
    @FieldSource("PRESETS")
    void theShippedOnesHaveEveryNameOfThePresets(String preset) {
        String yaml = new String(Shipped.content("presets/" + preset + ".yaml"), StandardCharsets.UTF_8);

        BlueprintReader.overlay(
                Blueprint.EMPTY, YamlFile.read(preset, yaml, findings).orElseThrow(), VendorWords.shipped(), findings);

        assertThat(findings.list()).isEmpty();
    }

    @Test
    void areTheShippedOnesWhereAProfileSaysNothing() {
        assertThat(of("answers: []")).isEqualTo(VendorWords.shipped());
    }

    @Test
    void areThoseOfTheProfileOtherwise() {
        assertThat(of("vendor: {events: [a], fields: [b, c], item_fields: []}"))
                .isEqualTo(new VendorWords(List.of("a"), List.of("b", "c"), List.of()));
        assertThat(findings.list()).isEmpty();
    }

    @Test
    void refuseAnUnknownKey() {
        of("vendor: {field: [a]}");

        assertThat(findings.list())
                .singleElement()
                .hasToString(
                        "profile.yaml:1: vendor.field: found the unknown key"
                                + " 'field'; expected events, fields or item_fields; remove or correct it (did you mean 'fields'?)");
    }

    private VendorWords of(String yaml) {
        return VendorWords.of(YamlFile.read("profile.yaml", yaml, findings).orElseThrow(), findings);
    }
}
