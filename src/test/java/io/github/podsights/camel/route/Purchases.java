package io.github.podsights.camel.route;

/** Events for tests of the whole bundle: purchases with consent, which the retail preset sends. */
final class Purchases {

    /** The hash of {@link #EMAIL}. */
    static final String HASH = "86e0b9e56c17cc4d12387e1949b85053fbe73bc3ce5a1188713a9d300cc6133d";

    static final String EMAIL = "jane.doe@example.com";

    /** In an integration's file: a call for each product, so that what fails stands in a split within a split. */
    static final String ONE_CALL_A_PRODUCT = """
            mappings:
              version: 2
              events:
                Order Completed:
                  calls: [properties.products]
                  mappings:
                    - {source: item.price, target: value, transform: number}
            """;

    private Purchases() {}

    /** One event, without a line end. */
    static String of(String orderId) {
        return with(orderId, "");
    }

    /** One event with more properties, each followed by a comma. */
    static String with(String orderId, String properties) {
        return "{\"type\":\"track\",\"event\":\"Order Completed\",\"anonymousId\":\"visitor-1\",\"properties\":{"
                + properties
                + "\"order_id\":\"" + orderId + "\",\"revenue\":129.99,\"currency\":\"USD\",\"email\":\"" + EMAIL
                + "\"},\"context\":{\"consent\":{\"marketing\":true}}}";
    }

    /** So many events, one on each line. */
    static String lines(int count) {
        StringBuilder lines = new StringBuilder();
        for (int i = 1; i <= count; i++) {
            lines.append(of("ORD-" + i)).append('\n');
        }
        return lines.toString();
    }

    /** What is sent of {@link #of}. */
    static String payload(String orderId) {
        return "{\"key\":\"" + RunningBundle.KEY + "\",\"event\":\"purchase\",\"id\":\"visitor-1\",\"em\":\"" + HASH
                + "\",\"order_id\":\"" + orderId + "\",\"value\":129.99,\"currency\":\"USD\"}";
    }
}
