package io.github.podsights.camel.route.jms;

import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.component.jms.JmsConsumer;
import org.springframework.jms.listener.DefaultMessageListenerContainer;

/** Whether the queues of our routes are read: a broker that answers may refuse it to our user, and Camel tries it for ever. */
final class Unread {

    private Unread() {}

    /** Why a queue is not read, the source's or that of parked deliveries; empty while all of running routes are. */
    static Optional<String> whyNot(CamelContext context) {
        return OurConsumers.of(context)
                .filter(Unread::isUnread)
                .map(consumer -> "the queue " + consumer.getEndpoint().getDestinationName()
                        + " is there, but is not read: give our user the right to consume from it")
                .findFirst();
    }

    private static boolean isUnread(JmsConsumer consumer) {
        try {
            return consumer.isStarted()
                    && !consumer.isSuspended()
                    && consumer.getListenerContainer() instanceof DefaultMessageListenerContainer container
                    && !container.isPubSubDomain()
                    && OurConsumers.areCounted(container)
                    && !container.isRegisteredWithDestination();
        } catch (Exception e) {
            return false; // it has none, which is what a start says
        }
    }
}
