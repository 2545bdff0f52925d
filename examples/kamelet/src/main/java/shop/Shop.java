package shop;

import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.main.Main;

/** Sends one order to a route that ends in the Kamelet, and prints what became of it. */
public final class Shop {

    private static final String ORDER = """
            {"event": "Order Completed", "message_id": "m-1", "anonymous_id": "visitor-1",
             "properties": {"order_id": "ORD-1", "revenue": 129.99, "currency": "USD"},
             "context": {"consent": {"marketing": true}}}
            """;

    private Shop() {}

    public static void main(String[] arguments) throws Exception {
        Main main = new Main();
        main.configure().withRoutesIncludePattern("classpath:shop.camel.yaml");
        main.start();
        try {
            Exchange order = main.getCamelTemplate()
                    .request("direct:checkout", exchange -> exchange.getMessage().setBody(ORDER));
            if (order.getException() != null) {
                throw order.getException();
            }
            System.out.println(order.getVariable("podsightsOutcomes", List.class));
        } finally {
            main.stop();
        }
    }
}
