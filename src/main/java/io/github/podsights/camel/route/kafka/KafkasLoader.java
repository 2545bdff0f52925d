package io.github.podsights.camel.route.kafka;

import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;

/**
 * Kafka's clients look for the classes that their settings name, their own among them, with the class loader of the thread
 * that makes them. Where Kafka has a class loader of its own, as in OSGi, that of our threads does not know them: so ours are
 * made as Camel makes its own, with Kafka's.
 */
final class KafkasLoader {

    private KafkasLoader() {}

    /** Makes something with it. */
    static <T> T with(Supplier<T> made) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(KafkaException.class.getClassLoader());
        try {
            return made.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
