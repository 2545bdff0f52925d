package io.github.podsights.camel.route;

import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Service;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;

/** Services of a bundle in its context, which live as long as that does. */
public final class OwnServices {

    private OwnServices() {}

    /**
     * Adds one, which starts with the context, or at once if that has started.
     *
     * @throws Exception if it can't be started
     */
    public static void add(CamelContext context, Service service) throws Exception {
        context.addService(new Own(context, service), true, true);
    }

    /**
     * One that can be taken out for good. Camel itself forgets a service that is removed, but starts it all the same if it was
     * added before the context has started; and starts one again that was shut down.
     */
    static final class Own extends ServiceSupport {

        private final Service service;
        private volatile boolean isTakenOut;

        private Own(CamelContext context, Service service) {
            this.service = service;
            CamelContextAware.trySetCamelContext(service, context);
        }

        /** It ends, if it has begun, and never begins again. */
        void takeOut() {
            isTakenOut = true;
            ServiceHelper.stopAndShutdownService(service);
        }

        @Override
        protected void doStart() {
            if (!isTakenOut) {
                ServiceHelper.startService(service);
            }
        }

        @Override
        protected void doStop() {
            ServiceHelper.stopService(service);
        }

        @Override
        protected void doShutdown() {
            ServiceHelper.stopAndShutdownService(service);
        }
    }
}
