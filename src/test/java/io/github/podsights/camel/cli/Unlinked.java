package io.github.podsights.camel.cli;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/** Beans whose classes fail as those fail of which a jar is missing, and such a component. */
public final class Unlinked {

    private Unlinked() {}

    /** Needs a class that is not there. */
    public static final class Bean {

        /** Fails. */
        public Bean() {
            throw new NoClassDefFoundError("com/acme/NotThere");
        }
    }

    /** What its initialiser says holds a secret. */
    public static final class Initialized {

        static final int NUMBER = Integer.parseInt(SecretHome.TOKEN);
    }

    /** Calls itself without end. */
    public static final class Endless {

        private final Endless other;

        /** Fails. */
        public Endless() {
            other = new Endless();
        }

        Endless other() {
            return other;
        }
    }

    /** Needs a class that is not there, as one without its driver. */
    public static final class Component extends DefaultComponent {

        /** Fails. */
        public Component() {
            throw new NoClassDefFoundError("com/acme/Driver");
        }

        @Override
        protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
            throw new IllegalStateException("one that was never made");
        }
    }

    /** Needs one when it makes an endpoint. */
    public static final class Late extends DefaultComponent {

        @Override
        protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
            throw new NoClassDefFoundError("com/acme/Template");
        }
    }
}
