package shop;

import io.github.podsights.camel.embedded.PodsightsRoutes;
import java.util.List;
import org.apache.camel.ProducerTemplate;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** Reports one order, and prints what became of it. */
@SpringBootApplication
public class ShopApplication {

    private static final String ORDER = """
            {"event": "Order Completed", "message_id": "m-1", "anonymous_id": "visitor-1",
             "properties": {"order_id": "ORD-1", "revenue": 129.99, "currency": "USD"},
             "context": {"consent": {"marketing": true}}}
            """;

    public static void main(String[] arguments) {
        SpringApplication.run(ShopApplication.class, arguments).close();
    }

    @Bean
    PodsightsRoutes podsights() {
        return new PodsightsRoutes();
    }

    @Bean
    CommandLineRunner order(ProducerTemplate camel) {
        return arguments -> System.out.println(camel.requestBody("direct:podsights", ORDER, List.class));
    }
}
