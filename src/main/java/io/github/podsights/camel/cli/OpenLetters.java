package io.github.podsights.camel.cli;

import io.github.podsights.camel.deadletter.DeadLetterStore;
import io.github.podsights.camel.deadletter.DirectoryLetters;
import io.github.podsights.camel.settings.DeadLetterUri;

/** The dead letters of a configuration, opened for a command. */
final class OpenLetters {

    private OpenLetters() {}

    static DeadLetterStore of(Configuration configuration) throws Problem {
        DeadLetterUri uri = configuration.settings().deadLetterUri();
        if (uri instanceof DeadLetterUri.Directory directory) {
            return new DirectoryLetters(directory.path());
        }
        throw Problem.usage("not yet");
    }
}
