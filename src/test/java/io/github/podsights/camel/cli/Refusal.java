package io.github.podsights.camel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;

/** What every bad configuration gets. */
final class Refusal {

    private static final String EVENT = "{\"event\":\"Order Completed\"}";

    private Refusal() {}

    /** {@code run} ends with 2 and this one line, and leaves what lies in the inbox. */
    static void of(Home home, String message) throws IOException {
        Path event = home.write("data/inbox/events.jsonl", EVENT);

        CommandRun run = CommandRun.of("run", "--once", "--config", home.config());

        assertThat(run).isEqualTo(new CommandRun(2, "", "podsights: " + message + "\n"));
        assertThat(event).hasContent(EVENT);
    }
}
