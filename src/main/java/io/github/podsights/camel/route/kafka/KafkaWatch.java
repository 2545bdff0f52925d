package io.github.podsights.camel.route.kafka;

import io.github.podsights.camel.route.Safe;
import io.github.podsights.camel.route.Timers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.camel.support.service.ServiceSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in the log and as a check why no events come: no broker answers, or none lets us in, or there is no such topic. The
 * log says each once, and that it is over. A consumer of Kafka's says nothing of that kind: it waits.
 */
final class KafkaWatch extends ServiceSupport {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaWatch.class);

    private static final long PERIOD_SECONDS = 5;

    private static final int ANSWER_MILLIS = 5_000;

    private static final String NOT_YET = "Kafka: no broker has answered yet";

    private final KafkaConfiguration configuration;
    private final String brokers;
    private final List<String> topics;
    private final Function<Properties, Admin> admins;
    private ScheduledExecutorService timer;
    private Admin admin;
    private volatile String trouble = NOT_YET;

    /** @param topics that the source reads; none if there is no source, but something that is written to topics */
    KafkaWatch(KafkaConfiguration configuration, String brokers, List<String> topics) {
        this(configuration, brokers, topics, Admin::create);
    }

    /** @param admins makes the client that asks */
    KafkaWatch(
            KafkaConfiguration configuration, String brokers, List<String> topics, Function<Properties, Admin> admins) {
        this.configuration = configuration;
        this.brokers = brokers;
        this.topics = topics;
        this.admins = admins;
    }

    /**
     * Whether a client can be made of the settings shows before anything is started.
     *
     * @throws IllegalArgumentException if none can
     */
    void check() {
        try (Admin made = admin()) {
            LOG.debug("Kafka's client can be made: {}", made.getClass());
        } catch (KafkaException e) {
            throw new IllegalArgumentException(
                    "camel.component." + KafkaParts.SCHEME + ": no client of Kafka's can be made of it: " + reason(e));
        }
    }

    @Override
    protected void doStart() {
        admin = admin();
        timer = Timers.daemon("podsights-kafka-watch");
        var unused = timer.scheduleWithFixedDelay(this::look, 0, PERIOD_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    protected void doStop() {
        if (timer != null) {
            timer.shutdownNow();
        }
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
    }

    private Admin admin() {
        return KafkasLoader.with(() -> admins.apply(properties()));
    }

    /** What the source's consumers have, as far as it concerns getting to the brokers. */
    private Properties properties() {
        return ClientProperties.of(configuration, brokers, ANSWER_MILLIS);
    }

    /** Why no events come, or nothing can be written; empty if brokers answer, and have the topics. */
    Optional<String> whyNot() {
        return Optional.ofNullable(trouble).map(Safe::text);
    }

    /** Asks for the topics once. */
    synchronized void look() {
        try {
            ask().get();
            say(null);
        } catch (ExecutionException e) {
            say(trouble(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            say(trouble(e));
        }
    }

    private KafkaFuture<?> ask() {
        return topics.isEmpty()
                ? admin.describeCluster(new DescribeClusterOptions().timeoutMs(ANSWER_MILLIS))
                        .nodes()
                : admin.describeTopics(topics, new DescribeTopicsOptions().timeoutMs(ANSWER_MILLIS))
                        .allTopicNames();
    }

    private String trouble(Throwable failure) {
        if (failure instanceof UnknownTopicOrPartitionException) {
            return "Kafka: of " + topics + " not every topic exists at " + brokers
                    + "; events come as soon as there is one: create it, or correct podsights.source.kafka.topic";
        }
        if (failure instanceof AuthenticationException) {
            return "Kafka: " + brokers + " does not let us in (" + reason(failure) + "); " + consequence()
                    + ": correct camel.component." + KafkaParts.SCHEME + ".sasl-* and .ssl-*";
        }
        if (failure instanceof AuthorizationException) {
            return "Kafka: " + topics + " may not be read (" + reason(failure)
                    + "); no events come: give our user the right to read topics and group";
        }
        return "Kafka: no broker answers at " + brokers + " ("
                + failure.getClass().getSimpleName()
                + "); " + consequence()
                + ", and it is tried until one does: start it, or correct podsights.source.kafka.brokers"
                + " and camel.component." + KafkaParts.SCHEME + ".security-protocol";
    }

    private String consequence() {
        return topics.isEmpty() ? "nothing is written there, nor comes back" : "no events come";
    }

    private void say(String now) {
        if (now == null && trouble != null && !trouble.equals(NOT_YET)) {
            LOG.info("Kafka: {} answers, and has {}", brokers, topics);
        } else if (now != null && !now.equals(trouble)) {
            LOG.warn("{}", Safe.text(now));
        }
        trouble = now;
    }

    /** The message of what caused it; but not where it may quote a JAAS configuration, which holds passwords. */
    private String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause.getMessage() == null) {
            return cause.getClass().getSimpleName();
        }
        boolean ofOurs =
                cause instanceof IllegalArgumentException && properties().containsKey(SaslConfigs.SASL_JAAS_CONFIG);
        boolean ofAFile = cause.getMessage().startsWith("Configuration Error"); // Java's reader of JAAS files
        return ofOurs || ofAFile ? "the JAAS configuration can't be read" : cause.getMessage();
    }
}
