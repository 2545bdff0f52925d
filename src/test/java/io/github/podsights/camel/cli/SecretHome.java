package io.github.podsights.camel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.podsights.camel.route.Canary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A directory of an operator in which whatever can be secret is, each in a file of its own. */
final class SecretHome {

    static final String TOKEN = "canary-admin-token-91";

    private static final String PASSWORD = "canary-database-password-17";

    private static final String KAFKA = "canary-kafka-password-33";

    static final String JAAS =
            "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"u\" password=\"" + KAFKA
                    + "\";";

    static final String EVENT =
            "{\"event\":\"Order Completed\",\"anonymous_id\":\"a-1\",\"consent\":{\"marketing\":true}}\n";

    private static final Canary SECRETS = new Canary(Home.KEY, TOKEN, PASSWORD, KAFKA);

    private SecretHome() {}

    /** One with both sources, of which Kafka's broker is never there. */
    static Home of(Path directory, String collector, String... more) throws IOException {
        List<String> properties = new ArrayList<>(List.of(
                "podsights.collector.url=" + collector,
                "podsights.source=file,kafka",
                "podsights.source.file.quiet=0s",
                "podsights.source.kafka.brokers=127.0.0.1:1",
                "podsights.dead-letter.uri=kafka:letters?saslJaasConfig=RAW({{file:jaas.txt}})",
                "podsights.admin.port=0",
                "podsights.admin.token={{file:token.txt}}",
                "podsights.duplicates.jdbc.url=jdbc:h2:./data/duplicates",
                "podsights.duplicates.jdbc.user=podsights",
                "podsights.duplicates.jdbc.password={{file:password.txt}}",
                "camel.component.podsights-kafka.security-protocol=SASL_PLAINTEXT",
                "camel.component.podsights-kafka.sasl-mechanism=PLAIN",
                "camel.component.podsights-kafka.sasl-jaas-config={{file:jaas.txt}}"));
        properties.addAll(List.of(more));
        Home home = new Home(directory, properties.toArray(String[]::new));
        home.write("token.txt", TOKEN + "\n");
        home.write("password.txt", PASSWORD + "\n");
        home.write("jaas.txt", JAAS + "\n");
        return home;
    }

    /** Nothing secret stands in a text, nor hidden in it. */
    static void assertNoneIn(Object text) {
        assertThat(SECRETS.in(String.valueOf(text).getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
    }
}
