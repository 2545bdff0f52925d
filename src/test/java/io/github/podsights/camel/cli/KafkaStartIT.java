package io.github.podsights.camel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.podsights.camel.broker.EmbeddedBroker;
import io.github.podsights.camel.route.SettlementListener;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code run} with a Kafka source: what is said when something is wrong with the brokers or with their settings. */
class KafkaStartIT {

    private static final String JAAS = "org.apache.kafka.common.security.plain.PlainLoginModule required"
            + " username=\"u\" password=\"canary-password-81\";";

    private static final String COMPONENT = "camel.component.podsights-kafka.";

    @TempDir
    Path directory;

    @Test
    void optionsOfTheComponentReachIt() throws Exception {
        Home home = home(
                "127.0.0.1:" + closedPort(),
                COMPONENT + "security-protocol=SASL_PLAINTEXT",
                COMPONENT + "sasl-mechanism=PLAIN",
                COMPONENT + "sasl-jaas-config=" + JAAS,
                COMPONENT + "group-instance-id=shop-1",
                COMPONENT + "additional-properties[client.rack]=r1");

        try (Standalone standalone = Standalone.start(read(home), SettlementListener.NONE)) {
            KafkaConfiguration configuration = standalone
                    .context()
                    .getComponent("podsights-kafka", KafkaComponent.class)
                    .getConfiguration();
            assertThat(configuration.getGroupInstanceId()).isEqualTo("shop-1");
            assertThat(configuration.createConsumerProperties())
                    .containsEntry("security.protocol", "SASL_PLAINTEXT")
                    .containsEntry("sasl.mechanism", "PLAIN")
                    .containsEntry("sasl.jaas.config", JAAS)
                    .containsEntry("client.rack", "r1");
            assertThat(standalone.context().hasComponent("kafka")).isNull();
        }
    }

    @Test
    void anOptionThatTheComponentDoesNotHaveIsNamedWithoutItsValue() throws Exception {
        Home home = home("127.0.0.1:" + closedPort(), COMPONENT + "sasl-jaas-confg=" + JAAS);

        assertThatThrownBy(() -> Standalone.start(read(home), SettlementListener.NONE))
                .isInstanceOf(Problem.class)
                .hasMessageContaining(":4: camel.component.podsights-kafka.sasl-jaas-confg: found the unknown name")
                .hasMessageNotContaining("canary-password-81");
    }

    @Test
    void settingsOfWhichNoClientCanBeMadeAreRefused() throws Exception {
        Home home = home(
                "127.0.0.1:" + closedPort(),
                COMPONENT + "security-protocol=SASL_SSL",
                COMPONENT + "sasl-mechanism=PLAIN");

        assertThatThrownBy(() -> Standalone.start(read(home), SettlementListener.NONE))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("java.security.auth.login.config");
    }

    @Test
    void refusesAHostThatNobodyKnows() throws Exception {
        Home home = home("no-such-host.invalid:9092");

        Refusal.of(
                home,
                home.path("config/application.properties") + ":1: podsights.source: found 'kafka' and the"
                        + " option --once; expected file, whose end --once waits for; a topic or a queue has none; set it to"
                        + " file, or leave --once out");
        assertThat(CommandRun.of("run", "--config", home.config()))
                .isEqualTo(new CommandRun(
                        2,
                        "",
                        "podsights: " + home.path("config/application.properties")
                                + ":2: podsights.source.kafka.brokers: found 'no-such-host.invalid:9092', of which no"
                                + " host has an address; expected host:port of a broker; correct it, or wait until the"
                                + " name is known here\n"));
    }

    @Test
    void saysOnceThatNoBrokerAnswersAndStopsInOrder() throws Exception {
        String brokers = "127.0.0.1:" + closedPort();
        Home home = home(brokers);
        try (PodsightsProcess run = PodsightsProcess.start(directory, "run", "--config", home.config())) {
            await().until(() -> run.err().contains("no broker answers at " + brokers));

            run.terminate();

            assertThat(run.exitCode()).isEqualTo(143);
            assertThat(run.err()).hasLineCount(1).doesNotContain("\tat ");
            assertThat(run.out())
                    .contains("; events come from Kafka " + brokers + ", topic podsights-events, as group podsights\n")
                    .endsWith(": it adds up\n");
        }
    }

    @Test
    void saysThatATopicIsMissingAndReadsItWhenItIsThere() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"))) {
            Home home = home(broker.brokers());
            try (PodsightsProcess run = PodsightsProcess.start(directory, "run", "--config", home.config())) {
                await().until(() -> run.err().contains("not every topic exists"));

                broker.createTopic("podsights-events", 1, Map.of());
                broker.send("podsights-events", List.of("no JSON".getBytes(StandardCharsets.UTF_8)));
                await().until(() -> broker.isRead("podsights-events", "podsights"));
                await().until(() -> run.err().contains("answers, and has"));
                run.terminate();

                assertThat(run.exitCode()).isEqualTo(143);
                assertThat(run.out()).contains("\n  invalid                 1\n");
                assertThat(run.err()).doesNotContain("\tat ");
            }
        }
    }

    private Home home(String brokers, String... more) throws IOException {
        return new Home(
                directory,
                "podsights.source=kafka",
                "podsights.source.kafka.brokers=" + brokers,
                "podsights.collector.url=http://127.0.0.1:1/",
                String.join("\n", more));
    }

    private static Configuration read(Home home) throws Problem {
        return Configuration.read(home.config(), new PrintWriter(Writer.nullWriter()));
    }

    /** A port where nobody listens. */
    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
