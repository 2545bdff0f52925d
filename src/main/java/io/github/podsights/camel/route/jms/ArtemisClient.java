package io.github.podsights.camel.route.jms;

import io.github.podsights.camel.integration.Secret;
import io.github.podsights.camel.settings.JmsSourceSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** The client of ActiveMQ Artemis. */
final class ArtemisClient {

    /** A broker that hangs holds up who asks it, a stop among them. The client's own time is half a minute a call. */
    private static final long CALL_MILLIS = 10_000;

    private ArtemisClient() {}

    static Client of(JmsSourceSettings settings) {
        ActiveMQConnectionFactory artemis = new ActiveMQConnectionFactory(
                settings.url(),
                settings.user().orElse(null),
                settings.password().map(Secret::value).orElse(null));
        ArtemisThreads threads = new ArtemisThreads();
        threads.giveTo(artemis.getServerLocator());
        // A consumer takes a message when it has worked the one before: so that instances share, and hardly one waits
        // in a buffer. One does that comes just as the consumer's wait for one has ended.
        if (!settings.url().contains("consumerWindowSize")) {
            artemis.setConsumerWindowSize(0);
        }
        if (!settings.url().contains("reconnectAttempts")) {
            artemis.setReconnectAttempts(0); // the container connects anew, and rolls back what was under way
        }
        if (!settings.url().contains("callTimeout")) {
            artemis.setCallTimeout(CALL_MILLIS);
        }
        return new Client(artemis, () -> {
            try {
                artemis.close();
            } finally {
                threads.end();
            }
        });
    }
}
