package io.github.podsights.camel.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.podsights.camel.collector.CollectorStandIn;
import io.github.podsights.camel.identity.EmailHasher;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.SoftAssertions;

/** Events for tests of the identity store: identify events, and purchases without an address of their own. */
public final class Identifies {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String MARKETING = "{\"marketing\":true}";

    private Identifies() {}

    /** An identify event, with consent to marketing. */
    static String identify(String ids, String email) {
        return identify(ids, email, MARKETING);
    }

    static String identify(String ids, String email, String consent) {
        return "{\"type\":\"identify\"," + ids(ids) + ",\"traits\":{\"email\":\"" + email
                + "\"},\"context\":{\"consent\":" + consent + "}}";
    }

    /** A purchase without an address. */
    static String purchase(String ids, String orderId) {
        return "{\"type\":\"track\",\"event\":\"Order Completed\"," + ids(ids) + ",\"properties\":{\"order_id\":\""
                + orderId + "\"},\"context\":{\"ip\":\"203.0.113.7\",\"consent\":" + MARKETING + "}}";
    }

    private static String ids(String ids) {
        return ids.replace('\'', '"');
    }

    /**
     * Of a visitor of that number: a purchase before, an identify event, and a purchase right behind it.
     *
     * @return the three, in their order
     */
    public static String[] visit(int number) {
        String ids = (number % 2 == 0 ? "'user_id':'" : "'anonymous_id':'") + "visitor-" + number + "'";
        return new String[] {
            purchase(ids, "before-" + number), identify(ids, email(number)), purchase(ids, "behind-" + number),
        };
    }

    private static String email(int number) {
        return "visitor." + number + "@example.com";
    }

    /** Asserts of so many visits that no purchase before its identify event has an address, and each behind it has its own. */
    public static void assertInOrder(CollectorStandIn collector, int visits) throws IOException {
        Map<String, String> emails = emails(collector);
        SoftAssertions all = new SoftAssertions();
        for (int i = 0; i < visits; i++) {
            all.assertThat(emails.get("behind-" + i))
                    .as("behind %s", i)
                    .isEqualTo(EmailHasher.hash(email(i)).orElseThrow());
            all.assertThat(emails.get("before-" + i)).as("before %s", i).isEqualTo("none");
        }
        all.assertAll();
        assertThat(emails).hasSize(2 * visits);
    }

    /** The hash that was sent with each order, or {@code none}. */
    static Map<String, String> emails(CollectorStandIn collector) throws IOException {
        Map<String, String> emails = new TreeMap<>();
        for (var request : collector.received()) {
            JsonNode payload = JSON.readTree(request.body());
            emails.put(payload.get("order_id").textValue(), payload.path("em").asText("none"));
        }
        return emails;
    }
}
