package io.github.podsights.camel.cli;

import io.github.podsights.camel.deadletter.DeadLetterStore;
import io.github.podsights.camel.deadletter.DirectoryLetters;
import io.github.podsights.camel.route.SettlementListener;
import io.github.podsights.camel.route.kafka.TopicLetters;
import io.github.podsights.camel.settings.DeadLetterUri;
import io.github.podsights.camel.settings.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.apache.camel.CamelContext;

/**
 * The dead letters of a configuration, opened for a command.
 *
 * @param store where they lie
 * @param standalone what knows the way to the brokers; null if there are none
 */
record OpenLetters(DeadLetterStore store, Standalone standalone) implements AutoCloseable {

    /** Opens them for a command that has no bundle of its own. */
    static OpenLetters of(Configuration configuration) throws Problem {
        if (configuration.settings().deadLetterUri() instanceof DeadLetterUri.Directory directory) {
            return new OpenLetters(new DirectoryLetters(directory.path()), null);
        }
        // Nothing is sent: a database that another process has open, or that is away, is in nobody's way.
        Standalone standalone =
                Standalone.start(configuration.withoutSources().withoutDatabases(), SettlementListener.NONE);
        try {
            return new OpenLetters(within(configuration, standalone.context()), standalone);
        } catch (RuntimeException e) {
            standalone.close();
            throw e;
        }
    }

    /** Opens them for a bundle that runs in a context. */
    static DeadLetterStore within(Configuration configuration, CamelContext context) {
        DeadLetterUri uri = configuration.settings().deadLetterUri();
        return uri instanceof DeadLetterUri.Topic topic
                ? TopicLetters.of(context, topic, Clock.systemUTC())
                : new DirectoryLetters(((DeadLetterUri.Directory) uri).path());
    }

    /** Where they lie, the same for each process that has the same configuration on the same machine. */
    static String place(Settings settings) {
        if (settings.deadLetterUri() instanceof DeadLetterUri.Topic topic) {
            return topic + " at " + settings.kafkaSource().brokers();
        }
        DeadLetterUri.Directory directory = (DeadLetterUri.Directory) settings.deadLetterUri();
        return LetterText.safe(new DeadLetterUri.Directory(real(directory.path()), "").toString());
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path; // the first letter makes it
        }
    }

    @Override
    public void close() {
        store.close();
        if (standalone != null) {
            standalone.close();
        }
    }
}
