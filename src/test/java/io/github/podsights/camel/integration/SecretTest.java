package io.github.podsights.camel.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SecretTest {

    @Test
    void isNeverWrittenDown() {
        Secret secret = new Secret("abc");

        assertThat(secret.value()).isEqualTo("abc");
        assertThat("" + secret).isEqualTo("***");
        assertThat(secret).isEqualTo(new Secret("abc")).isNotEqualTo(new Secret("abd"));
    }

    @Test
    void refusesABlankValue() {
        assertThatThrownBy(() -> new Secret(" ")).hasMessage("a secret is blank; expected a value");
    }
}
