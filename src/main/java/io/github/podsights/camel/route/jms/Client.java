package io.github.podsights.camel.route.jms;

import io.github.podsights.camel.settings.JmsSourceSettings;
import jakarta.jms.ConnectionFactory;

/**
 * A client of ours. Each kind is loaded only where it is used: nobody needs the jars of the other.
 *
 * @param factory what connects
 * @param end closes what the factory itself holds
 */
record Client(ConnectionFactory factory, Runnable end) {

    static Client of(JmsSourceSettings settings) throws MissingClientException {
        return switch (settings.broker()) {
            case ARTEMIS -> artemis(settings);
            case ACTIVEMQ -> classic(settings);
        };
    }

    private static Client artemis(JmsSourceSettings settings) throws MissingClientException {
        try {
            return ArtemisClient.of(settings);
        } catch (LinkageError e) {
            throw MissingClientException.of(
                    "the client of ActiveMQ Artemis", "org.apache.activemq:artemis-jakarta-client", e);
        }
    }

    private static Client classic(JmsSourceSettings settings) throws MissingClientException {
        try {
            return ClassicClient.of(settings);
        } catch (LinkageError e) {
            throw MissingClientException.of(
                    "the client of ActiveMQ Classic", "org.apache.activemq:activemq-client, from 6 on,", e);
        }
    }
}
