package io.github.podsights.camel.route.jms;

import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.component.jms.JmsConsumer;
import org.springframework.jms.listener.DefaultMessageListenerContainer;

/** Whether the source's consumers have their subscription: a topic can't be looked into, as a queue can. */
final class Subscribed {

    private Subscribed() {}

    /** Why no events come; empty while they can, or if nothing is to come. */
    static Optional<String> whyNot(CamelContext context, String topic) {
        boolean refused = context.getRoutes().stream()
                .map(Route::getConsumer)
                .anyMatch(consumer -> consumer instanceof JmsConsumer ours && ours.isStarted() && isWaiting(ours));
        return refused ? Optional.of(topic + ", is not subscribed to: the broker refuses it") : Optional.empty();
    }

    private static boolean isWaiting(JmsConsumer consumer) {
        try {
            return consumer.getListenerContainer() instanceof DefaultMessageListenerContainer container
                    && container.isPubSubDomain()
                    && container.isRunning()
                    && !container.isRegisteredWithDestination();
        } catch (Exception e) {
            return true; // it has none, and can't be given one
        }
    }
}
