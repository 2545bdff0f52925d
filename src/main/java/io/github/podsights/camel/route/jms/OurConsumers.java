package io.github.podsights.camel.route.jms;

import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.component.jms.JmsConsumer;
import org.springframework.jms.listener.DefaultMessageListenerContainer;

/** The consumers of JMS in a context that read by our component, and what Spring knows of them. */
final class OurConsumers {

    private OurConsumers() {}

    static Stream<JmsConsumer> of(CamelContext context) {
        return context.getRoutes().stream()
                .map(Route::getConsumer)
                .filter(JmsConsumer.class::isInstance)
                .map(JmsConsumer.class::cast)
                .filter(consumer -> consumer.getEndpoint().getEndpointUri().startsWith(JmsParts.SCHEME + ":"));
    }

    /** Spring counts consumers that are kept; with another cache level, or a transaction manager, each is for a moment. */
    static boolean areCounted(DefaultMessageListenerContainer container) {
        return container.getCacheLevel() >= DefaultMessageListenerContainer.CACHE_CONSUMER;
    }
}
