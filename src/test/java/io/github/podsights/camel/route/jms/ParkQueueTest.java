package io.github.podsights.camel.route.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.Session;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ParkQueueTest {

    /** What calls come to, by the name of the method; others to nothing. */
    private final Map<String, Callable<Object>> broker = new HashMap<>();

    private final AtomicInteger asked = new AtomicInteger();
    private final ConnectionFactory factory = one(ConnectionFactory.class);
    private final ParkQueue queue = new ParkQueue(factory, new QueueDepth(factory, "parked"));

    @AfterEach
    void stop() {
        queue.stop();
    }

    @Test
    void asksOnceHoweverManyRoutesStartLater() throws Exception {
        broker.put("createConnection", () -> {
            asked.incrementAndGet();
            throw new JMSException("away");
        });
        begin();
        queue.onCamelContextStarted(null, true);
        queue.onCamelContextStarted(null, true);

        assertThat(asked).hasValue(1);
    }

    @Test
    void asksNobodyOnceItHasStopped() throws Exception {
        broker.put("createConnection", () -> asked.incrementAndGet());
        queue.start();
        queue.stop();
        queue.onCamelContextStarted(null, true);

        assertThat(asked).hasValue(0);
    }

    @Test
    void whoIsNotLetInHasNotBeenTold() throws Exception {
        broker.put("createConnection", () -> {
            throw new JMSSecurityException("a wrong password");
        });
        begin();

        assertThatThrownBy(queue::requireDelay).hasMessageContaining("not known yet");
    }

    @Test
    void whoMayHaveNoTemporaryQueueTrustsTheBrokerUntilSomethingComesBackEarly() throws Exception {
        broker.put("createConnection", () -> one(Connection.class));
        broker.put("createSession", () -> one(Session.class));
        broker.put("createTemporaryQueue", () -> {
            throw new JMSSecurityException("not allowed");
        });
        begin();
        assertThatCode(queue::requireDelay).doesNotThrowAnyException();

        queue.cameEarly();

        assertThatThrownBy(queue::requireDelay).hasMessageContaining("scheduled delivery");
        assertThat(queue.whyNot()).isPresent();
    }

    @Test
    void whatOthersHaveParkedMakesNoRoomForMore() {
        queue.taken();
        queue.taken();
        queue.written();

        assertThat(queue.depth()).isEqualTo(1);
    }

    private void begin() throws NoDelayException {
        queue.start();
        queue.onCamelContextStarted(null, false);
    }

    private <T> T one(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> broker.getOrDefault(
                                method.getName(), () -> null)
                        .call()));
    }
}
