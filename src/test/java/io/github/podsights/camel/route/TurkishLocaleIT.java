package io.github.podsights.camel.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.podsights.camel.collector.CollectorStandIn;
import io.github.podsights.camel.collector.ReceivedRequest;
import io.github.podsights.camel.delivery.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the small I has no dot, everything is the same. */
class TurkishLocaleIT {

    /** The digests that others publish, of addresses with a capital I in them too. */
    private static final Map<String, String> VECTORS = Map.of(
            "John_Smith@gmail.com", "62a14e44f765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62f",
            "Person@Example.com", "542d240129883c019e106e3b1b2d3f3cb3537c43c425364de8e951d5a3083345",
            " Jane.Doe@Example.com ", Purchases.HASH,
            "JOHN_SMITH@GMAIL.COM", "62a14e44f765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62f",
            "62A14E44F765419D10FEA99367361A727C12365E2520F32218D505ED9AA0F62F",
                    "62a14e44f765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62f");

    @TempDir
    Path directory;

    private Locale before;

    @BeforeEach
    void goToTurkey() {
        before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr-TR"));
    }

    @AfterEach
    void comeBack() {
        Locale.setDefault(before);
    }

    @Test
    void sendsTheVendorsPurchaseExampleAsEverywhere() throws Exception {
        String purchase = Purchases.of("ORD-10001")
                .replace("Order Completed", "ORDER_COMPLETED")
                .replace("\"USD\"", "\"usd\"")
                .replace(Purchases.EMAIL, " Jane.Doe@Example.com ")
                .replace(
                        "{\"consent\"",
                        "{\"ip\":\"203.0.113.7\",\"userAgent\":\"Mozilla/5.0\",\"page\":{\"url\":"
                                + "\"HTTPS://shop.example.com/thanks?EMAIL=x&ZIP=1&i=1\"},\"consent\"");
        try (CollectorStandIn collector = CollectorStandIn.start();
                RunningBundle running = RunningBundle.start(directory, collector, Map.of())) {
            running.drop("events.JSONL", purchase);
            Situation.awaitDone(running, "events.JSONL");

            assertThat(collector.received())
                    .singleElement()
                    .extracting(ReceivedRequest::body)
                    .isEqualTo("{\"key\":\"" + RunningBundle.KEY + "\",\"event\":\"purchase\",\"id\":\"visitor-1\","
                            + "\"em\":\"" + Purchases.HASH + "\",\"ip\":\"203.0.113.7\",\"user_agent\":\"Mozilla/5.0\","
                            + "\"url\":\"HTTPS://shop.example.com/thanks?i=1\",\"order_id\":\"ORD-10001\","
                            + "\"value\":129.99,\"currency\":\"USD\"}");
        }
    }

    @Test
    void hashesAddressesAsOthersDo() throws Exception {
        try (CollectorStandIn collector = CollectorStandIn.start();
                RunningBundle running = RunningBundle.start(directory, collector, Map.of())) {
            List<String> emails = List.copyOf(VECTORS.keySet());
            StringBuilder lines = new StringBuilder();
            for (int i = 0; i < emails.size(); i++) {
                lines.append(Purchases.of("ORD-" + i).replace(Purchases.EMAIL, emails.get(i)))
                        .append('\n');
            }
            running.drop("events.jsonl", lines.toString());
            Situation.awaitDone(running, "events.jsonl");

            assertThat(running.total().of(Outcome.DELIVERED)).isEqualTo(emails.size());
            for (ReceivedRequest request : collector.received()) {
                var payload = JsonMapper.builder().build().readTree(request.body());
                int number =
                        Integer.parseInt(payload.get("order_id").textValue().substring("ORD-".length()));
                assertThat(payload.get("em").textValue()).isEqualTo(VECTORS.get(emails.get(number)));
            }
        }
    }

    @Test
    void readsEveryAnswerAndWritesEveryDeadLetterAsEverywhere() throws Exception {
        try (CollectorStandIn collector = CollectorStandIn.start();
                RunningBundle running = RunningBundle.start(directory, collector, Map.of())) {
            running.drop("events.jsonl", "{\"TITLE\":\n" + Purchases.of("O").replace("129.99", "true"));
            Situation.awaitDone(running, "events.jsonl");

            assertThat(running.total().of(Outcome.INVALID)).isEqualTo(2);
            assertThat(running.deadLetters()).hasSize(2).allSatisfy(letter -> assertThat(
                            Situation.read(letter).get("outcome").textValue())
                    .isEqualTo("invalid"));
        }
    }
}
