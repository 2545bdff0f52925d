package io.github.podsights.camel.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.podsights.camel.delivery.InvalidDeliveryException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Predicate;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ConditionTest {

    private final DefaultCamelContext context = new DefaultCamelContext(false);

    @Test
    void decidesByTheBody() {
        Condition.ofBody(context.getRegistry(), "isLong", String.class, text -> text.length() > 3);

        assertThat(holds("isLong", exchange("four"))).isTrue();
        assertThat(holds("isLong", exchange("abc"))).isFalse();
    }

    @Test
    void aBodyOfAnotherKindFails() {
        Condition.ofDelivery(context.getRegistry(), "any", delivery -> true);
        Exchange exchange = exchange("no delivery");

        assertThat(holds("any", exchange)).isFalse();
        assertThat(exchange.getException()).isInstanceOf(InvalidPayloadException.class);
    }

    @Test
    void whatIsThrownIsHowTheExchangeFails() {
        Exception failure = new InvalidDeliveryException("no such order");
        Condition.ofExchange(context.getRegistry(), "fails", exchange -> {
            throw failure;
        });
        Exchange exchange = exchange("");

        assertThat(holds("fails", exchange)).isFalse();
        assertThat(exchange.getException()).isSameAs(failure);
    }

    /** Camel catches exceptions alone: the split would wait for ever. */
    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void anErrorEndsTheExchangeInASplitToo() throws Exception {
        Error failure = new NoClassDefFoundError("org/acme/Driver");
        Condition.ofExchange(context.getRegistry(), "breaks", exchange -> {
            throw failure;
        });
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:split")
                        .errorHandler(noErrorHandler())
                        .split(body())
                        .parallelProcessing()
                        .filter()
                        .language("ref", "breaks")
                        .to("log:held");
            }
        });
        context.start();
        try (context;
                ProducerTemplate caller = context.createProducerTemplate()) {
            Exchange done = caller.send(
                    "direct:split", exchange -> exchange.getMessage().setBody(List.of("a", "b")));

            assertThat(done.getException())
                    .isInstanceOf(UnsettledException.class)
                    .hasMessage("a step ended by java.lang.NoClassDefFoundError");
        }
    }

    private boolean holds(String name, Exchange exchange) {
        return context.getRegistry().lookupByNameAndType(name, Predicate.class).matches(exchange);
    }

    private Exchange exchange(Object body) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(body);
        return exchange;
    }
}
