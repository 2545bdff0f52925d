package io.github.podsights.bench;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What can't be undercut on this machine: polls, posts the bytes as they are, up to so many in flight, and commits a poll
 * when it and those before it are accepted; no consent, mapping, hashing, retries or dead letters. One consumer, one event
 * loop, a connection for each that is in flight.
 */
public final class KafkaFloor {

    private final Poster poster;
    private final Context loop;
    private final Semaphore room;
    private final Queue<Pending> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean woken = new AtomicBoolean();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final Queue<Poll> polls = new ArrayDeque<>();

    private KafkaFloor(Vertx vertx, String url, int limit) {
        this.poster = new Poster(vertx, url, limit);
        this.loop = vertx.getOrCreateContext();
        this.room = new Semaphore(limit);
    }

    /**
     * Runs until it is killed; fails at the first event that is not accepted.
     *
     * @param args brokers, topic, group, where to post to, and how many may be in flight
     */
    public static void main(String[] args) throws InterruptedException {
        Map<String, Object> configuration = Map.of(
                "bootstrap.servers", args[0],
                "group.id", args[2],
                "auto.offset.reset", "earliest",
                "enable.auto.commit", "false");
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(configuration, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(args[1]));
            new KafkaFloor(vertx, args[3], Integer.parseInt(args[4])).run(consumer);
        } finally {
            vertx.close().await();
        }
    }

    private void run(KafkaConsumer<byte[], byte[]> consumer) throws InterruptedException {
        while (failure.get() == null) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(100));
            if (!records.isEmpty()) {
                Poll poll = new Poll(new AtomicInteger(records.count()), records.nextOffsets());
                polls.add(poll);
                for (ConsumerRecord<byte[], byte[]> one : records) {
                    room.acquire();
                    waiting.add(new Pending(one.value(), poll));
                    wake();
                }
            }
            commit(consumer);
        }
        throw new IllegalStateException(failure.get());
    }

    private void wake() {
        if (!woken.get() && woken.compareAndSet(false, true)) {
            loop.runOnContext(go -> sendWaiting());
        }
    }

    private void sendWaiting() {
        woken.set(false);
        Pending next = waiting.poll();
        while (next != null) {
            Poll poll = next.poll;
            poster.post(next.bytes)
                    .onSuccess(accepted -> {
                        poll.left.decrementAndGet();
                        room.release();
                    })
                    .onFailure(e -> {
                        failure.compareAndSet(null, e);
                        room.release();
                    });
            next = waiting.poll();
        }
    }

    private void commit(KafkaConsumer<byte[], byte[]> consumer) {
        Map<TopicPartition, OffsetAndMetadata> settled = new HashMap<>();
        while (!polls.isEmpty() && polls.element().left.get() == 0) {
            settled.putAll(polls.remove().next);
        }
        if (!settled.isEmpty()) {
            consumer.commitAsync(settled, null);
        }
    }

    /** What one poll brought: how many of it are not accepted yet, and what to commit when none is left. */
    private record Poll(AtomicInteger left, Map<TopicPartition, OffsetAndMetadata> next) {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Pending(byte[] bytes, Poll poll) {}
}
