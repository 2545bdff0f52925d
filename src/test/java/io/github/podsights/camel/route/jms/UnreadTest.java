package io.github.podsights.camel.route.jms;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnreadTest {

    @Test
    void aQueueWhoseConsumersAreKeptAndDoNotRegisterIsUnread() throws Exception {
        try (DefaultCamelContext context = reading("queue:shop?cacheLevelName=CACHE_CONSUMER")) {
            assertThat(Unread.whyNot(context).orElseThrow()).startsWith("the queue shop is there, but is not read");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"CACHE_NONE", "CACHE_CONNECTION", "CACHE_SESSION"})
    void nothingIsSaidOfConsumersThatSpringDoesNotCount(String level) throws Exception {
        try (DefaultCamelContext context = reading("queue:shop?cacheLevelName=" + level)) {
            assertThat(Unread.whyNot(context)).isEmpty();
        }
        try (DefaultCamelContext context = reading("topic:shop?cacheLevelName=" + level)) {
            assertThat(Subscribed.whyNot(context, "the topic shop")).isEmpty();
        }
    }

    @Test
    void aTopicWhoseConsumersAreKeptAndDoNotRegisterIsNotSubscribedTo() throws Exception {
        try (DefaultCamelContext context = reading("topic:shop?cacheLevelName=CACHE_CONSUMER")) {
            assertThat(Subscribed.whyNot(context, "the topic shop")).contains("the topic shop, is not subscribed to");
        }
    }

    /** A context that has begun to read, of a broker that is away. */
    private static DefaultCamelContext reading(String destination) throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        JmsComponent component = new JmsComponent();
        component.getConfiguration().setConnectionFactory(new ActiveMQConnectionFactory("tcp://127.0.0.1:9"));
        context.addComponent(JmsParts.SCHEME, component);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(JmsParts.SCHEME + ":" + destination).process(exchange -> {});
            }
        });
        context.start();
        return context;
    }
}
