package io.github.podsights.camel.route;

import io.github.podsights.camel.delivery.AnswerTableReader;
import io.github.podsights.camel.delivery.MaxAge;
import io.github.podsights.camel.delivery.Measurements;
import io.github.podsights.camel.event.EventReader;
import io.github.podsights.camel.integration.Integrations;
import io.github.podsights.camel.route.jms.JmsParts;
import io.github.podsights.camel.route.jms.JmsStores;
import io.github.podsights.camel.route.kafka.KafkaParts;
import io.github.podsights.camel.settings.Settings;
import io.github.podsights.camel.settlement.Balance;
import io.github.podsights.camel.yaml.Findings;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Properties;
import java.util.function.LongSupplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Processor;
import org.apache.camel.component.file.GenericFileFilter;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.PropertyBindingSupport;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds routes as a start does before it uses them, where nothing is started: with beans of the bundle that have nothing
 * opened, and do nothing in place of those that would have.
 */
public final class RouteRehearsal {

    /** Steps that have something open. */
    private static final List<String> STEPS = List.of(
            "podsightsDeadLetterSync",
            "podsightsFileEvents",
            "podsightsKafkaEvents",
            "podsightsParkKafkaWritten",
            "podsightsParkJms",
            "podsightsParkJmsWritten",
            "podsightsParkSync",
            "podsightsParkWritten",
            "podsightsParkedFiles",
            "podsightsJmsEvents",
            "podsightsParkedKafkaEvents",
            "podsightsParkedMessages",
            "podsightsUnparkedAgain",
            "podsightsUnwrittenAgain",
            "podsightsWritten");

    private static final Logger LOG = LoggerFactory.getLogger(RouteRehearsal.class);

    private static final String COMPONENT = "camel.component.";

    private static final String BEANS = "camel.beans.";

    private final Settings settings;

    /** @param settings say which of the shipped routes run beside those of a person */
    public RouteRehearsal(Settings settings) {
        this.settings = settings;
    }

    /**
     * Adds the first thing for which a start would refuse the routes, and a warning for each file that would not be used.
     *
     * @param properties the file of properties, which may be missing: routes may name what stands there
     */
    public void check(RouteFiles own, Path properties, Findings findings) {
        List<String> shipped = RunningRoutes.of(settings);
        own.unused(shipped).forEach(findings::add);
        try (DefaultCamelContext context = new DefaultCamelContext(false);
                CloseableHttpClient client = HttpClients.createMinimal()) {
            context.disableJMX();
            context.getPropertiesComponent().addLocation("file:" + properties + ";optional=true");
            context.getRegistry().bind("podsightsCollectorClient", client);
            bind(context);
            context.build();
            bindBeans(context); // components may name them
            configureComponents(context);
            new RouteSketch(context, settings, RouteBeans::none)
                    .check(own.over(shipped))
                    .ifPresent(findings::add);
        } catch (Exception e) {
            throw new IllegalStateException("the beans of the bundle can't be bound", e);
        }
    }

    /** As camel-main does by the properties; what it would refuse is found there. */
    private static void configureComponents(CamelContext context) {
        Properties options = context.getPropertiesComponent().loadProperties(name -> name.startsWith(COMPONENT));
        for (String key : options.stringPropertyNames()) {
            String[] parts = key.substring(COMPONENT.length()).split("\\.", 2);
            if (parts.length < 2 || parts[0].startsWith("podsights-")) {
                continue;
            }
            try {
                Component component = context.getComponent(parts[0], true, false);
                if (component != null) {
                    PropertyBindingSupport.build()
                            .withCamelContext(context)
                            .withTarget(component)
                            .withProperty(parts[1], options.getProperty(key))
                            .withIgnoreCase(true)
                            .withMandatory(false)
                            .bind();
                }
            } catch (RuntimeException | LinkageError e) {
                // What stands elsewhere, such as a secret, may not be there where it is only looked at.
                LOG.debug("The option {} can't be set", key, Failures.withoutMessage(e));
            }
        }
    }

    /** Those that camel-main makes of properties; what it can't make a start refuses. */
    private static void bindBeans(CamelContext context) {
        Properties beans = context.getPropertiesComponent()
                .loadProperties(name -> name.startsWith(BEANS) && name.indexOf('.', BEANS.length()) < 0);
        for (String key : beans.stringPropertyNames()) {
            try {
                Object bean = PropertyBindingSupport.resolveBean(context, beans.getProperty(key));
                context.getRegistry().bind(key.substring(BEANS.length()), bean);
            } catch (Exception | LinkageError e) {
                LOG.debug("The bean {} can't be made", key, Failures.withoutMessage(e));
            }
        }
    }

    private void bind(CamelContext context) {
        Clock clock = Clock.systemUTC();
        LongSupplier nanoTime = System::nanoTime;
        Stopping stopping = new Stopping();
        Balance balance = new Balance();
        Integrations none = new Integrations(List.of());
        Parking parking = new Parking(settings.parking(), clock, new SecureRandom());
        Units units = new Units();
        Registry registry = context.getRegistry();
        PipelineSteps.bind(
                registry,
                new EventReader(settings.eventMaxBytes()),
                balance,
                () -> none,
                IdentityParts.forPreview(false),
                Measurements.NONE);
        new DeliveryParts(
                        settings,
                        AnswerTableReader.shipped(),
                        parking,
                        () -> none,
                        balance,
                        stopping,
                        clock,
                        nanoTime,
                        Measurements.NONE)
                .bind(registry);
        registry.bind("podsightsFanOut", new FanOutExecutor(Workers.create()));
        registry.bind("podsightsSettle", new Settle(SettlementListener.NONE));
        NoDuplicates.bind(registry);
        parking.bind(registry);
        new ResumeParked(balance, () -> none, parking, new MaxAge(settings.maxAge(), clock), clock).bind(registry);
        registry.bind("podsightsParkRecord", new ParkDelivery(units, settings.parking(), clock));
        registry.bind("podsightsTooLargeToPark", new TooLargeToPark());
        registry.bind("podsightsDeadLetter", new WriteDeadLetter(units, clock, new SecureRandom()));
        registry.bind("podsightsRecordHeaders", new RecordHeaders());
        registry.bind("podsightsLetterMessage", new LetterMessage());
        for (String name : List.of("podsightsUnwritten", "podsightsUnparked")) {
            registry.bind(name, new Unwritten(name, stopping, Unwritten.Mending.NONE));
        }
        for (String name : List.of("podsightsInbox", "podsightsSpool")) {
            registry.bind(name, (GenericFileFilter<Object>) file -> false);
        }
        STEPS.forEach(name -> registry.bind(name, (Processor) exchange -> {}));
        if (settings.usesJms()) {
            JmsParts.addComponent(context, settings.jmsSource());
            JmsStores.bindStandIn(context, settings.jmsSource());
        }
        if (settings.usesKafka()) {
            KafkaParts.addComponent(context, settings.kafkaSource());
            KafkaParts.bindStandIn(registry);
        }
    }
}
