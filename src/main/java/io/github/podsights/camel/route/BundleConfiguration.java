package io.github.podsights.camel.route;

import io.github.podsights.camel.reload.Outcome;
import io.github.podsights.camel.reload.Reconfigurable;
import io.github.podsights.camel.yaml.Contents;
import io.github.podsights.camel.yaml.Findings;
import java.util.Optional;

/**
 * The configuration of a bundle that runs, as it is read and put in force.
 *
 * @param reader reads it again
 * @param bundle what it is put in force in
 */
public record BundleConfiguration(ChangeableReader reader, PodsightsBundle bundle)
        implements Reconfigurable<Reconfiguration> {

    @Override
    public Optional<Reconfiguration> read(Contents contents, Findings findings) {
        return reader.read(contents, findings);
    }

    @Override
    public Outcome apply(Reconfiguration configuration) throws InterruptedException {
        return bundle.reconfigure(configuration);
    }
}
