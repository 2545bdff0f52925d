package io.github.podsights.camel.route;

import io.github.podsights.camel.delivery.AnswerTable;
import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.delivery.Measurements;
import io.github.podsights.camel.event.EventReader;
import io.github.podsights.camel.event.Received;
import io.github.podsights.camel.integration.Integrations;
import io.github.podsights.camel.settings.CollectorSettings;
import io.github.podsights.camel.settings.Settings;
import io.github.podsights.camel.settlement.Balance;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import org.apache.camel.Processor;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Registry;

/**
 * The pipeline and the delivery as they run, for one test event: each of its calls is tried once, and what is not accepted
 * is only said.
 */
public final class SendTestBundle implements AutoCloseable {

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final ScheduledExecutorService timer = Timers.daemon("podsights-attempt-deadline");
    private final WatchAnswer answers;
    private final CollectorHttp http;
    private final Pipeline pipeline;

    /**
     * What became of a call.
     *
     * @param delivery the call, at its end
     * @param answer what the collector answered; empty if nothing was sent, or nothing came back
     */
    public record Call(Delivery delivery, Optional<CollectorAnswer> answer) {}

    /**
     * @param settings with nothing that is parked
     * @param integrations those that the event is to go to
     * @throws Exception if a route can't be built
     */
    public SendTestBundle(Settings settings, AnswerTable table, Integrations integrations) throws Exception {
        LongSupplier nanoTime = System::nanoTime;
        Clock clock = Clock.systemUTC();
        Stopping stopping = new Stopping();
        Parking parking = new Parking(settings.parking(), clock, new SecureRandom());
        context.disableJMX();
        RouteProperties.override(context.getPropertiesComponent(), settings);
        Registry registry = context.getRegistry();
        Balance balance = new Balance();
        PipelineSteps.bind(
                registry,
                new EventReader(settings.eventMaxBytes()),
                balance,
                () -> integrations,
                IdentityParts.forPreview(false),
                Measurements.NONE);
        registry.bind("podsightsSettle", new Settle(SettlementListener.NONE));
        NoDuplicates.bind(registry);
        parking.bind(registry);
        registry.bind("podsightsWouldBeDeadLetter", (Processor) PreviewBundle::wouldBeDeadLetter);
        DeliveryParts delivering = new DeliveryParts(
                settings, table, parking, () -> integrations, balance, stopping, clock, nanoTime, Measurements.NONE);
        delivering.bind(registry);
        answers = new WatchAnswer(registry.lookupByNameAndType("podsightsReadAnswer", Processor.class), table);
        rebind(registry, "podsightsReadAnswer", answers);
        rebind(registry, "podsightsRedelivery", new OneAttempt(nanoTime));
        CollectorSettings collector = settings.collector();
        http = new CollectorHttp(
                collector,
                delivering.connections(),
                new Deadlines(collector.responseTimeout(), collector.attemptTimeout(), timer, nanoTime));
        registry.bind("podsightsCollectorClient", http.client());
        context.addComponent("podsights-http", http.component());
        pipeline = Pipeline.start(context, List.of("send-test", "delivery", "pipeline"));
    }

    /** The registry keeps two of one name if their classes differ, and finds the first. */
    private static void rebind(Registry registry, String name, Processor processor) {
        registry.unbind(name);
        registry.bind(name, processor);
    }

    /** Sends an event; its calls, in the order of integrations and calls. */
    public List<Call> send(Received received) throws Exception {
        return pipeline.process(received).inOrder().stream()
                .map(delivery -> new Call(delivery, Optional.ofNullable(answers.of(delivery))))
                .toList();
    }

    @Override
    public void close() throws Exception {
        pipeline.close();
        timer.shutdownNow();
        http.client().close();
    }
}
