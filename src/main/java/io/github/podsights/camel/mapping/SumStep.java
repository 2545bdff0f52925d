package io.github.podsights.camel.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;

/**
 * The transform {@code sum_quantity}: the sum of one field over a list, nothing if an element has none; a single
 * number is its own sum.
 */
record SumStep(MappedField item) implements Step {

    @Override
    public Reading read(JsonNode value, Scope scope) {
        if (!value.isArray()) {
            return whole(value);
        }
        BigInteger sum = BigInteger.ZERO;
        for (int i = 0; i < value.size(); i++) {
            scope.trace().element(i + 1);
            Reading quantity = item.read(scope.within(value.get(i)));
            scope.trace().elementEnds();
            if (quantity.isValue()) {
                quantity = whole(quantity.value());
            }
            if (quantity.isUnreadable()) {
                return Reading.unreadable("element " + (i + 1) + ": " + quantity.problem());
            }
            if (!quantity.isValue()) {
                return Reading.NOTHING;
            }
            sum = sum.add(quantity.value().bigIntegerValue());
        }
        return Reading.of(Decimals.node(sum));
    }

    private static Reading whole(JsonNode value) {
        JsonNode integer = Decimals.integer(value);
        return integer == null ? ScalarStep.refuse(Transform.SUM_QUANTITY, value) : Reading.of(integer);
    }
}
