package io.github.podsights.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.UUID;

/** Writes a file of purchases, one a line, about 700 bytes each; the same number of events gives the same file. */
public final class EventFile {

    private static final List<String> PRODUCTS =
            List.of("Slow Pour Espresso, 1 kg", "Morning Filter, 250 g", "Decaf for Late Episodes, 500 g");
    private static final List<String> BROWSERS = List.of(
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)",
            "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0");

    private EventFile() {}

    /**
     * Writes the file.
     *
     * @param args the file to write, and how many events
     */
    public static void main(String[] args) throws IOException {
        Path file = Path.of(args[0]);
        int count = Integer.parseInt(args[1]);
        SplittableRandom random = new SplittableRandom(count);
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            for (int i = 0; i < count; i++) {
                writer.write(event(String.format("ORD-%09d", i), i, random));
            }
        }
    }

    /** One event with the line's end. */
    static String event(String orderId, int number, SplittableRandom random) {
        int product = random.nextInt(PRODUCTS.size());
        int euros = 5 + random.nextInt(90);
        int cents = random.nextInt(100);
        return String.format(
                Locale.ROOT,
                """
                {"message_id":"%s","type":"track","event":"Order Completed","anonymous_id":"%s","properties":{\
                "order_id":"%s","revenue":%d.%02d,"currency":"EUR","email":"Visitor.%d@Example.com",\
                "coupon":"SLOWPOUR","products":[{"product_id":"P-%d","name":"%s","price":%d.%02d,"quantity":1}]},\
                "context":{"ip":"203.0.113.%d","user_agent":"%s","locale":"en-GB","page":{\
                "url":"https://shop.example.com/thanks?order=%d&utm_source=podcast",\
                "referrer":"https://shop.example.com/checkout"},\
                "consent":{"canonical":{"analytics":true,"marketing":true}}}}
                """,
                new UUID(random.nextLong(), random.nextLong()),
                new UUID(random.nextLong(), random.nextLong()),
                orderId,
                euros,
                cents,
                random.nextInt(1_000_000),
                product,
                PRODUCTS.get(product),
                euros,
                cents,
                1 + random.nextInt(254),
                BROWSERS.get(random.nextInt(BROWSERS.size())),
                number);
    }
}
