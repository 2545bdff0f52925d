package io.github.podsights.camel.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.podsights.camel.collector.CollectorStandIn;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.settings.Property;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing that comes with a message steers where and how it goes: no header, no property, no field of the event. */
class HeaderSteeringIT {

    @TempDir
    Path directory;

    private HttpPeer peer;
    private CollectorStandIn elsewhere;
    private RunningBundle running;
    private Map<String, Object> steering;

    @BeforeEach
    void start() throws Exception {
        peer = HttpPeer.start();
        elsewhere = CollectorStandIn.start();
        // The same event comes again and again here.
        running = RunningBundle.start(
                directory, elsewhere, Map.of(Property.COLLECTOR_URL, peer.url(), Property.DUPLICATES_WINDOW, "none"));
        steering = steering();
    }

    @AfterEach
    void stop() throws Exception {
        running.close();
        elsewhere.close();
        peer.close();
    }

    private Map<String, Object> steering() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("CamelHttpUri", elsewhere.url());
        values.put("CamelRestHttpUri", elsewhere.url());
        values.put("CamelHttpUrl", elsewhere.url());
        values.put("CamelHttpBaseUri", elsewhere.url());
        values.put("CamelToEndpoint", "podsights-http:" + elsewhere.url());
        values.put("CamelHttpHost", "127.0.0.1:" + elsewhere.port());
        values.put("CamelHttpScheme", "https");
        values.put("CamelHttpMethod", "DELETE");
        values.put("CamelHttpPath", "/elsewhere");
        values.put("CamelHttpQuery", "a=b");
        values.put("CamelRestHttpQuery", "a=b");
        values.put("CamelHttpRawQuery", "a=b");
        values.put("CamelHttpProtocolVersion", "HTTP/1.0");
        values.put("CamelHttpResponseCode", 500);
        values.put("CamelRedeliveryDelay", 60_000);
        values.put("CamelRedeliveryCounter", 99);
        values.put("CamelRedelivered", true);
        values.put("CamelFileName", "../../escaped.json");
        values.put("CamelOverruleFileName", "../escaped.json");
        values.put("CamelCharsetName", "UTF-16");
        values.put("CamelSkipGzipEncoding", true);
        values.put("CamelRouteStop", true);
        values.put("CamelRollbackOnly", true);
        values.put("CamelErrorHandlerHandled", true);
        values.put("CamelFailureHandled", true);
        values.put("CamelExceptionCaught", new IllegalStateException("steering"));
        values.put("CamelSplitComplete", true);
        values.put("Host", "elsewhere.example");
        values.put("Authorization", "Basic c3RlZXI6aW5n");
        values.put("Content-Type", "text/plain; charset=UTF-16");
        values.put("Content-Length", "1");
        values.put("Content-Encoding", "gzip");
        values.put("Transfer-Encoding", "chunked");
        values.put("Connection", "close");
        values.put("Expect", "100-continue");
        values.put("Cookie", "a=b");
        values.put("X-Own", "own");
        values.put("breadcrumbId", "crumb");
        values.put("podsightsDelivery", "forged");
        values.put("podsightsEvent", "forged");
        values.put("podsightsAgain", true);
        return values;
    }

    @Test
    void noHeaderAndNoPropertyChangesTheRequest() throws Exception {
        List<DeliveryOutcome> delivered = List.of(new DeliveryOutcome("test", 1, Outcome.DELIVERED, null));
        assertThat(call(Purchases.of("ORD-ü"), Map.of())).isEqualTo(delivered);

        for (Map<String, Object> cased : inSeveralCases()) {
            assertThat(call(Purchases.of("ORD-ü"), cased)).isEqualTo(delivered);
        }

        assertThat(peer.requests()).hasSize(4).containsOnly(peer.requests().get(0));
        assertThat(peer.connections()).isEqualTo(1);
        assertNothingWentElsewhere();
    }

    @Test
    void sendsToTheConfiguredAddressWithNoMoreThanWhatARequestNeeds() throws Exception {
        call(Purchases.of("ORD-1"), steering);

        String[] headAndBody = peer.requests().get(0).split("\r\n\r\n", 2);
        assertThat(headAndBody[0].lines())
                .containsExactlyInAnyOrder(
                        "POST /v1/server HTTP/1.1",
                        "Content-Type: application/json",
                        "Content-Length: " + Purchases.payload("ORD-1").length(),
                        "Host: " + peer.url().replaceAll("http://|/v1/server", ""),
                        "Connection: keep-alive",
                        "User-Agent: podsights-camel");
        assertThat(headAndBody[1]).isEqualTo(Purchases.payload("ORD-1"));
    }

    @Test
    void noFieldOfAnEventChangesTheRequest() throws Exception {
        running.drop("plain.jsonl", Purchases.of("ORD-1"));
        Situation.awaitDone(running, "plain.jsonl");

        for (Map<String, Object> cased : inSeveralCases()) {
            String fields = cased.entrySet().stream()
                    .map(field -> "\"" + field.getKey() + "\":\"" + field.getValue() + "\",")
                    .collect(Collectors.joining());
            String event = Purchases.with("ORD-1", fields).replaceFirst("\\{", "{" + fields);
            String name = "fields-" + cased.keySet().iterator().next() + ".jsonl";
            running.drop(name, event);
            Situation.awaitDone(running, name);
        }

        assertThat(peer.requests()).hasSize(4).containsOnly(peer.requests().get(0));
        assertNothingWentElsewhere();
    }

    @Test
    void noHeaderAndNoPropertyChangesWhereADeadLetterIsWritten() throws Exception {
        for (Map<String, Object> cased : inSeveralCases()) {
            assertThat((List<?>) call("not readable", cased)).hasSize(1);
            assertThat((List<?>) call(Purchases.of("ORD-1").replace("129.99", "true"), cased))
                    .hasSize(1);
        }

        assertThat(running.total().of(Outcome.INVALID)).isEqualTo(6);
        assertThat(running.deadLetters()).hasSize(6).allSatisfy(letter -> assertThat(
                        directory.resolve("dead-letters").relativize(letter).toString())
                .matches("\\d{4}-\\d\\d-\\d\\d/\\d{8}T\\d{9}Z-[0-9a-f]{12}\\.json"));
        assertThat(directory.resolve("escaped.json")).doesNotExist();
        assertNothingWentElsewhere();
    }

    private List<Map<String, Object>> inSeveralCases() {
        Map<String, Object> lower = new LinkedHashMap<>();
        Map<String, Object> upper = new LinkedHashMap<>();
        steering.forEach((name, value) -> {
            lower.put(name.toLowerCase(Locale.ROOT), value);
            upper.put(name.toUpperCase(Locale.ROOT), value);
        });
        return List.of(steering, lower, upper);
    }

    private Object call(String event, Map<String, Object> headersAndProperties) throws Exception {
        Exchange exchange = running.context().createProducerTemplate().request("direct:podsights", request -> {
            request.getMessage().setBody(event);
            headersAndProperties.forEach((name, value) -> {
                request.getMessage().setHeader(name, value);
                request.setProperty(name, value);
            });
        });
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
        return exchange.getMessage().getBody();
    }

    private void assertNothingWentElsewhere() {
        assertThat(elsewhere.stats().requests()).isZero();
        assertThat(elsewhere.stats().connections()).isZero();
    }
}
