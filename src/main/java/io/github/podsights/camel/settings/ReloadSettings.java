package io.github.podsights.camel.settings;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * What becomes of changes of the configuration while it runs.
 *
 * @param isOn whether they are looked for
 * @param lastGood the directory that keeps what was in force last; empty: nothing is kept
 */
public record ReloadSettings(boolean isOn, Optional<Path> lastGood) {

    public ReloadSettings {
        Objects.requireNonNull(lastGood, "lastGood");
    }
}
