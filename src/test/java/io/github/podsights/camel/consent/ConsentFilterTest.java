package io.github.podsights.camel.consent;

import static io.github.podsights.camel.consent.ConsentDecision.Reason.DENIED;
import static io.github.podsights.camel.consent.ConsentDecision.Reason.GRANTED;
import static io.github.podsights.camel.consent.ConsentDecision.Reason.MISSING;
import static io.github.podsights.camel.consent.ConsentDecision.Reason.MISSING_ALLOWED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.podsights.camel.event.Events;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsentFilterTest {

    private static final String NO_CONSENT = "{}";

    private final ConsentFilter marketing = ConsentFilter.DEFAULT;

    @ParameterizedTest
    @ValueSource(strings = {"true", "\"true\"", "\"TRUE\"", "\"granted\"", "\"Granted\""})
    void grantsWhatIsAClearYes(String value) {
        assertThat(decide(marketing, inContext("{\"marketing\": " + value + "}")))
                .isEqualTo(GRANTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "false",
                "1",
                "1.0",
                "\"1\"",
                "\"yes\"",
                "\"\"",
                "\" true\"",
                "\"denied\"",
                "{}",
                "[true]",
                "null"
            })
    void deniesAllElse(String value) {
        assertThat(decide(marketing, inContext("{\"marketing\": " + value + "}")))
                .isEqualTo(DENIED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"canonical": {"marketing": true}, "categories": {"marketing": false}, "marketing": false}  | GRANTED
            {"canonical": {"marketing": false}, "categories": {"marketing": true}, "marketing": true}   | DENIED
            {"canonical": {"marketing": null}, "categories": {"marketing": true}, "marketing": false}   | GRANTED
            {"canonical": {}, "categories": {"marketing": false}, "marketing": true}                    | DENIED
            {"canonical": ["marketing"], "categories": "marketing", "marketing": true}                  | GRANTED
            {"canonical": null, "marketing": true}                                                      | GRANTED
            {"analytics": true}                                                                         | DENIED
            {"Marketing": true}                                                                         | DENIED
            """)
    void takesTheFirstPlaceThatHasAValue(String consent, ConsentDecision.Reason reason) {
        assertThat(decide(marketing, inContext(consent))).isEqualTo(reason);
        assertThat(decide(marketing, "{\"consent\": " + consent + "}")).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"marketing": false} | {"canonical": {"marketing": true}} | DENIED
            {"marketing": true}  | {"marketing": false}               | GRANTED
            {"marketing": null}  | {"marketing": true}                | GRANTED
            {}                   | {"marketing": true}                | GRANTED
            []                   | {"marketing": true}                | GRANTED
            "no"                 | {"marketing": true}                | GRANTED
            null                 | {"marketing": true}                | GRANTED
            {}                   | null                               | DENIED
            null                 | {}                                 | DENIED
            null                 | null                               | MISSING
            """)
    void looksAtTheTopOfTheEventAfterItsContext(String inContext, String atTheTop, ConsentDecision.Reason reason) {
        String event = "{\"context\": {\"consent\": " + inContext + "}, \"consent\": " + atTheTop + "}";
        assertThat(decide(marketing, event)).isEqualTo(reason);
    }

    @Test
    void takesACategoryWithDotsForOneKey() {
        ConsentFilter filter = filter(ConsentMatch.ALL, OnMissingConsent.DROP, "canonical.marketing");
        assertThat(decide(filter, inContext("{\"canonical\": {\"marketing\": true}}")))
                .isEqualTo(DENIED);
        assertThat(decide(filter, inContext("{\"canonical.marketing\": true}"))).isEqualTo(GRANTED);
    }

    @Test
    void takesACategoryThatIsNamedLikeAPlaceForAKeyToo() {
        ConsentFilter filter = filter(ConsentMatch.ALL, OnMissingConsent.DROP, "categories");
        assertThat(decide(filter, inContext("{\"categories\": {\"categories\": true}}")))
                .isEqualTo(GRANTED);
        assertThat(decide(filter, inContext("{\"categories\": {\"marketing\": true}}")))
                .isEqualTo(DENIED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[\"marketing\"]", "true", "\"granted\"", "1", "{}"})
    void doesNotTakeAConsentThatGrantsNothingForMissing(String consent) {
        ConsentFilter lenient = filter(ConsentMatch.ALL, OnMissingConsent.ALLOW, "marketing");
        assertThat(decide(lenient, inContext(consent))).isEqualTo(DENIED);
    }

    @ParameterizedTest
    @ValueSource(strings = {NO_CONSENT, "{\"context\": {}}", "{\"context\": {\"consent\": null}, \"consent\": null}"})
    void doesWithoutConsentWhatIsConfigured(String event) {
        assertThat(decide(marketing, event)).isEqualTo(MISSING);
        assertThat(decide(filter(ConsentMatch.ALL, OnMissingConsent.ALLOW, "marketing"), event))
                .isEqualTo(MISSING_ALLOWED);
    }

    @ParameterizedTest
    @ValueSource(strings = {NO_CONSENT, "{\"consent\": {\"essential\": false}}", "{\"consent\": \"none\"}"})
    void alwaysGrantsEssential(String event) {
        assertThat(decide(filter(ConsentMatch.ALL, OnMissingConsent.DROP, "essential"), event))
                .isEqualTo(GRANTED);
        assertThat(decide(filter(ConsentMatch.ANY, OnMissingConsent.DROP, "marketing", "essential"), event))
                .isEqualTo(GRANTED);
    }

    @Test
    void needsTheOtherCategoriesBesideEssential() {
        ConsentFilter filter = filter(ConsentMatch.ALL, OnMissingConsent.DROP, "essential", "marketing");
        assertThat(decide(filter, NO_CONSENT)).isEqualTo(MISSING);
        assertThat(decide(filter, inContext("{}"))).isEqualTo(DENIED);
    }

    @Test
    void needsEveryCategoryUnlessAnyWillDo() {
        String event = inContext("{\"canonical\": {\"marketing\": true}, \"analytics\": false}");
        assertThat(decide(filter(ConsentMatch.ALL, OnMissingConsent.DROP, "marketing", "analytics"), event))
                .isEqualTo(DENIED);
        assertThat(decide(filter(ConsentMatch.ANY, OnMissingConsent.DROP, "analytics", "marketing"), event))
                .isEqualTo(GRANTED);
        assertThat(decide(filter(ConsentMatch.ANY, OnMissingConsent.DROP, "analytics", "functional"), event))
                .isEqualTo(DENIED);
    }

    @Test
    void namesTheCategoryThatIsNotGranted() {
        ConsentFilter filter = filter(ConsentMatch.ALL, OnMissingConsent.DROP, "analytics", "ad\nvertising");
        ConsentDecision decision = filter.decide(Events.of(inContext("{\"analytics\": true}")));
        assertThat(decision.granted()).isFalse();
        assertThat(decision.notGranted()).containsExactly("ad\nvertising");
        assertThat(decision.text()).isEqualTo("consent is not granted to 'ad\\nvertising'");
        assertThat(decision.reason().code()).isEqualTo("denied");
    }

    @Test
    void isGrantedForBothKindsOfYes() {
        assertThat(marketing
                        .decide(Events.of(inContext("{\"marketing\": true}")))
                        .granted())
                .isTrue();
        assertThat(filter(ConsentMatch.ALL, OnMissingConsent.ALLOW, "marketing")
                        .decide(Events.of(NO_CONSENT))
                        .granted())
                .isTrue();
        assertThat(marketing.decide(Events.of(NO_CONSENT)).granted()).isFalse();
    }

    @Test
    void refusesImpossibleCategoriesAndNamesTheKey() {
        for (List<String> categories : Arrays.asList(
                null, List.<String>of(), List.of(" "), Arrays.asList("a", null), List.of("a", "b", "a"))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new ConsentFilter(categories, ConsentMatch.ALL, OnMissingConsent.DROP))
                    .withMessageStartingWith("consent_categories ");
        }
    }

    @Test
    void readsTheWordsOfTheConfigurationAndNoOthers() {
        assertThat(ConsentMatch.of("any")).isEqualTo(ConsentMatch.ANY);
        assertThat(OnMissingConsent.of("allow")).isEqualTo(OnMissingConsent.ALLOW);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConsentMatch.of("ALL"))
                .withMessage("consent_match is 'ALL'; expected all or any");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OnMissingConsent.of("keep"))
                .withMessage("on_missing_consent is 'keep'; expected drop or allow");
    }

    private static ConsentFilter filter(ConsentMatch match, OnMissingConsent onMissing, String... categories) {
        return new ConsentFilter(List.of(categories), match, onMissing);
    }

    private static ConsentDecision.Reason decide(ConsentFilter filter, String event) {
        return filter.decide(Events.of(event)).reason();
    }

    private static String inContext(String consent) {
        return "{\"context\": {\"consent\": " + consent + "}}";
    }
}
