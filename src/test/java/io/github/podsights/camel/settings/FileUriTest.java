package io.github.podsights.camel.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileUriTest {

    @Test
    void noCharacterOfAPathMeansAnythingButItself() {
        assertThat(FileUri.of(Path.of("/data/inbox"))).isEqualTo("file:/data/inbox");
        assertThat(FileUri.of(Path.of("/a b/%20/{{x}}"))).isEqualTo("file:/a b/%252520/%7B%7Bx%7D%7D");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a?b", "/a?delete=true", "/${date:now}", "/$simple{x}", "/a\\b"})
    void aDirectoryThatCamelWouldMisunderstandIsRefused(String directory) {
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> new FileSourceSettings(Path.of(directory), 1, Duration.ZERO))
                .satisfies(e -> assertThat(e.property()).isEqualTo(Property.FILE_DIRECTORY));
    }
}
