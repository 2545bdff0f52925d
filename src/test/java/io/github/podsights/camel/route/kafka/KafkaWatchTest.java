package io.github.podsights.camel.route.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class KafkaWatchTest {

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(KafkaWatch.class);
    private RuntimeException failure;

    @BeforeEach
    void gather() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(lines);
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new TimeoutException("x"), "Kafka: no broker answers at broker:9092 (TimeoutException);"),
                Arguments.of(
                        new SaslAuthenticationException("Authentication failed: Invalid username or password"),
                        "Kafka: broker:9092 does not let us in (Authentication failed: Invalid username or password);"),
                Arguments.of(
                        new TopicAuthorizationException("Topic authorization failed."),
                        "Kafka: [events] may not be read (Topic authorization failed.);"),
                Arguments.of(
                        new UnknownTopicOrPartitionException("x"),
                        "Kafka: of [events] not every topic exists at broker:9092;"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void saysOnceWhatIsWrong(RuntimeException wrong, String said) {
        failure = wrong;
        KafkaWatch watch = new KafkaWatch(new KafkaConfiguration(), "broker:9092", List.of("events"), made -> admin());
        assertThat(watch.whyNot()).contains("Kafka: no broker has answered yet");
        watch.start();
        watch.look();
        watch.look();
        assertThat(watch.whyNot()).hasValueSatisfying(why -> assertThat(why).startsWith(said));
        watch.stop();

        assertThat(lines.list).singleElement().satisfies(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.WARN);
            assertThat(line.getFormattedMessage()).startsWith(said);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.apache.kafka.common.security.plain.PlainLoginModule canary-s3cr3t;",
                "org.apache.kafka.common.security.plain.PlainLoginModule required password=\"canary-s3cr3t\"",
                "org.apache.kafka.common.security.plain.PlainLoginModule required canary-s3cr3t;"
            })
    void ofAJaasConfigurationThatCannotBeReadNothingIsShown(String jaas) {
        KafkaConfiguration configuration = new KafkaConfiguration();
        configuration.setSecurityProtocol("SASL_PLAINTEXT");
        configuration.setSaslMechanism("PLAIN");
        configuration.setSaslJaasConfig(jaas);
        KafkaWatch watch = new KafkaWatch(configuration, "127.0.0.1:9092", List.of("events"));

        assertThatIllegalArgumentException()
                .isThrownBy(watch::check)
                .withMessageContaining("camel.component.podsights-kafka")
                .withMessageContaining("JAAS")
                .withMessageNotContaining("canary")
                .withNoCause();
    }

    private Admin admin() {
        return (Admin)
                Proxy.newProxyInstance(Admin.class.getClassLoader(), new Class<?>[] {Admin.class}, (p, method, a) -> {
                    if (method.getName().equals("describeTopics")) {
                        throw failure;
                    }
                    return null;
                });
    }
}
