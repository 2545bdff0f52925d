package io.github.podsights.camel.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class Sha256Test {

    /** The vectors of FIPS 180-4 for nothing and for abc. */
    @Test
    void eachBeginsAnewAndKnowsNothingOfTheOthers() {
        MessageDigest first = Sha256.digest();
        first.update("a".getBytes(UTF_8));
        MessageDigest second = Sha256.digest();

        assertThat(hex(second.digest())).isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assertThat(hex(first.digest("bc".getBytes(UTF_8))))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
