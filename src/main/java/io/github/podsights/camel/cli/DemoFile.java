package io.github.podsights.camel.cli;

import io.github.podsights.camel.settings.Property;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The demo's sample events as a file in a directory. */
final class DemoFile implements DemoSource {

    private final Path inbox;

    private DemoFile(Path inbox) {
        this.inbox = inbox;
    }

    static DemoFile in(Path directory) throws IOException {
        Path inbox = Files.createDirectories(directory.resolve(Property.FILE_DIRECTORY.defaultText()));
        try (InputStream samples = DemoCommand.samples()) {
            Files.copy(samples, inbox.resolve(DemoCommand.SAMPLES));
        }
        return new DemoFile(inbox);
    }

    @Override
    public Map<String, String> properties() {
        // One event in flight keeps what is printed in the order of the file.
        return Map.of(Property.FILE_QUIET.key(), "0s", Property.FILE_IN_FLIGHT.key(), "1");
    }

    @Override
    public String place() {
        return "The sample events lie in " + inbox;
    }

    @Override
    public String invitation() {
        return "Put files of events there to see what becomes of them. Ctrl-C ends.";
    }

    @Override
    public boolean isDone(Standalone standalone) throws IOException {
        return standalone.fileEvents().filesWaiting().isEmpty();
    }

    @Override
    public void close() {
        // nothing to be closed
    }
}
