package shop;

import io.github.podsights.camel.embedded.PodsightsRoutes;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

/** Reports one order, and prints what became of it. */
public final class Shop {

    private static final String ORDER = """
            {"event": "Order Completed", "message_id": "m-1", "anonymous_id": "visitor-1",
             "properties": {"order_id": "ORD-1", "revenue": 129.99, "currency": "USD"},
             "context": {"consent": {"marketing": true}}}
            """;

    private Shop() {}

    public static void main(String[] arguments) throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            context.addRoutes(new PodsightsRoutes());
            context.start();
            List<?> outcomes =
                    context.createProducerTemplate().requestBody("direct:podsights", ORDER, List.class);
            System.out.println(outcomes);
        }
    }
}
