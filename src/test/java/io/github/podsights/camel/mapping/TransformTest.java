package io.github.podsights.camel.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.podsights.camel.event.Events;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransformTest {

    private static final String BLUEPRINT = """
            events:
              e:
                vendor_event_name: v
                mappings:
                  - {source: properties.v, target: t, transform: %s}
            """;

    private static Call call(String transform, String value) {
        return Fixtures.call(
                Fixtures.blueprint(BLUEPRINT.formatted(transform)), Fixtures.track("e", "{'v': " + value + "}"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "string | 'a b' | 'a b'",
                "string | ' a ' | ' a '",
                "string | 12 | '12'",
                "string | 129.90 | '129.90'",
                "string | 1E2 | '100'",
                "string | 1E-7 | '0.0000001'",
                "string | true | 'true'",
                "string | 123456789012345678901234567890123456789012345678901 | '123456789012345678901234567890123456789012345678901'",
                "number | 129.99 | 129.99",
                "number | '129.99' | 129.99",
                "number | ' 129.99 ' | 129.99",
                "number | '\u00a0129.99\ufeff' | 129.99",
                "number | 0 | 0",
                "number | '-0' | 0",
                "number | -5.50 | -5.50",
                "number | 1E2 | 100",
                "number | '1e+2' | 100",
                "number | '1.5E1' | 15",
                "number | 1E-7 | 0.0000001",
                "number | 0E-999 | 0",
                "number | '0e999' | 0",
                "number | '0E-999' | 0",
                "number | 0.0000000000000000000000000000001 | 0.0000000000000000000000000000001",
                "number | '0.0000000000000000000000000000001' | 0.0000000000000000000000000000001",
                "number | '0.1e31' | 1000000000000000000000000000000",
                "number | '\u0085 7 \u0085' | 7",
                "currency | '\u0085usd' | 'USD'",
                "number | 1E30 | 1000000000000000000000000000000",
                "number | 1E-30 | 0.000000000000000000000000000001",
                "number | 1234567890123456789012345678901234567890 | 1234567890123456789012345678901234567890",
                "number | '123456789012345678901234567890123456789.5' | 123456789012345678901234567890123456789.5",
                "number | 9223372036854775808 | 9223372036854775808",
                "integer | 2 | 2",
                "integer | 2.0 | 2",
                "integer | '2.00' | 2",
                "integer | 2E1 | 20",
                "integer | '-3' | -3",
                "boolean | true | true",
                "boolean | false | false",
                "boolean | 1 | true",
                "boolean | 0 | false",
                "boolean | 1.0 | true",
                "boolean | '1' | true",
                "boolean | 'TRUE' | true",
                "boolean | 'False' | false",
                "trim | '\u00a0 a b ' | 'a b'",
                "lowercase | 'ABC' | 'abc'",
                "lowercase | 'I' | 'i'",
                "uppercase | 'i' | 'I'",
                "[trim, uppercase] | ' a ' | 'A'",
                "currency | 'usd' | 'USD'",
                "currency | ' Eur ' | 'EUR'",
                "sha256_email | ' Jane.Doe@Example.com ' | '86e0b9e56c17cc4d12387e1949b85053fbe73bc3ce5a1188713a9d300cc6133d'",
                "ip | '203.0.113.7' | '203.0.113.7'",
                "url | 'https://example.com/a#b' | 'https://example.com/a'",
            })
    void accepts(String transform, String value, String sent) {
        Call call = call(transform, value);

        assertThat(call.reason()).isNull();
        assertThat(Fixtures.written(call))
                .isEqualTo("{\"key\":\"pixel-key\",\"event\":\"v\",\"t\":" + sent.replace('\'', '"') + "}");
        assertThat(call.leftOut()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "string | {'a': 1}",
                "string | ['a']",
                "string | 1E99999",
                "string | 1E999999999",
                "number | 'ten'",
                "number | '+5'",
                "number | '.5'",
                "number | '5.'",
                "number | '05'",
                "number | '-'",
                "number | '1,299.00'",
                "number | '1 299'",
                "number | '$5'",
                "number | '0x10'",
                "number | '5e'",
                "number | '5e+'",
                "number | '٣'",
                "number | 'NaN'",
                "number | '1E31'",
                "number | 1E31",
                "number | '1E-31'",
                "number | '12e30'",
                "number | '0.00000000000000000000000000000012345678901234567890123456789012345678901'",
                "number | '1E999999999999'",
                "number | 12345678901234567890123456789012345678901",
                "number | '12345678901234567890123456789012345678901'",
                "number | true",
                "number | {'a': 1}",
                "number | [1]",
                "integer | 2.5",
                "integer | '2.5'",
                "integer | 'two'",
                "integer | 1E-1",
                "boolean | 2",
                "boolean | 'yes'",
                "boolean | 1.5",
                "boolean | [true]",
                "trim | {'a': 1}",
                "lowercase | ['a']",
                "uppercase | ['a']",
                "currency | 'US'",
                "currency | 'USDT'",
                "currency | 'U5D'",
                "currency | 'uſd'",
                "currency | 840",
                "currency | ['USD']",
                "[trim, number] | 'x'",
            })
    void refusesAndNamesTheSourceButNotTheValue(String transform, String value) {
        Call call = call(transform, value);

        assertThat(call.payload()).isNull();
        assertThat(call.isInvalid()).isTrue();
        assertThat(call.reason())
                .matches("properties\\.v: found an? (text|number|boolean|list|object) that transform \\w+ can't read; "
                        + "expected .*");
        assertThat(call.leftOut()).isZero();
    }

    @Test
    void saysWhatItFoundAndWhatItExpected() {
        assertThat(call("number", "'ten'").reason())
                .isEqualTo("properties.v: found a text that transform number can't read; "
                        + "expected a number of at most 40 digits and an exponent of at most ±30, written as in JSON");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "sha256_email | 'no address'",
                "sha256_email | 5",
                "sha256_email | ['jane@example.com']",
                "ip | 'localhost'",
                "ip | '10.0.0.1'",
                "ip | {'v4': '203.0.113.7'}",
                "url | 'javascript:alert(1)'",
                "url | 7",
            })
    void leavesOutAnIdentityFieldThatItCannotReadAndCountsIt(String transform, String value) {
        Call call = call(transform, value);

        assertThat(Fixtures.written(call)).isEqualTo("{\"key\":\"pixel-key\",\"event\":\"v\"}");
        assertThat(call.leftOut()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "''", "' '", "'\u00a0\ufeff'", "'\u0085'", "[]", "{}"})
    void leavesOutWhatIsNoValueWithoutCountingIt(String value) {
        for (Transform transform : Transform.values()) {
            if (!transform.isOverList()) {
                Call call = call(transform.word(), value);
                assertThat(Fixtures.written(call)).isEqualTo("{\"key\":\"pixel-key\",\"event\":\"v\"}");
                assertThat(call.leftOut()).isZero();
            }
        }
    }

    @Test
    void copiesAValueWithoutATransformAndSharesNothingWithTheEvent() {
        var event = Fixtures.track("e", "{'v': {'a': [0, false]}}");
        Blueprint blueprint = Fixtures.blueprint(BLUEPRINT.replace(", transform: %s", ""));

        Call call = Fixtures.call(blueprint, event);
        assertThat(Fixtures.written(call)).endsWith("\"t\":{\"a\":[0,false]}}");
        call.payload().withObject("/t").removeAll();

        assertThat(event.tree().at("/properties/v/a/1").isBoolean()).isTrue();
    }

    @Test
    void tellsASmallNumberThatIsWrittenOutFromOneWithAnExponent() {
        Blueprint blueprint = Fixtures.blueprint(BLUEPRINT.formatted("number"));
        String written = "0.0000000000000000000000000000001";
        String event = "{\"event\":\"e\",\"properties\":{\"v\":%s}}";

        assertThat(Fixtures.payload(blueprint, Events.of(event.formatted(written))))
                .endsWith("\"t\":" + written + "}");
        assertThat(Fixtures.call(blueprint, Events.of(event.formatted("1E-31"))).reason())
                .startsWith("properties.v: found a number");
        assertThat(Fixtures.payload(blueprint, Events.of(event.formatted("0E-31"))))
                .doesNotContain("E");
    }
}
