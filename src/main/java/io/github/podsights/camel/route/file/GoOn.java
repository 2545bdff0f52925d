package io.github.podsights.camel.route.file;

import java.util.function.BooleanSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.StatefulService;

/** Whether reading goes on. */
final class GoOn {

    private GoOn() {}

    /** Whether the consumer of the exchange's route runs, and neither it nor the bundle is being stopped. */
    static boolean isWanted(Exchange exchange, BooleanSupplier stopping) {
        Route route = exchange.getContext().getRoute(exchange.getFromRouteId());
        return !stopping.getAsBoolean()
                && !exchange.getContext().isStopping()
                && route != null
                && route.getConsumer() instanceof StatefulService consumer
                && consumer.getStatus().isStarted();
    }
}
