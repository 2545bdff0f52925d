package io.github.podsights.camel.karaf;

import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Declarative Services start as soon as {@code etc/io.github.podsights.camel.cfg} is there, tell of each change of it,
 * and stop when the file or the bundle goes: {@code OSGI-INF/podsights.xml} tells them.
 */
public final class PodsightsComponent {

    static final String PID = "io.github.podsights.camel";

    private static final Logger LOG = LoggerFactory.getLogger(PodsightsComponent.class);

    private Restarts restarts;

    /** Begins with a configuration; not with that of another file, which would run in place of the right one, or beside it. */
    public void activate(BundleContext bundle, Map<String, Object> written) {
        KarafPlaces places = KarafPlaces.of(bundle::getProperty, PID);
        Optional<String> other = KarafPlaces.otherFile(written);
        if (other.isPresent()) {
            LOG.error(
                    "{}: found a further file of properties; expected {} alone, in whose place it would be taken; delete it,"
                            + " or give it another ending than .cfg, and restart the bundle; until then nothing runs",
                    other.get(),
                    places.properties());
            return;
        }
        restarts = new Restarts(properties -> KarafInstance.start(bundle, places, properties));
        restarts.begin(KarafPlaces.properties(written));
    }

    /** Goes on with another configuration. */
    public void modified(Map<String, Object> written) {
        if (restarts != null) {
            restarts.begin(KarafPlaces.properties(written));
        }
    }

    /** Ends; when it returns nothing runs any more. */
    public void deactivate() {
        if (restarts != null) {
            restarts.close();
        }
    }
}
