package io.github.podsights.camel.route.jms;

import io.github.podsights.camel.integration.Secret;
import io.github.podsights.camel.settings.JmsSourceSettings;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.RedeliveryPolicy;

/** The client of ActiveMQ Classic. */
final class ClassicClient {

    private static final String FAILOVER = "failover:";

    /** A broker that hangs holds up who connects to it, a stop among them; by itself this client waits without end. */
    private static final int CONNECT_MILLIS = 5_000;

    private ClassicClient() {}

    static Client of(JmsSourceSettings settings) {
        ActiveMQConnectionFactory classic = new ActiveMQConnectionFactory();
        // A consumer asks for a message when it has worked the one before: so that instances share, and none waits in a
        // buffer.
        classic.getPrefetchPolicy().setQueuePrefetch(0);
        // This client moves a message that came back six times to the broker's dead letter queue, by itself. Ours come
        // back only because of a stop, or of a broker that went away: that is no fault of a message.
        classic.getRedeliveryPolicy().setMaximumRedeliveries(RedeliveryPolicy.NO_MAXIMUM_REDELIVERIES);
        classic.getRedeliveryPolicy().setInitialRedeliveryDelay(0);
        classic.setWatchTopicAdvisories(
                false); // a temporary queue is used on its own connection alone; a right less is needed
        classic.setConnectResponseTimeout(CONNECT_MILLIS);
        classic.setBrokerURL(once(settings.url())); // its options go before what is set above
        settings.user().ifPresent(classic::setUserName);
        settings.password().map(Secret::value).ifPresent(classic::setPassword);
        return new Client(classic, () -> {});
    }

    /**
     * Each broker of a list is tried once for a connection, and one that is lost is not taken up again underneath: the
     * container connects anew. Otherwise every call would wait for a broker without end, also that of a stop; and what a
     * consumer had in hand when the connection moved is taken for a duplicate by it, and moved to a dead letter queue.
     */
    static String once(String url) {
        if (!url.startsWith(FAILOVER)) {
            return url;
        }
        String options = url.substring(url.lastIndexOf(')') + 1);
        StringBuilder limited = new StringBuilder(url);
        char separator = options.indexOf('?') < 0 ? '?' : '&';
        for (String option : new String[] {"startupMaxReconnectAttempts=1", "maxReconnectAttempts=0"}) {
            if (!options.contains(option.substring(0, option.indexOf('=')))) {
                limited.append(separator).append(option);
                separator = '&';
            }
        }
        return limited.toString();
    }
}
