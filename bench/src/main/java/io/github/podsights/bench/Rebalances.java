package io.github.podsights.bench;

import com.sun.tools.attach.VirtualMachine;
import java.util.TreeMap;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Tells how many rebalances the consumers of another process have gone through, by their own count. */
public final class Rebalances {

    private Rebalances() {}

    /**
     * Prints one line: of each consumer its client id, {@code =}, and its count; a consumer that was made anew has another id.
     *
     * @param args the id of the process
     */
    @SuppressWarnings("BanJNDI") // the other end is a process of the driver's own, by its own word
    public static void main(String[] args) throws Exception {
        VirtualMachine machine = VirtualMachine.attach(args[0]);
        JMXServiceURL url = new JMXServiceURL(machine.startLocalManagementAgent());
        machine.detach();
        TreeMap<String, Long> counts = new TreeMap<>();
        try (JMXConnector connector = JMXConnectorFactory.connect(url)) {
            MBeanServerConnection server = connector.getMBeanServerConnection();
            for (ObjectName name :
                    server.queryNames(new ObjectName("kafka.consumer:type=consumer-coordinator-metrics,*"), null)) {
                Object total = server.getAttribute(name, "rebalance-total");
                counts.put(name.getKeyProperty("client-id"), ((Double) total).longValue());
            }
        }
        StringBuilder line = new StringBuilder();
        counts.forEach((id, count) ->
                line.append(line.isEmpty() ? "" : " ").append(id).append('=').append(count));
        System.out.println(line);
    }
}
