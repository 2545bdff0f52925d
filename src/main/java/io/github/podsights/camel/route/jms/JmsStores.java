package io.github.podsights.camel.route.jms;

import io.github.podsights.camel.route.OwnServices;
import io.github.podsights.camel.route.SendReceived;
import io.github.podsights.camel.settings.JmsSourceSettings;
import jakarta.jms.ConnectionFactory;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;

/** What is written to queues of JMS: dead letters, and deliveries that are parked. Loaded only where JMS is used. */
public final class JmsStores {

    private static final String SENDERS = "podsightsJmsSenders";

    private static final String WRITE_LETTER = "podsightsWriteLetter";

    /** A parked delivery holds the event, whose bytes may be written as six letters each, and what is sent of it. */
    private static final int TIMES_AN_EVENT = 8;

    private static final int ATTEMPTS_AND_MORE = 1 << 20;

    private JmsStores() {}

    /**
     * The queue in which deliveries are parked.
     *
     * @param depth how many lie there, as it was seen a while ago
     * @param whyNot why nothing can be parked there; empty while it can
     */
    public record Parked(LongSupplier depth, Supplier<Optional<String>> whyNot) {}

    /**
     * Adds what the route {@code dead-letter-jms} names.
     *
     * @param queue where dead letters go
     */
    public static void addLetters(CamelContext context, JmsSourceSettings settings, String queue) throws Exception {
        JmsParts.addOpenComponent(context, settings); // for a person's route that reads them
        context.getRegistry().bind(WRITE_LETTER, new WriteLetter(senders(context, settings), queue));
    }

    /**
     * Adds what the routes {@code park-jms} and {@code parked-jms} name.
     *
     * @param maxBytes of an event; what is larger than a parked one can be is none
     * @param resume what comes back is sent there
     * @param held whether what is parked rests where it is: nothing can be sent, or the bundle stops
     * @param stopping whether what is held is to be let go
     */
    public static Parked addParked(
            CamelContext context,
            JmsSourceSettings settings,
            String queue,
            int maxBytes,
            SendReceived resume,
            BooleanSupplier held,
            BooleanSupplier stopping,
            InstantSource clock)
            throws Exception {
        JmsParts.addOpenComponent(context, settings);
        JmsConnections asking = new JmsConnections(context, settings);
        OwnServices.add(context, new Closing(asking));
        ConnectionFactory senders = senders(context, settings);
        ParkQueue watch = new ParkQueue(senders, new QueueDepth(asking.forConsumers(), queue));
        OwnServices.add(context, watch);
        context.addStartupListener(watch);
        context.getRegistry().bind("podsightsParkJms", new ParkMessage(senders, queue, watch, clock));
        JmsEvents events = new JmsEvents(settings.ofQueue(queue), largest(maxBytes), resume, held, stopping);
        context.getRegistry().bind("podsightsParkedMessages", new ParkedMessages(events, watch, clock, stopping));
        return new Parked(watch::depth, watch::whyNot);
    }

    private static int largest(int maxBytes) {
        return (int) Math.min(1 << 30, (long) TIMES_AN_EVENT * maxBytes + ATTEMPTS_AND_MORE);
    }

    /**
     * Watches over the broker where there is no source, but something that is written to queues.
     *
     * @param queue one of them
     * @return why nothing can be written; empty while it can
     */
    public static Supplier<Optional<String>> addWatch(CamelContext context, JmsSourceSettings settings, String queue)
            throws Exception {
        JmsWatch watch = new JmsWatch(new JmsConnections(context, settings), settings.ofQueue(queue));
        OwnServices.add(context, watch);
        return watch::whyNot;
    }

    /** Binds what the routes name, without anything that could connect by itself. */
    public static void bindStandIn(CamelContext context, JmsSourceSettings settings) {
        context.getRegistry().bind(WRITE_LETTER, new WriteLetter(new LateFactory(context, settings), "letters"));
    }

    /** Apart from the consumers' own: what is sent by that would be part of the transaction of what was received. */
    private static ConnectionFactory senders(CamelContext context, JmsSourceSettings settings) throws Exception {
        ConnectionFactory known = context.getRegistry().lookupByNameAndType(SENDERS, ConnectionFactory.class);
        if (known != null) {
            return known;
        }
        JmsConnections made = new JmsConnections(context, settings);
        OwnServices.add(context, new Closing(made));
        context.getRegistry().bind(SENDERS, made.forSenders());
        return made.forSenders();
    }
}
