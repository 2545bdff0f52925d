package io.github.podsights.camel.route.jms;

import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.component.jms.JmsConsumer;
import org.springframework.jms.listener.DefaultMessageListenerContainer;

/** Whether the source's consumers have their subscription: a topic can't be looked into, as a queue can. */
final class Subscribed {

    private Subscribed() {}

    /** Why no events come; empty while they can. What is sent before the first subscription is not kept for it. */
    static Optional<String> whyNot(CamelContext context, String topic) {
        boolean subscribed = OurConsumers.of(context).anyMatch(Subscribed::isSubscribed);
        return subscribed ? Optional.empty() : Optional.of(topic + ", is not subscribed to");
    }

    private static boolean isSubscribed(JmsConsumer consumer) {
        try {
            return (consumer.isStarted() || consumer.isSuspended())
                    && consumer.getListenerContainer() instanceof DefaultMessageListenerContainer container
                    && container.isPubSubDomain()
                    && (container.isRegisteredWithDestination() || !OurConsumers.areCounted(container));
        } catch (Exception e) {
            return false; // it has none, and can't be given one
        }
    }
}
