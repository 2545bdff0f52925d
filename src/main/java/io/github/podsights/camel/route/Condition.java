package io.github.podsights.camel.route;

import io.github.podsights.camel.delivery.Delivery;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.spi.Registry;

/**
 * What decides whether the steps of a block are run: a method of a bean, bound as {@code bean.method}, which is what a route
 * refers to. It is looked up once, when the route is built. Called as the method of a bean it would do the same, but Camel
 * copies the exchange for each such call: that took a sixth of the memory that an event takes on its way.
 */
final class Condition implements Predicate {

    /** Decides; what it throws is how the exchange fails. */
    @FunctionalInterface
    interface Test<T> {
        boolean holds(T subject) throws Exception;
    }

    private final String name;
    private final Test<Exchange> test;

    private Condition(String name, Test<Exchange> test) {
        this.name = name;
        this.test = test;
    }

    /** Binds a condition of a delivery, which is the body. */
    static void ofDelivery(Registry registry, String name, Test<Delivery> test) {
        ofBody(registry, name, Delivery.class, test);
    }

    /** Binds a condition of the body. */
    static <T> void ofBody(Registry registry, String name, Class<T> type, Test<? super T> test) {
        ofExchange(registry, name, exchange -> test.holds(exchange.getMessage().getMandatoryBody(type)));
    }

    /** Binds a condition of an exchange. */
    static void ofExchange(Registry registry, String name, Test<Exchange> test) {
        registry.bind(name, new Condition(name, test));
    }

    @Override
    public boolean matches(Exchange exchange) {
        try {
            return test.holds(exchange);
        } catch (Exception e) {
            // As a method would, but not wrapped: what failed says what becomes of the delivery.
            exchange.setException(e);
            return false;
        } catch (Error e) {
            exchange.setException(ErrorsUnsettle.endedBy(e, exchange));
            return false;
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
