package io.github.podsights.camel.route.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.podsights.camel.deadletter.DeadLetterStore.State;
import org.junit.jupiter.api.Test;

/** What the records of a state topic say, in their order. */
class ClaimsTest {

    private static final String ID = "20261124T120000123Z-7f3a9c21d0e4";

    private final Claims claims = new Claims();
    private long time;

    @Test
    void theFirstOfSeveralClaimsHolds() {
        apply(Claims.claimed("a"));
        apply(Claims.claimed("b"));

        assertHeld(State.CLAIMED, "a");
        assertThat(claims.ids()).containsExactly(ID);
    }

    @Test
    void onlyWhoHasALetterLetsItGo() {
        apply(Claims.claimed("a"));
        apply(Claims.open("b"));
        assertHeld(State.CLAIMED, "a");

        apply(Claims.open("a"));
        assertThat(claims.of(ID)).isEmpty();

        apply(Claims.claimed("b"));
        assertHeld(State.CLAIMED, "b");
    }

    @Test
    void aClaimIsTakenOverFromWhoeverHadItThen() {
        apply(Claims.claimed("a"));
        apply(Claims.claimed("c", held("b", 1)));
        assertHeld(State.CLAIMED, "a");

        apply(Claims.claimed("b", held("a", 1)));
        apply(Claims.claimed("c", held("a", 1)));
        assertHeld(State.CLAIMED, "b");
    }

    @Test
    void aClaimThatWasRenewedAfterItWasLookedAtIsNotTakenOver() {
        apply(Claims.claimed("a"));
        apply(Claims.claimed("a"));
        apply(Claims.claimed("b", held("a", 1)));
        assertHeld(State.CLAIMED, "a");

        apply("{\"state\":\"claimed\",\"by\":\"b\",\"over\":\"a\"}".getBytes(UTF_8));
        assertHeld(State.CLAIMED, "a");

        apply(Claims.claimed("b", held("a", 2)));
        assertHeld(State.CLAIMED, "b");
    }

    private static Claims.Held held(String by, long at) {
        return new Claims.Held(State.CLAIMED, by, at);
    }

    @Test
    void renewingAClaimKeepsItYoung() {
        apply(Claims.claimed("a"));
        apply(Claims.claimed("a"));

        assertThat(claims.of(ID).orElseThrow().at()).isEqualTo(2);
    }

    @Test
    void whatWasReplayedIsClaimedNoMoreUntilItIsForgotten() {
        apply(Claims.claimed("a"));
        apply(Claims.replayed("a"));
        apply(Claims.claimed("b"));
        apply(Claims.claimed("b", held("a", 1)));
        assertHeld(State.REPLAYED, "");

        apply(null);
        assertThat(claims.of(ID)).isEmpty();
        assertThat(claims.ids()).isEmpty();
    }

    @Test
    void whatIsNotOursIsLeftAlone() {
        apply("no JSON".getBytes(UTF_8));
        apply("{\"state\":\"gone\"}".getBytes(UTF_8));
        claims.apply(null, Claims.claimed("a"), 1);

        assertThat(claims.ids()).isEmpty();
    }

    private void apply(byte[] record) {
        claims.apply(ID.getBytes(UTF_8), record, ++time);
    }

    private void assertHeld(State state, String by) {
        assertThat(claims.of(ID)).hasValueSatisfying(held -> {
            assertThat(held.state()).isEqualTo(state);
            assertThat(held.by()).isEqualTo(by);
        });
    }
}
