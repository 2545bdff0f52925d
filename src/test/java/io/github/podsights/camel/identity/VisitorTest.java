package io.github.podsights.camel.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.podsights.camel.event.ConversionEvent;
import io.github.podsights.camel.event.Events;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom an event is of. */
class VisitorTest {

    private static final String HASH = "86e0b9e56c17cc4d12387e1949b85053fbe73bc3ce5a1188713a9d300cc6133d";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'properties': {'email': ' Jane.Doe@Example.com '}",
                "'traits': {'email': 'jane.doe@example.com'}",
                "'context': {'traits': {'email': 'jane.doe@example.com'}}",
                "'properties': {'email': 'none'}, 'traits': {'email': 'jane.doe@example.com'}",
                "'properties': {'email': 7}, 'context': {'traits': {'email': 'jane.doe@example.com'}}",
                "'traits': {'email': '86E0B9E56C17CC4D12387E1949B85053FBE73BC3CE5A1188713A9D300CC6133D'}",
            })
    void takesTheFirstAddressThatCanBeUsed(String where) {
        assertThat(Visitor.of(event(where)).email().map(Digest::hex)).contains(HASH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'traits': {}",
                "'traits': {'email': 'jane at example.com'}",
                "'traits': {'email': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'}",
                "'email': 'jane.doe@example.com'",
            })
    void hasNoAddressWhereNoneCanBeUsed(String where) {
        assertThat(Visitor.of(event(where)).email()).isEmpty();
    }

    @Test
    void theUserGoesBeforeTheAnonymous() {
        Visitor both = Visitor.of(event("'userId': 'u', 'anonymousId': 'a'"));

        assertThat(both.keys())
                .containsExactly(
                        Visitor.of(event("'user_id': 'u'")).keys().get(0),
                        Visitor.of(event("'anonymous_id': 'a'")).keys().get(0));
    }

    @Test
    void theSameTextAsUserAndAsAnonymousIsOfTwo() {
        assertThat(Visitor.of(event("'user_id': 'x', 'anonymous_id': 'x'")).keys())
                .doesNotHaveDuplicates()
                .hasSize(2);
    }

    @Test
    void hasNoKeyWithoutAnId() {
        assertThat(Visitor.of(event("'user_id': ' ', 'anonymous_id': true")).keys())
                .isEmpty();
    }

    @Test
    void anIdThatIsAnAddressIsTheSameWhereItStandsAsItsHash() {
        assertThat(Visitor.of(event("'user_id': 'Jane.Doe@example.com'")).keys())
                .isEqualTo(Visitor.of(event("'user_id': '" + HASH + "'")).keys());
    }

    @ParameterizedTest
    @CsvSource({"identify, true", "Identify, true", "' identify ', true", "track, false", "identity, false"})
    void knowsAnIdentifyByItsType(String type, boolean identify) {
        assertThat(Visitor.isIdentify(event("'type': '" + type + "'"))).isEqualTo(identify);
    }

    @Test
    void aTrackEventOfThatNameIsNone() {
        assertThat(Visitor.isIdentify(event("'event': 'identify'"))).isFalse();
    }

    @Test
    void aDigestGoesThereAndBack() {
        assertThat(Digest.of(Digest.ofHex(HASH).bytes()).hex()).isEqualTo(HASH);
        assertThat(Optional.of(Digest.of("jane.doe@example.com")).map(Digest::hex))
                .contains(HASH);
    }

    private static ConversionEvent event(String fields) {
        return Events.of("{" + fields.replace('\'', '"') + "}");
    }
}
