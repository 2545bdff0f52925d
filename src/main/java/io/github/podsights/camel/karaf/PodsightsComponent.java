package io.github.podsights.camel.karaf;

import java.util.Map;
import org.osgi.framework.BundleContext;

/**
 * What Declarative Services start as soon as {@code etc/io.github.podsights.camel.cfg} is there, tell of each change of it,
 * and stop when the file or the bundle goes: {@code OSGI-INF/podsights.xml} tells them.
 */
public final class PodsightsComponent {

    static final String PID = "io.github.podsights.camel";

    private Restarts restarts;

    /** Begins with a configuration. */
    public void activate(BundleContext bundle, Map<String, Object> written) {
        KarafPlaces places = KarafPlaces.of(bundle::getProperty, PID);
        restarts = new Restarts(properties -> KarafInstance.start(bundle, places, properties));
        restarts.begin(KarafPlaces.properties(written));
    }

    /** Goes on with another configuration. */
    public void modified(Map<String, Object> written) {
        restarts.begin(KarafPlaces.properties(written));
    }

    /** Ends; when it returns nothing runs any more. */
    public void deactivate() {
        restarts.close();
    }
}
