package io.github.podsights.camel.route.jms;

import jakarta.jms.ConnectionFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.region.Destination;
import org.apache.activemq.command.ActiveMQQueue;

/** An ActiveMQ Classic broker in this process, on the loopback address; another one can take over what it holds. */
final class EmbeddedClassic implements AutoCloseable {

    private final Path directory;
    private final int port;
    private BrokerService broker;

    private EmbeddedClassic(Path directory, int port) {
        this.directory = directory;
        this.port = port;
    }

    static EmbeddedClassic start(Path directory) throws Exception {
        EmbeddedClassic classic = new EmbeddedClassic(directory, freePort());
        classic.begin();
        return classic;
    }

    /** One that has the same messages at another port, when it begins after this one ended. */
    EmbeddedClassic standby() throws IOException {
        return new EmbeddedClassic(directory, freePort());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    void begin() throws Exception {
        broker = new BrokerService();
        broker.setBrokerName("podsights");
        broker.setUseJmx(false);
        broker.setUseShutdownHook(false);
        broker.setPersistent(true);
        broker.setDataDirectory(directory.toString());
        broker.setSchedulerSupport(false);
        broker.addConnector("tcp://127.0.0.1:" + port);
        broker.start();
        broker.waitUntilStarted();
    }

    String url() {
        return "tcp://127.0.0.1:" + port;
    }

    ConnectionFactory factory() {
        return new ActiveMQConnectionFactory(url());
    }

    /** How many messages a queue holds, those that are under way among them; 0 if there is no such queue. */
    long depth(String queue) throws Exception {
        Destination known = broker.getDestination(new ActiveMQQueue(queue));
        return known.getDestinationStatistics().getMessages().getCount();
    }

    /** The queues that there are. */
    List<String> queues() throws Exception {
        return List.of(broker.getRegionBroker().getDestinations()).stream()
                .filter(destination -> destination.isQueue())
                .map(destination -> destination.getPhysicalName())
                .toList();
    }

    int connections() {
        return broker.getTransportConnectors().get(0).getConnections().size();
    }

    @Override
    public void close() throws Exception {
        if (broker != null) {
            broker.stop();
            broker.waitUntilStopped();
            broker = null;
        }
    }
}
