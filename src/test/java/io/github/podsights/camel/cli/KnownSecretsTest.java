package io.github.podsights.camel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was told as a secret is shown nowhere, as a whole and in part. */
class KnownSecretsTest {

    private static final String MODULE = "org.apache.kafka.common.security.scram.ScramLoginModule";

    @Test
    void isMaskedWhereverItStands() {
        KnownSecrets.add("known-secret-1");

        assertThat(KnownSecrets.masked("a known-secret-1, known-secret-1")).isEqualTo("a ***, ***");
        assertThat(KnownSecrets.masked("nothing")).isEqualTo("nothing");
    }

    @Test
    void oneThatHoldsAnotherIsMaskedAsAWhole() {
        KnownSecrets.add("known-secret-2");
        KnownSecrets.add("more-of-known-secret-2-and-more");

        assertThat(KnownSecrets.masked("<more-of-known-secret-2-and-more>")).isEqualTo("<***>");
    }

    /** Letters alone stand in too many other words. */
    @Test
    void whatIsShortIsNotLookedFor() {
        KnownSecrets.add("admin");

        assertThat(KnownSecrets.masked("the admin port")).isEqualTo("the admin port");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "PlainLoginModule required password=\"xpass-word-a1\";,xpass-word-a1",
                "PlainLoginModule required password=\"x pass word a2\";,x pass word a2",
                "PlainLoginModule required password=xpassworda;,xpassworda",
                "PlainLoginModule required password = \"xpassword=a3\";,xpassword=a3",
                "PlainLoginModule xpass-word-a4;,xpass-word-a4",
                "PlainLoginModule required password=\"xpass-word-a5,xpass-word-a5"
            })
    void aPasswordWithinItIsMaskedToo(String secret, String password) {
        KnownSecrets.add(secret);

        assertThat(KnownSecrets.masked("found '" + password + "'")).isEqualTo("found '***'");
    }

    @Test
    void wordsAndNamesOfClassesWithinItAreNot() {
        KnownSecrets.add(MODULE + " required username=\"known-user\" password=\"known-secret-6\";");

        String shown = MODULE + " required username known-user";
        assertThat(KnownSecrets.masked(shown)).isEqualTo(shown);
    }
}
