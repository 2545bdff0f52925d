package io.github.podsights.camel.route.jms;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.podsights.camel.settings.JmsBroker;
import io.github.podsights.camel.settings.JmsSourceSettings;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.lang.reflect.Proxy;
import java.util.Optional;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class LateFactoryTest {

    private static final JmsSourceSettings SETTINGS = new JmsSourceSettings(
            JmsBroker.ARTEMIS, "tcp://127.0.0.1:9", "shop", Optional.empty(), 1, Optional.empty(), Optional.empty());

    /** Nobody would end it. */
    @Test
    void makesNoClientAfterItsEnd() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext(false)) {
            LateFactory late = new LateFactory(context, SETTINGS);
            late.close();

            assertThatThrownBy(late::createConnection).hasMessage("the bundle has stopped");
            assertThatThrownBy(late::createContext).hasMessage("the bundle has stopped");
        }
    }

    @Test
    void aBeanThatIsMadeAfterItIsTakenInPlaceOfOurs() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext(false);
                LateFactory late = new LateFactory(context, SETTINGS)) {
            context.getRegistry()
                    .bind(
                            "podsightsConnectionFactory",
                            Proxy.newProxyInstance(
                                    getClass().getClassLoader(),
                                    new Class<?>[] {ConnectionFactory.class},
                                    (proxy, method, arguments) -> {
                                        throw new JMSException("the bean was asked");
                                    }));
            assertThatThrownBy(late::createConnection).hasMessage("the bean was asked");
        }
    }
}
