package io.github.podsights.bench;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes events to a topic of 4 partitions, evenly: as fast as it can, or so many a second. */
public final class KafkaLoad implements AutoCloseable {

    private static final int PARTITIONS = 4;

    /** A broker that is restarted may take its time. */
    private static final int PATIENCE_MILLIS = 300_000;

    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final SplittableRandom random = new SplittableRandom(1);
    private int sent;

    private KafkaLoad(String brokers, String topic, int lingerMillis) {
        this.topic = topic;
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", brokers,
                        "acks", "all",
                        "linger.ms", lingerMillis,
                        "max.block.ms", PATIENCE_MILLIS,
                        "delivery.timeout.ms", PATIENCE_MILLIS,
                        "batch.size", 256 << 10,
                        "buffer.memory", 64 << 20),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /**
     * Makes a topic, and fills it; or, without a count, takes commands from standard input, and answers each with a line:
     * {@code warm RATE SECONDS} writes so many events a second, {@code timed RATE SECONDS} lets each carry when it was
     * produced, too.
     *
     * @param args brokers, topic, and how many events
     */
    public static void main(String[] args) throws Exception {
        create(args[0], args[1]);
        boolean paced = args.length == 2;
        try (KafkaLoad load = new KafkaLoad(args[0], args[1], paced ? 0 : 20)) {
            if (paced) {
                load.serve();
            } else {
                load.fill(Integer.parseInt(args[2]));
            }
        }
    }

    private static void create(String brokers, String topic) throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
            admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1)))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    private void fill(int count) {
        for (int i = 0; i < count; i++) {
            send(String.format("ORD-%09d", i));
        }
    }

    private void serve() throws Exception {
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.out.println("ready");
        String line = commands.readLine();
        while (line != null) {
            String[] command = line.split(" ", -1);
            pace(
                    command[0].equals("timed") ? Latencies.PREFIX : topic + "-", // another topic may have the same moment
                    Integer.parseInt(command[1]),
                    Integer.parseInt(command[2]));
            producer.flush();
            if (failure.get() != null) {
                throw failure.get();
            }
            System.out.println("written");
            line = commands.readLine();
        }
    }

    private void pace(String prefix, int rate, int seconds) {
        long start = System.nanoTime();
        long last = 0;
        for (int i = 0; i < rate * seconds; i++) {
            long due = start + TimeUnit.SECONDS.toNanos(i) / rate;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            last = Math.max(last + 1, Latencies.now()); // as an id it is there only once
            send(prefix + last);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback gets what fails
    private void send(String orderId) {
        String event = EventFile.event(orderId, sent, random);
        byte[] bytes = event.stripTrailing().getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>(topic, sent++ % PARTITIONS, null, bytes), (metadata, e) -> {
            if (e != null) {
                failure.compareAndSet(null, e);
            }
        });
    }

    @Override
    public void close() throws Exception {
        producer.close();
        if (failure.get() != null) {
            throw failure.get();
        }
    }
}
