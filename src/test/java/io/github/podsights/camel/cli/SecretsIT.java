package io.github.podsights.camel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.podsights.camel.collector.CollectorStandIn;
import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.route.SettlementListener;
import io.github.podsights.camel.settings.Property;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.component.kafka.KafkaComponent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is secret is taken from where its placeholder says, and shown nowhere. */
class SecretsIT {

    private static final String JMX = "org.apache.camel.jmx.disabled";

    @TempDir
    Path directory;

    private CollectorStandIn collector;
    private Home home;

    @BeforeEach
    void start() throws IOException {
        collector = CollectorStandIn.start();
        home = SecretHome.of(directory, collector.url().toString());
    }

    @AfterEach
    void stop() {
        collector.close();
        System.setProperty(JMX, "true");
    }

    @Test
    void nothingIsToBeSeenInJmx() throws Exception {
        System.setProperty(JMX, "false");
        home.write("data/inbox/events.jsonl", SecretHome.EVENT);
        try (Standalone standalone = Standalone.start(configuration(), SettlementListener.NONE)) {
            KafkaComponent kafka = standalone.context().getComponent("podsights-kafka", KafkaComponent.class);
            assertThat(kafka.getConfiguration().getSaslJaasConfig()).isEqualTo(SecretHome.JAAS);
            await().until(() -> collector.stats().requests() == 1);

            List<String> seen = seenInJmx();

            assertThat(seen).anyMatch(text -> text.contains("podsights-post"));
            seen.forEach(SecretHome::assertNoneIn);
        }
    }

    @Test
    void nothingIsInWhatAnythingIsAsText() throws Exception {
        Configuration configuration = configuration();
        Queue<Delivery> settled = new ConcurrentLinkedQueue<>();
        home.write("data/inbox/events.jsonl", SecretHome.EVENT);
        try (Standalone standalone = Standalone.start(configuration, settled::add)) {
            await().until(() -> !settled.isEmpty());
            List<Object> things = new ArrayList<>(List.of(
                    configuration,
                    configuration.settings(),
                    configuration.integrations(),
                    configuration.integrations().list(),
                    configuration.values(),
                    standalone,
                    settled.element(),
                    settled.element().received()));
            for (Property property : Property.values()) {
                things.add(configuration.values().get(property));
                things.add(configuration.values().place(property));
            }
            things.forEach(SecretHome::assertNoneIn);
        }
        assertThat(configuration.settings().admin().token()).contains(SecretHome.TOKEN);
    }

    @Test
    void aFunctionOfCamelFindsTheKeyAndAProperty() throws Exception {
        home.write("config/integrations/podsights.yaml", "config: {key: '{{sys:podsights.test.key}}'}\n");
        System.setProperty("podsights.test.key", Home.KEY);
        System.setProperty("podsights.admin.token", "{{sys:podsights.test.key}}");
        try {
            Configuration configuration = configuration();

            assertThat(configuration.integrations().list().get(0).key().value()).isEqualTo(Home.KEY);
            assertThat(configuration.settings().admin().token()).contains(Home.KEY);
        } finally {
            System.clearProperty("podsights.test.key");
            System.clearProperty("podsights.admin.token");
        }
    }

    /** What is wrong with it is told without it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "podsights.collector.url={{file:token.txt}}",
                "podsights.source={{file:token.txt}}",
                "podsights.admin.port={{file:token.txt}}",
                "podsights.admin.host={{file:jaas.txt}}",
                "podsights.admin.token={{file:jaas.txt}}",
                "podsights.redelivery.delay={{file:password.txt}}",
                "podsights.duplicates.jdbc.url={{file:password.txt}}",
                "podsights.duplicates.jdbc.password={{file:missing.txt}}",
                "podsights.source.kafka.brokers={{file:unknown-host.txt}}",
                "podsights.source.file.directory={{file:unwritable.txt}}",
                "podsights.duplicates.jdbc.password=canary-database-password-17 {{file:password.txt}}",
                "podsights.source.kafka.group-protocol={{file:password.txt}}",
                "camel.component.podsights-kafka.max-poll-records={{file:password.txt}}",
                "camel.component.podsights-kafka.sasl-jaas-config={{file:missing.txt}}",
                "camel.component.podsights-kafka.no-such-option={{file:jaas.txt}}"
            })
    void aMessageThatSomethingIsWrongHoldsNothing(String line) throws IOException {
        home.write("unknown-host.txt", SecretHome.TOKEN + ".invalid:9092");
        home.write("unwritable.txt", "key.txt/" + SecretHome.TOKEN);
        home.write(
                "config/application.properties",
                "podsights.source=file,kafka\npodsights.source.kafka.brokers=127.0.0.1:1\npodsights.admin.port=off\n"
                        + line + "\n");

        try (WrittenLog log = WrittenLog.open()) {
            CommandRun run = CommandRun.of("run", "--once", "--config", home.config());

            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err()).startsWith("podsights: ").hasLineCount(1);
            SecretHome.assertNoneIn(run.out() + run.err());
            log.lines().forEach(SecretHome::assertNoneIn);
        }
    }

    private Configuration configuration() throws Problem {
        return Configuration.read(home.config(), new PrintWriter(Writer.nullWriter()));
    }

    /** The names of all beans, their attributes, and what their operations without parameters tell. */
    private static List<String> seenInJmx() throws JMException {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        List<String> seen = new ArrayList<>();
        for (ObjectName name : server.queryNames(null, null)) {
            seen.add(name.toString());
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                seen.add(attribute(server, name, attribute));
            }
            for (MBeanOperationInfo operation : server.getMBeanInfo(name).getOperations()) {
                if (name.getDomain().equals("org.apache.camel")
                        && operation.getSignature().length == 0
                        && operation.getName().matches("(dump|get|information|browse|explain|list|is|has|show).*")) {
                    seen.add(told(server, name, operation));
                }
            }
        }
        return seen;
    }

    private static String attribute(MBeanServer server, ObjectName name, MBeanAttributeInfo attribute) {
        try {
            return name + " " + attribute.getName() + "=" + text(server.getAttribute(name, attribute.getName()));
        } catch (JMException | RuntimeException e) {
            return name + " " + attribute.getName() + " " + e;
        }
    }

    private static String told(MBeanServer server, ObjectName name, MBeanOperationInfo operation) {
        try {
            return name + " " + operation.getName() + "()="
                    + text(server.invoke(name, operation.getName(), new Object[0], new String[0]));
        } catch (JMException | RuntimeException e) {
            return name + " " + operation.getName() + "() " + e;
        }
    }

    private static String text(Object value) {
        return value instanceof Object[] array ? Arrays.deepToString(array) : String.valueOf(value);
    }
}
