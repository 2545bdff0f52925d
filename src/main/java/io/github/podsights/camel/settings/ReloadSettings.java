package io.github.podsights.camel.settings;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * What becomes of changes of the configuration while it runs.
 *
 * @param isOn whether they are looked for
 * @param checksRoutes whether routes that do not keep the settlement contract are refused, at a start too
 * @param lastGood the directory that keeps what was in force last; empty: nothing is kept
 */
public record ReloadSettings(boolean isOn, boolean checksRoutes, Optional<Path> lastGood) {

    public ReloadSettings {
        Objects.requireNonNull(lastGood, "lastGood");
    }
}
