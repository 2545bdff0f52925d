package io.github.podsights.camel.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.podsights.camel.delivery.InvalidDeliveryException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RouteStepTest {

    private final DefaultCamelContext context = new DefaultCamelContext(false);

    /** Camel catches exceptions alone: the next step would run, and the split wait for ever. */
    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void anErrorEndsTheExchangeThereInASplitToo() throws Exception {
        Error failure = new StackOverflowError();
        AtomicInteger next = new AtomicInteger();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:split")
                        .errorHandler(noErrorHandler())
                        .split(body())
                        .parallelProcessing()
                        .process(failing(failure))
                        .process(exchange -> next.incrementAndGet());
            }
        });
        context.start();
        try (context;
                ProducerTemplate caller = context.createProducerTemplate()) {
            Exchange done = caller.send(
                    "direct:split", exchange -> exchange.getMessage().setBody(List.of("a", "b")));

            assertThat(done.getException())
                    .isInstanceOf(UnsettledException.class)
                    .hasMessage("a step ended by java.lang.StackOverflowError");
            assertThat(next).hasValue(0);
        }
    }

    @Test
    void anExceptionIsThrownAsItIs() {
        Exception failure = new InvalidDeliveryException("no such order");

        assertThatThrownBy(() -> failing(failure).process(new DefaultExchange(context)))
                .isSameAs(failure);
    }

    private static RouteStep failing(Throwable failure) {
        return new RouteStep() {
            @Override
            void take(Exchange exchange) throws Exception {
                if (failure instanceof Error error) {
                    throw error;
                }
                throw (Exception) failure;
            }
        };
    }
}
