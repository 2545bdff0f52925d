package io.github.podsights.camel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.podsights.camel.collector.CollectorStandIn;
import io.github.podsights.camel.route.SettlementListener;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is secret is in nothing that is printed, and in nothing that anything logs, be it at DEBUG. */
class SecretsInOutputIT {

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
    }

    @Test
    void noCommandPrintsItAndNothingLogsIt() throws Exception {
        Path events = home.write("data/inbox/events.jsonl", SecretHome.EVENT);
        try (WrittenLog log = WrittenLog.open()) {
            List<CommandRun> runs;
            Configuration configuration = configuration();
            try (Standalone standalone =
                    Standalone.start(configuration, configuration.settings().admin(), SettlementListener.NONE)) {
                await().until(() -> collector.stats().requests() == 1);
                String config = home.config().toString();
                String file = home.write("more.jsonl", SecretHome.EVENT).toString();
                runs = List.of(
                        CommandRun.at(
                                standalone.adminUrl().orElseThrow(), () -> CommandRun.of("status", "--config", config)),
                        CommandRun.at(
                                standalone.adminUrl().orElseThrow(),
                                () -> CommandRun.of("status", "--json", "--config", config)),
                        CommandRun.of("preview", file, "--config", config),
                        CommandRun.of("preview", file, "--json", "--config", config),
                        CommandRun.of("preview", file, "--explain", "--config", config),
                        CommandRun.of("send-test", "--yes", "--config", config),
                        CommandRun.of("validate", "--config", config),
                        CommandRun.of("validate", "--json", "--config", config));
            }

            runs.forEach(SecretHome::assertNoneIn);
            assertThat(runs.get(0).out()).contains("1 received");
            assertThat(runs.subList(2, 6))
                    .allSatisfy(
                            run -> assertThat(run.exitCode()).as(run.toString()).isZero())
                    .allSatisfy(run -> assertThat(run.out()).contains("***"));
            assertThat(log.lines())
                    .anyMatch(line ->
                            line.contains("Property with key [file:jaas.txt] applied by function [file] -> ***"));
            log.lines().forEach(SecretHome::assertNoneIn);
            assertThat(events).doesNotExist();
        }
    }

    /** Where it stands in the properties themselves, against all advice, Camel is told of it all the same. */
    @Test
    void oneThatStandsInThePropertiesIsNotLoggedEither() throws Exception {
        home = SecretHome.of(
                directory,
                collector.url().toString(),
                "camel.component.podsights-kafka.sasl-jaas-config=" + SecretHome.JAAS,
                "podsights.dead-letter.uri=file:data/letters");
        try (WrittenLog log = WrittenLog.open()) {
            Standalone.start(configuration(), SettlementListener.NONE).close();

            assertThat(log.lines()).anyMatch(line -> line.contains("podsightsKafka.saslJaasConfig=***"));
            log.lines().forEach(SecretHome::assertNoneIn);
        }
    }

    /** Something else stands in the file than Kafka takes; what its messages quote of it, nobody is shown. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "canary-kafka-password-33",
                "PlainLoginModule canary-kafka-password-33;",
                "no.such.Module required password=\"canary-kafka-password-33\";",
                "org.apache.kafka.common.security.plain.PlainLoginModule required password=\"canary-kafka-password-33\"",
                "org.apache.kafka.common.security.plain.PlainLoginModule required canary-kafka-password-33;",
                "org.apache.kafka.common.security.plain.PlainLoginModule required password=\"canary-kafka-password-33;"
            })
    void whatIsWrongWithItIsLoggedWithoutIt(String jaas) throws Exception {
        home = SecretHome.of(directory, collector.url().toString(), "podsights.dead-letter.uri=file:data/letters");
        home.write("jaas.txt", jaas + "\n");
        try (WrittenLog log = WrittenLog.open()) {
            CommandRun run = CommandRun.of("run", "--once", "--config", home.config());

            SecretHome.assertNoneIn(run);
            assertThat(log.lines()).isNotEmpty();
            log.lines().forEach(SecretHome::assertNoneIn);
        }
    }

    private Configuration configuration() throws Problem {
        return Configuration.read(home.config(), new PrintWriter(Writer.nullWriter()));
    }
}
