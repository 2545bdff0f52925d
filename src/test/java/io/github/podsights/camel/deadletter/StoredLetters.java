package io.github.podsights.camel.deadletter;

import io.github.podsights.camel.delivery.Deliveries;
import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.delivery.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** Writes dead letters into a directory of a test, as the route does. */
final class StoredLetters {

    private static final AtomicLong NUMBER = new AtomicLong();

    private StoredLetters() {}

    /** Writes a letter of an event; its id. */
    static String write(Path directory, Instant at, String event) throws IOException {
        Delivery delivery = Deliveries.mapped(event);
        delivery.end(Outcome.REJECTED, "answer 400");
        return write(directory, at, delivery);
    }

    static String write(Path directory, Instant at, Delivery delivery) throws IOException {
        DeadLetter letter = DeadLetter.of(delivery, at, NUMBER::incrementAndGet);
        Path file = directory.resolve(letter.fileName());
        Files.createDirectories(file.getParent());
        Files.write(file, letter.bytes());
        return letter.id();
    }

    static String purchase(String visitor) {
        return "{\"event\":\"Order Completed\",\"anonymousId\":\"" + visitor
                + "\",\"properties\":{\"order_id\":\"O-1\",\"email\":\"jane.doe@example.com\"}}";
    }
}
