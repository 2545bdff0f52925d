package io.github.podsights.camel.broker;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSRuntimeException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/**
 * An ActiveMQ Artemis broker in this process. It listens on the loopback address alone, and its data lie in one directory.
 */
public final class EmbeddedArtemis implements AutoCloseable {

    private static final String HOST = "127.0.0.1";

    private static final long TIMEOUT_SECONDS = 10;

    private final Path directory;
    private final int port;
    private EmbeddedActiveMQ broker;

    private EmbeddedArtemis(Path directory, int port) {
        this.directory = directory;
        this.port = port;
    }

    /**
     * Starts one at a port that is free.
     *
     * @throws IOException if it can't be started
     */
    public static EmbeddedArtemis start(Path directory) throws IOException {
        EmbeddedArtemis artemis = new EmbeddedArtemis(directory, Ports.free());
        artemis.restart();
        return artemis;
    }

    /**
     * One that is not started: {@link #restart()} starts it, with what another one left in the directory.
     *
     * @throws IOException if no port is free
     */
    public static EmbeddedArtemis standby(Path directory) throws IOException {
        return new EmbeddedArtemis(directory, Ports.free());
    }

    /** The address for clients. */
    public String url() {
        return "tcp://" + HOST + ":" + port;
    }

    /**
     * Starts it again, at the same port, with what it holds.
     *
     * @throws IOException if it can't be started
     */
    public void restart() throws IOException {
        close();
        broker = new EmbeddedActiveMQ().setConfiguration(configuration());
        try {
            broker.start();
            if (broker.getActiveMQServer().waitForActivation(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the broker started", e);
        } catch (Exception e) {
            throw new IOException("the broker can't be started", e);
        }
        close();
        throw new IOException("the broker does not become active");
    }

    private Configuration configuration() throws IOException {
        try {
            return new ConfigurationImpl()
                    .setName("podsights")
                    .setSecurityEnabled(false)
                    .setPersistenceEnabled(true)
                    .setJournalType(JournalType.NIO)
                    .setJournalDatasync(false)
                    .setJournalDirectory(directory.resolve("journal").toString())
                    .setBindingsDirectory(directory.resolve("bindings").toString())
                    .setLargeMessagesDirectory(directory.resolve("large").toString())
                    .setPagingDirectory(directory.resolve("paging").toString())
                    .setGracefulShutdownEnabled(false)
                    .addAddressSetting("#", addresses())
                    .addAcceptorConfiguration("tcp", "tcp://" + HOST + ":" + port + "?protocols=CORE");
        } catch (Exception e) {
            throw new IOException("the broker can't be configured", e);
        }
    }

    /** After so many deliveries of a message that came back it is moved away, or dropped; -1 for never, as it is at first. */
    public void maxDeliveryAttempts(int attempts) {
        broker.getActiveMQServer()
                .getAddressSettingsRepository()
                .addMatch("#", addresses().setMaxDeliveryAttempts(attempts));
    }

    private static AddressSettings addresses() {
        return new AddressSettings()
                .setAutoCreateQueues(true)
                .setAutoCreateAddresses(true)
                .setAutoDeleteQueues(false)
                .setAutoDeleteAddresses(false)
                .setDeadLetterAddress(SimpleString.of("DLQ"))
                .setExpiryAddress(SimpleString.of("ExpiryQueue"))
                // A restart, or a stop, gives back what was under way: that is no fault of a message.
                .setMaxDeliveryAttempts(-1);
    }

    /**
     * Sends a message of bytes for each event, in their order.
     *
     * @throws IOException if the broker does not take them
     */
    public void send(String queue, List<byte[]> events) throws IOException {
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(url());
                JMSContext context = factory.createContext(JMSContext.SESSION_TRANSACTED)) {
            JMSProducer producer = context.createProducer();
            events.forEach(event -> producer.send(context.createQueue(queue), event));
            context.commit();
        } catch (JMSRuntimeException e) {
            throw new IOException("the broker does not take the events", e);
        }
    }

    /** How many messages a queue holds, those that are under way among them; 0 if there is no such queue. */
    public long depth(String queue) {
        Queue known = broker.getActiveMQServer().locateQueue(SimpleString.of(queue));
        if (known == null) {
            return 0;
        }
        known.flushExecutor(); // what it has confirmed to a sender it counts a moment later
        return known.getMessageCount();
    }

    /** How many connections clients have to it. */
    public int connections() {
        return broker.getActiveMQServer().getConnectionCount();
    }

    @Override
    public void close() throws IOException {
        if (broker == null) {
            return;
        }
        try {
            broker.stop();
        } catch (Exception e) {
            throw new IOException("the broker can't be stopped", e);
        } finally {
            broker = null;
        }
    }
}
