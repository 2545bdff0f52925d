package io.github.podsights.camel.route.kafka;

import io.github.podsights.camel.route.HandOver;
import io.github.podsights.camel.route.OwnServices;
import io.github.podsights.camel.settings.KafkaSourceSettings;
import io.github.podsights.camel.settings.ParkSettings;
import io.github.podsights.camel.settlement.Uncommitted;
import io.github.podsights.camel.settlement.Window;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.component.kafka.DefaultKafkaClientFactory;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.spi.Registry;

/**
 * The Kafka side of a context: a component instance of our own, so that the host's {@code kafka} stays as it is, and the
 * beans of the source's route. Loaded only where Kafka is used, so that an estate without it needs none of its jars.
 */
public final class KafkaParts {

    /** The scheme of our component instance. */
    public static final String SCHEME = "podsights-kafka";

    private KafkaParts() {}

    /** Adds the component without a source: for dead letters that go to a topic, or to be configured. */
    public static void addComponent(CamelContext context, KafkaSourceSettings settings) {
        // Whatever the host has put there under our name is what it wants letters to go through.
        if (context.hasComponent(SCHEME) == null) {
            component(context, settings);
        }
    }

    /**
     * Adds the component and the beans of the route {@code source-kafka}.
     *
     * @param held whether nothing is to be begun
     * @param letGo is run when events were let go, that wait perhaps to be sent
     * @return why no events come; empty while they can
     * @throws Exception if the component's settings are not such as Kafka's client can be made of
     */
    public static Supplier<Optional<String>> addSource(
            CamelContext context,
            KafkaSourceSettings settings,
            HandOver handOver,
            BooleanSupplier held,
            Runnable letGo,
            LongSupplier nanoTime)
            throws Exception {
        KafkaSource source = new KafkaSource(
                Window.ofHeap(settings.inFlight(), Runtime.getRuntime().maxMemory()),
                new Uncommitted(settings.inFlight()),
                held,
                letGo,
                nanoTime);
        KafkaComponent component = component(context, settings);
        component.setKafkaClientFactory(new KafkaClients(source, settings.groupProtocol()));
        context.getRegistry().bind("podsightsKafkaEvents", new KafkaEvents(source, handOver));
        return watch(
                context, component, settings.brokers(), List.of(settings.topic().split(",")));
    }

    /**
     * Watches over the brokers where there is no source, but something that is written to topics.
     *
     * @return why nothing can be written; empty while it can
     * @throws Exception if the component's settings are not such as Kafka's client can be made of
     */
    public static Supplier<Optional<String>> addWatch(CamelContext context, KafkaSourceSettings settings)
            throws Exception {
        // Whatever the host has put there under our name is watched by the host.
        return context.hasComponent(SCHEME) instanceof KafkaComponent component
                ? watch(context, component, settings.brokers(), List.of())
                : Optional::empty;
    }

    private static Supplier<Optional<String>> watch(
            CamelContext context, KafkaComponent component, String brokers, List<String> topics) throws Exception {
        KafkaWatch watch = new KafkaWatch(component.getConfiguration(), brokers, topics);
        watch.check();
        OwnServices.add(context, watch);
        return watch::whyNot;
    }

    /**
     * Adds the component, the beans of the route {@code parked-kafka}, and the topics in which deliveries are parked.
     *
     * @param settings of the Kafka source: where the brokers are, and the topic that the others are made like
     * @param held whether nothing is to be begun
     * @param letGo is run when records were let go, that wait perhaps to be sent
     * @return how many are parked, as it was seen a while ago
     */
    public static LongSupplier addParked(
            CamelContext context,
            KafkaSourceSettings settings,
            ParkSettings parking,
            HandOver handOver,
            int inFlight,
            BooleanSupplier held,
            Runnable letGo,
            LongSupplier nanoTime,
            InstantSource clock)
            throws Exception {
        KafkaSource source = new KafkaSource(
                Window.ofHeap(inFlight, Runtime.getRuntime().maxMemory()),
                new Uncommitted(inFlight),
                held,
                letGo,
                nanoTime,
                new NotBefore(clock));
        KafkaComponent component = component(context, settings);
        context.getRegistry().bind("podsightsParkedClients", new KafkaClients(source, settings.groupProtocol()));
        context.getRegistry().bind("podsightsParkedKafkaEvents", new KafkaEvents(source, handOver));
        new KafkaWatch(component.getConfiguration(), settings.brokers(), List.of()).check();
        ParkTopics topics = new ParkTopics(
                component.getConfiguration(),
                settings,
                parking,
                parking.places().containsKey("kafka"));
        OwnServices.add(context, topics);
        return topics::depth;
    }

    /** Binds what the routes name and {@link #addParked} binds, without anything that could connect. */
    public static void bindStandIn(Registry registry) {
        registry.bind("podsightsParkedClients", new DefaultKafkaClientFactory());
    }

    private static KafkaComponent component(CamelContext context, KafkaSourceSettings settings) {
        if (context.hasComponent(SCHEME) instanceof KafkaComponent known) {
            return known;
        }
        KafkaComponent component = new KafkaComponent();
        // It would take whatever the host has in its registry.
        component.setAutowiredEnabled(false);
        component.getConfiguration().setBrokers(settings.brokers());
        // Without a group Camel makes one up, and each start would read the topic from its beginning.
        component.getConfiguration().setGroupId(settings.groupId());
        context.addComponent(SCHEME, component);
        return component;
    }
}
