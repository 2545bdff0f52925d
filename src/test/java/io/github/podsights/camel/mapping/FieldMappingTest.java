package io.github.podsights.camel.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import io.github.podsights.camel.event.FieldPath;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FieldMappingTest {

    private static final List<FieldPath> PATH = List.of(FieldPath.of("properties.a"));
    private static final List<FieldMapping> ITEMS = List.of(mapping("q", PATH, List.of(), List.of()));

    private static FieldMapping mapping(
            String target, List<FieldPath> sources, List<Transform> transforms, List<FieldMapping> items) {
        return mapping(target, sources, Optional.empty(), transforms, items, false);
    }

    private static FieldMapping mapping(
            String target,
            List<FieldPath> sources,
            Optional<JsonNode> constant,
            List<Transform> transforms,
            List<FieldMapping> items,
            boolean remove) {
        return new FieldMapping(
                target, sources, constant, transforms, items, Map.of(), false, OnUnreadable.INVALID, remove);
    }

    @Test
    void refusesATargetThatIsNoFieldName() {
        assertThatThrownBy(() -> mapping("a.b", PATH, List.of(), List.of())).hasMessageStartingWith("target: 'a.b'");
        assertThatThrownBy(() -> mapping(" ", PATH, List.of(), List.of())).hasMessageStartingWith("target: ' '");
    }

    @Test
    void refusesNeitherOrBothOfSourceAndValue() {
        assertThatThrownBy(() -> mapping("t", List.of(), List.of(), List.of()))
                .hasMessage("target: 't' needs source, value or remove: true");
        assertThatThrownBy(() -> mapping("t", PATH, Optional.of(IntNode.valueOf(1)), List.of(), List.of(), false))
                .hasMessageStartingWith("value: 't' has a source as well");
        assertThatThrownBy(() -> mapping("t", PATH, Optional.empty(), List.of(), List.of(), true))
                .hasMessageStartingWith("target: 't' needs source");
    }

    @Test
    void refusesAListWithoutItemsAndItemsWithoutAList() {
        assertThatThrownBy(() -> mapping("t", PATH, List.of(Transform.LINE_ITEMS), List.of()))
                .hasMessageStartingWith("items: 't'");
        assertThatThrownBy(() -> mapping("t", PATH, List.of(Transform.TRIM), ITEMS))
                .hasMessageStartingWith("items: 't'");
        assertThatThrownBy(() -> mapping("t", PATH, List.of(Transform.SUM_QUANTITY, Transform.LINE_ITEMS), ITEMS))
                .hasMessageStartingWith("transform: 't'");
    }

    @Test
    void leavesOutWhatIdentifiesUnlessItSaysOtherwise() {
        assertThat(OnUnreadable.of(List.of(Transform.TRIM, Transform.SHA256_EMAIL)))
                .isEqualTo(OnUnreadable.LEAVE_OUT);
        assertThat(OnUnreadable.of(List.of(Transform.STRING))).isEqualTo(OnUnreadable.INVALID);
    }
}
