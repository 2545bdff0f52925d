package io.github.podsights.camel.route;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.event.KafkaOrigin;
import io.github.podsights.camel.event.Origin;
import io.github.podsights.camel.event.Received;
import io.github.podsights.camel.integration.Integrations;
import io.github.podsights.camel.settings.DeadLetterUri;
import io.github.podsights.camel.settings.Property;
import io.github.podsights.camel.settings.PropertyValues;
import io.github.podsights.camel.settings.Settings;
import io.github.podsights.camel.settings.SettingsReader;
import io.github.podsights.camel.yaml.Findings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Dead letters on their way to a topic, up to what camel-kafka would be given; a broker has its own test. */
@Timeout(20)
class DeadLetterTopicTest {

    private static final byte[] BROKEN = "{\"email\":\"jane.doe@example.com\"".getBytes(UTF_8);

    @TempDir
    Path directory;

    private final CamelContext context = new DefaultCamelContext();
    private final Topics topics = new Topics();
    private PodsightsBundle bundle;

    @AfterEach
    void stop() {
        context.stop();
        assertThat(bundle.balance().total().balances()).isTrue();
    }

    @Test
    void goToTheTopicAndAreConfirmed() throws Exception {
        start("kafka:podsights-letters");

        assertThat(topics.name).isEqualTo("podsights-letters");
        assertThat(topics.options)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "synchronous", "true",
                        "requestRequiredAcks", "all",
                        "enableIdempotence", "true",
                        "valueSerializer", "org.apache.kafka.common.serialization.ByteArraySerializer",
                        "headerFilterStrategy", "#podsightsRecordHeaders",
                        "recordMetadata", "false",
                        "maxBlockMs", "10000",
                        "requestTimeoutMs", "10000",
                        "deliveryTimeoutMs", "30000",
                        "maxRequestSize", "33554432"));
    }

    @Test
    void takeTheOptionsThatAreConfigured() throws Exception {
        start("kafka:letters?brokers=b1:9092,b2:9092&saslJaasConfig=RAW(a b=\"c&d\";)");

        assertThat(topics.name).isEqualTo("letters");
        assertThat(topics.options)
                .contains(entry("brokers", "b1:9092,b2:9092"), entry("requestRequiredAcks", "all"))
                .hasSize(12);
        assertThat(topics.options.get("saslJaasConfig").toString()).contains("a b=\"c&d\";");
    }

    @Test
    void takeNoOptionThatTheRouteSets() throws Exception {
        start("kafka:letters");

        assertThat(topics.options.keySet()).allSatisfy(option -> assertThatThrownBy(
                        () -> new DeadLetterUri.Topic("letters", "a=b&" + option + "=1"))
                .hasMessage("podsights.dead-letter.uri: found the option " + option
                        + "; expected options other than those that the route dead-letter-kafka sets"));
    }

    @Test
    void haveTheKeyOfTheirDelivery() throws Exception {
        start("kafka:letters");

        send(Received.of(BROKEN, new KafkaOrigin("podsights-events", 3, 1042)));
        send(Received.of(BROKEN, new KafkaOrigin("podsights-events", 3, 1042)));

        assertThat(topics.letters).hasSize(2).allSatisfy(letter -> {
            assertThat(letter.headers()).containsEntry(KafkaHeaders.KEY, "kafka/podsights-events/3/1042/none/1");
            assertThat(new String(letter.body(), UTF_8))
                    .contains("\"offset\":1042", "\"event_base64\"")
                    .doesNotContain("jane");
        });
    }

    @Test
    void haveTheirIdAsTheKeyIfACallerBroughtTheEvent() throws Exception {
        start("kafka:letters");

        send(Received.of(BROKEN, Origin.DIRECT));

        String key = topics.letters.get(0).headers().get(KafkaHeaders.KEY).toString();
        assertThat(new String(topics.letters.get(0).body(), UTF_8)).contains("\"id\":\"" + key + "\"");
    }

    @Test
    void areSteeredByNoHeader() throws Exception {
        start("kafka:letters");

        Map<String, Object> steering = new LinkedHashMap<>();
        steering.put("CamelKafkaOverrideTopic", "elsewhere");
        steering.put("camelkafkaoverridetopic", "elsewhere");
        steering.put("CamelKafkaPartitionKey", 7);
        steering.put("CamelKafkaOverrideTimestamp", 7);
        steering.put(KafkaHeaders.KEY, "forged");
        steering.put(KafkaHeaders.OVERRIDE_TOPIC, "elsewhere");
        steering.put("X-Own", "own");
        context.createProducerTemplate().requestBodyAndHeaders("direct:podsights", BROKEN, steering);

        assertThat(topics.letters.get(0).headers()).containsOnlyKeys(KafkaHeaders.KEY, "CamelFileName");
        assertThat(topics.letters.get(0).headers().get(KafkaHeaders.KEY)).isNotEqualTo("forged");
    }

    @Test
    void areWrittenAgainUntilTheyCanBe() throws Exception {
        start("kafka:letters");
        topics.failures = 1;

        send(Received.of(BROKEN, new KafkaOrigin("podsights-events", 3, 1042)));

        assertThat(topics.letters).hasSize(1);
        assertThat(bundle.balance().total().of(Outcome.INVALID)).isEqualTo(1);
    }

    @Test
    void settleNothingIfTheyCantBeWritten() throws Exception {
        start("kafka:letters");
        topics.failures = 1;

        assertThatThrownBy(() -> send(Received.of(BROKEN, Origin.DIRECT)))
                .hasRootCauseMessage("the topic can't be written");

        assertThat(bundle.balance().total().of(Outcome.INVALID)).isZero();
    }

    private void start(String uri) throws Exception {
        Map<String, String> properties = new HashMap<>();
        properties.put(Property.SOURCE.key(), "none");
        properties.put(Property.DEAD_LETTER_URI.key(), uri);
        Findings findings = new Findings();
        Settings settings = new SettingsReader(PropertyValues.of(properties::get), directory, findings)
                .read()
                .orElseThrow();
        context.addComponent("podsights-kafka", topics);
        bundle = PodsightsBundle.install(context, settings, new Integrations(List.of()), SettlementListener.NONE);
        context.start();
    }

    private void send(Received received) {
        context.createProducerTemplate().requestBody("direct:podsights", received);
    }

    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Letter(Map<String, Object> headers, byte[] body) {}

    /** In place of camel-kafka: keeps what it is given. */
    private static final class Topics extends DefaultComponent {

        private final List<Letter> letters = new ArrayList<>();
        private String name;
        private Map<String, Object> options;
        private int failures;

        @Override
        protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
            name = remaining;
            options = new HashMap<>(parameters);
            parameters.clear();
            return new DefaultEndpoint(uri, this) {
                @Override
                public Producer createProducer() {
                    return producer(this);
                }

                @Override
                public Consumer createConsumer(Processor processor) {
                    throw new UnsupportedOperationException();
                }
            };
        }

        private Producer producer(Endpoint endpoint) {
            return new DefaultProducer(endpoint) {
                @Override
                public void process(Exchange exchange) {
                    if (failures-- > 0) {
                        throw new IllegalStateException("the topic can't be written");
                    }
                    letters.add(new Letter(
                            new HashMap<>(exchange.getMessage().getHeaders()),
                            exchange.getMessage().getBody(byte[].class)));
                }
            };
        }
    }
}
