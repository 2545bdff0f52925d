package io.github.podsights.camel.cli;

import io.github.podsights.camel.deadletter.DeadLetterStore;
import io.github.podsights.camel.deadletter.DirectoryLetters;
import io.github.podsights.camel.route.SettlementListener;
import io.github.podsights.camel.route.kafka.TopicLetters;
import io.github.podsights.camel.settings.DeadLetterUri;
import io.github.podsights.camel.settings.Property;
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

    /** What to do with letters in a queue, which gives each away to whoever reads it. */
    private static final String INSTEAD =
            "look at them and remove them with the console of the broker; to list, replay or"
                    + " purge them, have a route move them into a directory, and name that in PODSIGHTS_DEAD_LETTER_URI for the"
                    + " command (the README has both, under Dead letters)";

    /** Opens them for a command that has no bundle of its own. */
    static OpenLetters of(Configuration configuration) throws Problem, IOException {
        if (configuration.settings().deadLetterUri() instanceof DeadLetterUri.Directory directory) {
            return new OpenLetters(new DirectoryLetters(directory.path()), null);
        }
        requireStore(configuration);
        // Nothing is sent: a database that another process has open, or that is away, is in nobody's way.
        Standalone standalone =
                Standalone.start(configuration.withoutSources().withoutDatabases(), SettlementListener.NONE);
        try {
            return new OpenLetters(within(configuration, standalone.context()), standalone);
        } catch (IOException | RuntimeException e) {
            standalone.close();
            throw e;
        }
    }

    /** @throws Problem if letters can't be looked at where they lie */
    static void requireStore(Configuration configuration) throws Problem {
        if (configuration.settings().deadLetterUri() instanceof DeadLetterUri.Queue queue) {
            throw configuration.problem(
                    Property.DEAD_LETTER_URI, queue + ", a queue", "a directory or a topic", INSTEAD);
        }
    }

    /**
     * Opens them for a bundle that runs in a context.
     *
     * @throws IOException if they can't be looked at where they lie; its message is for people
     */
    static DeadLetterStore within(Configuration configuration, CamelContext context) throws IOException {
        DeadLetterUri uri = configuration.settings().deadLetterUri();
        if (uri instanceof DeadLetterUri.Queue) {
            throw new IOException("dead letters lie in " + uri + ": " + INSTEAD);
        }
        return uri instanceof DeadLetterUri.Topic topic
                ? TopicLetters.of(context, topic, Clock.systemUTC())
                : new DirectoryLetters(((DeadLetterUri.Directory) uri).path());
    }

    /** Where they lie, the same for each process that has the same configuration on the same machine. */
    static String place(Settings settings) {
        if (settings.deadLetterUri() instanceof DeadLetterUri.Topic topic) {
            return topic + " at " + settings.kafkaSource().brokers();
        }
        if (settings.deadLetterUri() instanceof DeadLetterUri.Queue queue) {
            return queue.toString();
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
