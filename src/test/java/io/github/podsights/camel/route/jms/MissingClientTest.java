package io.github.podsights.camel.route.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.podsights.camel.settings.JmsBroker;
import io.github.podsights.camel.settings.JmsSourceSettings;
import jakarta.jms.JMSException;
import java.io.File;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nobody needs the client of a broker that is not used. */
class MissingClientTest {

    @ParameterizedTest
    @CsvSource({
        "artemis-, ARTEMIS, the client of ActiveMQ Artemis is not there; add org.apache.activemq:artemis-jakarta-client",
        "activemq-client, ACTIVEMQ, the client of ActiveMQ Classic is not there; add org.apache.activemq:activemq-client",
        "artemis-, ACTIVEMQ, no broker",
        "activemq-client, ARTEMIS, no broker"
    })
    void saysWhichJarIsMissingAndNeedsNoneOfTheOther(String missing, String broker, String said) throws Exception {
        try (URLClassLoader without =
                new URLClassLoader(allBut(missing), getClass().getClassLoader().getParent())) {
            Method tried = without.loadClass(getClass().getName()).getDeclaredMethod("tried", String.class);
            tried.setAccessible(true);

            Set<Thread> before = threadsOfClients();
            Object reason = tried.invoke(null, broker);

            assertThat((String) reason).startsWith(said);
            // They end a moment later, and need classes for it: without them other tests would be told of their
            // failure.
            await().pollInSameThread()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> before.containsAll(threadsOfClients()));
        }
    }

    /** In the class loader that has not all: what is said when a connection is made. */
    static String tried(String broker) throws Exception {
        JmsSourceSettings settings = new JmsSourceSettings(
                JmsBroker.valueOf(broker),
                "tcp://127.0.0.1:9",
                "shop",
                Optional.empty(),
                1,
                Optional.empty(),
                Optional.empty());
        try (DefaultCamelContext context = new DefaultCamelContext(false);
                JmsConnections connections = new JmsConnections(context, settings)) {
            connections.forConsumers().createConnection().close();
            return "";
        } catch (MissingClientException e) {
            return e.getMessage();
        } catch (JMSException e) {
            return "no broker";
        }
    }

    private static Set<Thread> threadsOfClients() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().toLowerCase(Locale.ROOT).contains("activemq"))
                .collect(Collectors.toSet());
    }

    private static URL[] allBut(String missing) {
        return Pattern.compile(File.pathSeparator)
                .splitAsStream(System.getProperty("java.class.path"))
                .map(Path::of)
                .filter(path -> !path.getFileName().toString().startsWith(missing))
                .map(MissingClientTest::url)
                .toArray(URL[]::new);
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
