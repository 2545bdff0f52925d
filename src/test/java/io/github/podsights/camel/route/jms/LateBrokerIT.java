package io.github.podsights.camel.route.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.podsights.camel.collector.Behaviours;
import io.github.podsights.camel.route.RunningBundle;
import io.github.podsights.camel.settings.Property;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.jms.JmsConsumer;
import org.junit.jupiter.api.Test;
import org.springframework.jms.listener.AbstractMessageListenerContainer;

/** A broker that answers only after the bundle has stopped what it began. */
class LateBrokerIT extends AgainstArtemis {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final byte[] EVENT =
            "{\"event\":\"Order Completed\",\"anonymous_id\":\"a\",\"properties\":{\"order_id\":\"1\"},\"consent\":{\"marketing\":true}}"
                    .getBytes(StandardCharsets.UTF_8);

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch answers = new CountDownLatch(1);
    private final CountDownLatch begun = new CountDownLatch(1);

    @Test
    void aConsumerThatWasStillConnectingDoesNotRunAfterTheStop() throws Exception {
        ConnectionFactory late = (ConnectionFactory) around(new ActiveMQConnectionFactory(broker.url()));
        try (RunningBundle running =
                RunningBundle.start(directory, collector, properties(), "", host -> host.getRegistry()
                        .bind("podsightsConnectionFactory", late))) {
            AbstractMessageListenerContainer container = ((JmsConsumer)
                            running.context().getRoute("podsights-source-jms").getConsumer())
                    .getListenerContainer();
            await().atMost(PATIENCE).until(() -> asked.getCount() == 0);

            running.bundle().stop();
            answers.countDown();
            await().atMost(PATIENCE).until(() -> begun.getCount() == 0); // Spring says that it runs before it begins

            await().during(Duration.ofMillis(500)).atMost(PATIENCE).until(() -> !container.isRunning());
        }
    }

    @Test
    void aConsumerThatWasStillConnectingTakesNothingWhileTheStopWaits() throws Exception {
        collector.behave(Behaviours.accept().delayed(Duration.ofSeconds(3)));
        ConnectionFactory late = (ConnectionFactory) around(new ActiveMQConnectionFactory(broker.url()));
        broker.send("podsights.events", List.of(EVENT));
        try (RunningBundle running =
                        RunningBundle.start(directory, collector, properties(), "", host -> host.getRegistry()
                                .bind("podsightsConnectionFactory", late));
                ProducerTemplate caller = running.context().createProducerTemplate()) {
            await().atMost(PATIENCE).until(() -> asked.getCount() == 0);
            CompletableFuture<Object> answer = caller.asyncRequestBody("direct:podsights", EVENT);
            await().atMost(PATIENCE).until(() -> running.total().inFlight() == 1);

            CompletableFuture<Void> stop = CompletableFuture.runAsync(running.bundle()::stop);
            try {
                await().atMost(PATIENCE).until(LateBrokerIT::isSuspended);
            } finally {
                answers.countDown();
            }
            stop.join();
            answer.join();

            assertThat(running.total().received()).isEqualTo(1);
            assertThat(broker.depth("podsights.events")).isEqualTo(1);
        }
    }

    /** Is it told? It hears when it is connected: until then whoever tells it waits. */
    private static boolean isSuspended() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().startsWith("podsights-jms-suspend")
                        && thread.getState() != Thread.State.NEW
                        && thread.getState() != Thread.State.RUNNABLE);
    }

    /** The same, but no connection is made before it answers. */
    private Object around(Object real) {
        Class<?> type = real instanceof Connection ? Connection.class : ConnectionFactory.class;
        return Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().equals("createConnection") && isOfConsumer()) {
                        asked.countDown();
                        assertThat(answers.await(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                                .isTrue();
                    } else if (method.getName().equals("start")) {
                        begun.countDown();
                    }
                    Object made = call(real, method, arguments);
                    return made instanceof Connection ? around(made) : made;
                });
    }

    /** Health asks for connections too, and may be first. */
    private static boolean isOfConsumer() {
        return StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(frame -> frame.getClassName().contains("ListenerContainer")));
    }

    /** Nothing is parked, which would have a consumer of its own. */
    private Map<Property, String> properties() {
        return Map.of(
                Property.SOURCE,
                "jms",
                Property.JMS_URL,
                broker.url(),
                Property.JMS_IN_FLIGHT,
                "2",
                Property.PARK_SCHEDULE,
                "none");
    }

    private static Object call(Object real, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
