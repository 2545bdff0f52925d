package io.github.podsights.camel.route.kafka;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.apache.camel.component.kafka.DefaultKafkaClientFactory;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Makes the consumers of the source: Kafka's own, with a {@link SettlingConsumer} in front of it. Camel's own commits,
 * whatever its version does, go nowhere.
 */
final class KafkaClients extends DefaultKafkaClientFactory {

    private static final ConsumerRebalanceListener NO_LISTENER = new ConsumerRebalanceListener() {
        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            // nothing to do
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            // nothing to do
        }
    };

    private static final Duration AFTER_REFUSAL = Duration.ofSeconds(5);

    private final KafkaSource source;
    private final String groupProtocol;
    private final Function<Properties, Consumer<byte[], byte[]>> consumers;
    private final Pause pause;
    private final BitSet members = new BitSet();

    KafkaClients(KafkaSource source, String groupProtocol) {
        this(source, groupProtocol, KafkaConsumer::new, Thread::sleep);
    }

    /**
     * @param groupProtocol "classic" or "consumer"; of no option of the endpoint, which Camel has from 4.22 on alone
     * @param consumers makes Kafka's own consumer
     * @param pause waits for so many milliseconds
     */
    KafkaClients(
            KafkaSource source,
            String groupProtocol,
            Function<Properties, Consumer<byte[], byte[]>> consumers,
            Pause pause) {
        this.source = source;
        this.groupProtocol = groupProtocol;
        this.consumers = consumers;
        this.pause = pause;
    }

    /** A wait. */
    interface Pause {

        void forMillis(long millis) throws InterruptedException;
    }

    @Override
    public Consumer<?, ?> getConsumer(Properties kafkaProps) {
        Properties properties = new Properties();
        properties.putAll(kafkaProps);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        // A misspelt topic is missing, and we say so; nobody makes it.
        properties.putIfAbsent(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        ofGroup(properties);
        int member = join();
        Object instance = properties.get(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        if (instance != null) {
            // Camel gives all consumers of a route the same id; as members of one group each needs its own.
            properties.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instance + "-" + member);
        }
        try {
            return settling(consumers.apply(properties), member);
        } catch (RuntimeException e) {
            leave(member);
            throw e;
        }
    }

    /** By the protocol of brokers from 4.0 they say what a classic member says for itself, and its client refuses to. */
    private void ofGroup(Properties properties) {
        if (groupProtocol.equals("classic")) {
            return;
        }
        properties.put("group.protocol", groupProtocol);
        properties.remove(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG);
        properties.remove(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG);
        properties.remove(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG);
    }

    private synchronized int join() {
        int member = members.nextClearBit(0);
        members.set(member);
        return member;
    }

    private synchronized void leave(int member) {
        members.clear(member);
    }

    private Consumer<?, ?> settling(Consumer<byte[], byte[]> kafka, int member) {
        SettlingConsumer settling = new SettlingConsumer(kafka, source);
        // Closed twice it must not leave twice: another one may be that member by then.
        AtomicBoolean left = new AtomicBoolean();
        Runnable leave = () -> {
            if (!left.getAndSet(true)) {
                leave(member);
            }
        };
        return (Consumer<?, ?>) Proxy.newProxyInstance(
                Consumer.class.getClassLoader(),
                new Class<?>[] {Consumer.class},
                (proxy, method, arguments) -> call(kafka, settling, leave, method, arguments));
    }

    private Object call(
            Consumer<byte[], byte[]> kafka,
            SettlingConsumer settling,
            Runnable leave,
            Method method,
            Object[] arguments)
            throws Throwable {
        switch (method.getName()) {
            case "poll" -> {
                return poll(settling, (Duration) arguments[0]);
            }
            case "seek" -> {
                // Camel's way to go on after a hold is to go back to what is committed; ours never went elsewhere.
                return settling.isSuspended() ? null : delegate(kafka, method, arguments);
            }
            case "subscribe" -> {
                return delegate(kafka, subscription(method), listened(settling, arguments));
            }
            case "commitSync", "commitAsync" -> {
                return null; // only what is settled is committed, and only by the SettlingConsumer
            }
            case "pause", "resume" -> {
                settling.suspend(method.getName().equals("pause"));
                return null;
            }
            case "paused" -> {
                return settling.suspended();
            }
            case "unsubscribe" -> {
                settling.assignment().end();
                return delegate(kafka, method, arguments);
            }
            case "close" -> {
                try {
                    settling.assignment().end();
                } finally {
                    leave.run();
                    delegate(kafka, method, arguments);
                }
                return null;
            }
            default -> {
                return delegate(kafka, method, arguments);
            }
        }
    }

    /**
     * Camel gives a consumer up for good when the brokers refuse its credentials, as they may for a moment of a restart.
     * Under another name it makes a new one, which is not to be refused a thousand times a second.
     */
    private Object poll(SettlingConsumer settling, Duration timeout) {
        try {
            return settling.poll(timeout);
        } catch (AuthenticationException e) {
            try {
                pause.forMillis(AFTER_REFUSAL.toMillis());
            } catch (InterruptedException interrupted) {
                throw new InterruptException(interrupted);
            }
            throw new KafkaException(
                    "the brokers refused the credentials (" + e.getClass().getSimpleName() + "); it is tried again");
        }
    }

    /** Without a listener of its own a subscription gets ours all the same. */
    private static Method subscription(Method method) throws NoSuchMethodException {
        return method.getParameterCount() == 2
                ? method
                : Consumer.class.getMethod("subscribe", method.getParameterTypes()[0], ConsumerRebalanceListener.class);
    }

    private static Object[] listened(SettlingConsumer settling, Object[] arguments) {
        Object[] listened = Arrays.copyOf(arguments, 2);
        listened[1] =
                settling.assignment().over(listened[1] == null ? NO_LISTENER : (ConsumerRebalanceListener) listened[1]);
        return listened;
    }

    private static Object delegate(Consumer<byte[], byte[]> kafka, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(kafka, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
