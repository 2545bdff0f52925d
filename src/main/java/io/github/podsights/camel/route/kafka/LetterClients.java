package io.github.podsights.camel.route.kafka;

import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Makes Kafka's own clients for what reads dead letters back: with all that the route's endpoint knows of how to get to the
 * brokers, and without a group, for nobody else's position is touched.
 */
final class LetterClients {

    private static final String ANSWER_MILLIS = "10000";

    private final KafkaConfiguration configuration;

    LetterClients(KafkaConfiguration configuration) {
        this.configuration = configuration;
    }

    String brokers() {
        return configuration.getBrokers();
    }

    Consumer<byte[], byte[]> consumer() {
        return KafkasLoader.with(this::makeConsumer);
    }

    private Consumer<byte[], byte[]> makeConsumer() {
        Properties properties = known(configuration.createConsumerProperties(), ConsumerConfig.configNames());
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        properties.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        properties.remove(ConsumerConfig.GROUP_PROTOCOL_CONFIG);
        properties.putAll(Map.of(
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                ConsumerConfig.FETCH_MAX_BYTES_CONFIG, "8388608",
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MILLIS,
                ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MILLIS,
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName(),
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName()));
        return new KafkaConsumer<>(properties);
    }

    Producer<byte[], byte[]> producer() {
        return KafkasLoader.with(this::makeProducer);
    }

    private Producer<byte[], byte[]> makeProducer() {
        Properties properties = known(configuration.createProducerProperties(), ProducerConfig.configNames());
        properties.putAll(Map.of(
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                "true",
                ProducerConfig.LINGER_MS_CONFIG,
                "0",
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                ANSWER_MILLIS,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                ANSWER_MILLIS,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                "30000",
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class.getName(),
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class.getName()));
        return new KafkaProducer<>(properties);
    }

    Admin admin() {
        return KafkasLoader.with(this::makeAdmin);
    }

    private Admin makeAdmin() {
        Properties properties = known(configuration.createConsumerProperties(), AdminClientConfig.configNames());
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MILLIS);
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MILLIS);
        return Admin.create(properties);
    }

    private Properties known(Properties all, Set<String> names) {
        Properties known = new Properties();
        all.forEach((name, value) -> {
            if (names.contains(name)) {
                known.put(name, value);
            }
        });
        known.put("bootstrap.servers", configuration.getBrokers());
        return known;
    }
}
