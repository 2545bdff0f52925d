package io.github.podsights.camel.route.kafka;

import io.github.podsights.camel.parked.ParkTopic;
import io.github.podsights.camel.route.Safe;
import io.github.podsights.camel.route.Timers;
import io.github.podsights.camel.settings.KafkaSourceSettings;
import io.github.podsights.camel.settings.ParkSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.camel.support.service.ServiceSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topics in which deliveries are parked, one for each delay: makes those that are missing, like the topic that the
 * source reads, and looks now and then how many lie in them.
 */
final class ParkTopics extends ServiceSupport {

    private static final Logger LOG = LoggerFactory.getLogger(ParkTopics.class);

    private static final int ANSWER_MILLIS = 5_000;

    private static final long PERIOD_SECONDS = 5;

    /** What lies there for longer, since nobody reads, is lost; but what was read is not kept for ever. */
    private static final Duration RETENTION = Duration.ofDays(14);

    /** A record holds the event, and what is sent of it. */
    private static final int LARGEST_RECORD = 32 << 20;

    private final KafkaConfiguration configuration;
    private final KafkaSourceSettings settings;
    private final String group;
    private final String prefix;
    private final List<Duration> delays;
    private final boolean watched;
    private Admin admin;
    private ScheduledExecutorService timer;
    private boolean made;
    private String trouble;
    private volatile long depth;

    /** @param watched whether a {@link KafkaWatch} says that no broker answers, or none lets us in */
    ParkTopics(KafkaConfiguration configuration, KafkaSourceSettings settings, ParkSettings parking, boolean watched) {
        this.watched = watched;
        this.configuration = configuration;
        this.settings = settings;
        this.group = settings.groupId() + "-parked";
        this.prefix = parking.topics().orElseThrow();
        this.delays = parking.schedule().stream().distinct().toList();
    }

    /** How many are parked, as it was seen a while ago. */
    long depth() {
        return depth;
    }

    @Override
    protected void doStart() {
        admin = KafkasLoader.with(
                () -> Admin.create(ClientProperties.of(configuration, settings.brokers(), ANSWER_MILLIS)));
        timer = Timers.daemon("podsights-park-topics");
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

    private synchronized void look() {
        try {
            if (!made) {
                make();
                made = true;
            }
            depth = measure();
            trouble = null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            warnOnce(e.getCause());
        } catch (RuntimeException e) {
            warnOnce(e);
        }
    }

    private void warnOnce(Throwable failure) {
        String now = failure.getClass().getSimpleName();
        boolean said = watched && (failure instanceof TimeoutException || failure instanceof AuthenticationException);
        if (!now.equals(trouble) && !said) {
            LOG.warn(
                    made
                            ? "Kafka: how many deliveries are parked in {} can't be seen ({}); it is tried again"
                            : "Kafka: the topics {} can't be made ({}); it is tried again: start the brokers, give our user"
                                    + " the right to create them, or create them",
                    names(),
                    Safe.text(now));
        }
        trouble = now;
    }

    private Set<String> names() {
        return Set.copyOf(
                delays.stream().map(delay -> ParkTopic.name(prefix, delay)).toList());
    }

    private void make() throws ExecutionException, InterruptedException {
        List<String> missing = new ArrayList<>(names());
        missing.removeAll(admin.listTopics().names().get());
        if (missing.isEmpty()) {
            return;
        }
        Optional<TopicDescription> like = source();
        Optional<Integer> partitions = like.map(topic -> topic.partitions().size());
        Optional<Short> replicas =
                like.map(topic -> (short) topic.partitions().get(0).replicas().size());
        List<NewTopic> topics = new ArrayList<>();
        for (Duration delay : delays) {
            String name = ParkTopic.name(prefix, delay);
            if (missing.contains(name)) {
                topics.add(new NewTopic(name, partitions, replicas).configs(configs(delay)));
            }
        }
        for (var made : admin.createTopics(topics).values().entrySet()) {
            create(made.getKey(), made.getValue());
        }
    }

    private static void create(String name, KafkaFuture<Void> created) throws ExecutionException, InterruptedException {
        try {
            created.get();
            LOG.info("Kafka: the topic {} was made, for deliveries that are parked", Safe.text(name));
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e; // else another instance was faster
            }
        }
    }

    private static Map<String, String> configs(Duration delay) {
        Duration retention = RETENTION.compareTo(delay.multipliedBy(2)) < 0 ? delay.multipliedBy(2) : RETENTION;
        return Map.of(
                "cleanup.policy", "delete",
                "retention.ms", Long.toString(retention.toMillis()),
                "max.message.bytes", Integer.toString(LARGEST_RECORD));
    }

    /** The first topic that the source reads; empty if it is not there (yet). */
    private Optional<TopicDescription> source() throws ExecutionException, InterruptedException {
        String topic = settings.topic().split(",", -1)[0];
        try {
            return Optional.of(
                    admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** What of the topics of all delays, also those of an earlier schedule, the group has not committed. */
    private long measure() throws ExecutionException, InterruptedException {
        Pattern ours = Pattern.compile(ParkTopic.pattern(prefix));
        List<String> topics = admin.listTopics().names().get().stream()
                .filter(name -> ours.matcher(name).matches())
                .toList();
        List<TopicPartition> partitions = new ArrayList<>();
        admin.describeTopics(topics).allTopicNames().get().forEach((name, topic) -> topic.partitions()
                .forEach(partition -> partitions.add(new TopicPartition(name, partition.partition()))));
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
        var ends = offsets(partitions, OffsetSpec.latest());
        var starts = offsets(partitions, OffsetSpec.earliest());
        long lag = 0;
        for (TopicPartition partition : partitions) {
            OffsetAndMetadata known = committed.get(partition);
            long from = Math.max(starts.get(partition).offset(), known == null ? 0 : known.offset());
            lag += Math.max(0, ends.get(partition).offset() - from);
        }
        return lag;
    }

    private Map<TopicPartition, ListOffsetsResultInfo> offsets(Collection<TopicPartition> partitions, OffsetSpec spec)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        partitions.forEach(partition -> asked.put(partition, spec));
        return admin.listOffsets(asked).all().get();
    }
}
