package io.github.podsights.camel.reload;

import io.github.podsights.camel.yaml.Contents;
import io.github.podsights.camel.yaml.Findings;
import java.util.Optional;

/**
 * What can be configured while it runs.
 *
 * @param <C> a configuration: immutable, whole
 */
public interface Reconfigurable<C> {

    /** Reads a configuration and changes nothing; what has errors is not used, whatever comes back. */
    Optional<C> read(Contents contents, Findings findings);

    /**
     * Puts a configuration in force as a whole, or not at all.
     *
     * @throws InterruptedException if it is to end: then nothing has changed
     */
    Outcome apply(C configuration) throws InterruptedException;
}
