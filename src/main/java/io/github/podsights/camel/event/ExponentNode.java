package io.github.podsights.camel.event;

import com.fasterxml.jackson.databind.node.DecimalNode;
import java.math.BigDecimal;

/**
 * A small number that stands in the event with an exponent: {@code 1E-31}. Its decimal value alone does not tell it from
 * the same number with all of its zeros written out.
 */
public final class ExponentNode extends DecimalNode {

    private static final long serialVersionUID = 1L;

    /** Numbers with fewer places are the same to everybody, however they are written. */
    static final int FEWEST_PLACES = 30;

    ExponentNode(BigDecimal number) {
        super(number);
    }
}
