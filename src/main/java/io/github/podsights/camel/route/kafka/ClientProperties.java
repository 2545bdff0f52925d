package io.github.podsights.camel.route.kafka;

import java.util.Properties;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** The settings of a client that asks the brokers for things: those of the source's consumers, as far as they concern it. */
final class ClientProperties {

    private ClientProperties() {}

    /** @param answerMillis how long an answer may take */
    static Properties of(KafkaConfiguration configuration, String brokers, int answerMillis) {
        Properties properties = new Properties();
        configuration.createConsumerProperties().forEach((key, value) -> {
            if (AdminClientConfig.configNames().contains(key)) {
                properties.put(key, value);
            }
        });
        properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, brokers);
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Integer.toString(answerMillis));
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, Integer.toString(answerMillis));
        return properties;
    }
}
