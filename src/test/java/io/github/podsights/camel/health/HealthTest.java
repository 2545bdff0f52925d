package io.github.podsights.camel.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** It is ready if every check is up. */
class HealthTest {

    private final Health health = new Health();

    @Test
    void isReadyWithoutAnyCheck() {
        assertThat(health.checks()).isEmpty();
        assertThat(Health.isReady(health.checks())).isTrue();
    }

    @Test
    void asksEachCheckAnewAndInTheOrderOfNames() {
        String[] reason = {null};
        health.add("sources", () -> Optional.ofNullable(reason[0]));
        health.add("dead-letters", Optional::empty);

        assertThat(health.checks()).containsExactly(Check.up("dead-letters"), Check.up("sources"));
        assertThat(Health.isReady(health.checks())).isTrue();

        reason[0] = "file is stopped";
        assertThat(health.checks()).containsExactly(Check.up("dead-letters"), Check.down("sources", "file is stopped"));
        assertThat(Health.isReady(health.checks())).isFalse();

        reason[0] = null;
        assertThat(Health.isReady(health.checks())).isTrue();
    }

    @Test
    void aCheckMayHaveSomethingToSayWhileItIsUp() {
        String[] reason = {null};
        health.add("configuration", () -> Optional.ofNullable(reason[0]), () -> "in force");

        assertThat(health.checks()).containsExactly(Check.up("configuration", "in force"));
        assertThat(Health.isReady(health.checks())).isTrue();

        reason[0] = "restart";
        assertThat(health.checks()).containsExactly(Check.down("configuration", "restart"));
    }

    @Test
    void hasChecksThatComeAndGo() {
        Map<String, Optional<String>> integrations = new TreeMap<>();
        health.addAll("integrations", () -> integrations);
        assertThat(health.checks()).isEmpty();

        integrations.put(Health.INTEGRATION + "shop", Optional.of("paused: the collector answered 401"));
        integrations.put(Health.INTEGRATION + "blog", Optional.empty());

        assertThat(health.checks())
                .containsExactly(
                        Check.up("integration:blog"),
                        Check.down("integration:shop", "paused: the collector answered 401"));
    }

    @Test
    void whatCantBeLookedAtIsDownAndKeepsItsMessageToItself() {
        health.add("one", () -> {
            throw new IllegalStateException("secret");
        });
        health.addAll("many", () -> {
            throw new IllegalArgumentException("secret");
        });

        assertThat(health.checks())
                .containsExactly(
                        Check.down("many", "can't be looked at (IllegalArgumentException)"),
                        Check.down("one", "can't be looked at (IllegalStateException)"));
    }

    @Test
    void aCheckIsEitherUpOrHasAReason() {
        assertThatThrownBy(() -> new Check("name", false, null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Check("name", true, "why")).isInstanceOf(IllegalArgumentException.class);
    }
}
