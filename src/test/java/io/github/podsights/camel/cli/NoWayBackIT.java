package io.github.podsights.camel.cli;

import static io.github.podsights.camel.cli.Looks.look;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.podsights.camel.collector.CollectorStandIn;
import io.github.podsights.camel.health.Check;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** New routes do not start, and the former ones can't be put back: nothing is taken in, and nothing lost, until some run. */
class NoWayBackIT {

    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    Path directory;

    @AfterEach
    void mend() {
        Fragile.most = Integer.MAX_VALUE;
    }

    @Test
    void sourcesAreHeldUntilRoutesRunAgain() throws Exception {
        try (CollectorStandIn collector = CollectorStandIn.start()) {
            Home home = new Home(
                    directory,
                    "podsights.source=file",
                    "podsights.source.file.quiet=0s",
                    "podsights.admin.port=off",
                    "podsights.collector.url=" + collector.url());
            home.write("config/routes/more.camel.yaml", more(1));
            Beginning beginning = Beginning.read(home.config(), new PrintWriter(Writer.nullWriter()));
            try (Standalone running = Standalone.run(
                    beginning, beginning.configuration().settings().admin(), false)) {
                home.write("data/inbox/first.jsonl", event("first"));
                await().atMost(LONG).until(() -> collector.stats().requests() == 1);

                // One for the trial, and one in earnest; none to put back.
                Fragile.most = Fragile.MADE.get() + 2;
                home.write("config/routes/more.camel.yaml", more(2));
                home.write(
                        "config/routes/unstarted.camel.yaml",
                        "- route:\n    id: unstarted\n    from:\n      uri: file:" + home.path("nowhere")
                                + "\n      parameters:\n        autoCreate: false\n"
                                + "        startingDirectoryMustExist: true\n"
                                + "      steps:\n        - to:\n            uri: direct:podsights\n");
                look(running);
                assertThat(running.bundle().reloads().trouble().orElse("")).contains("unstarted.camel.yaml:");
                assertThat(configuration(running).reason()).contains("can't be put back");

                home.write("data/inbox/second.jsonl", event("second"));
                await().during(Duration.ofSeconds(2))
                        .atMost(LONG)
                        .until(() ->
                                running.total().received() == 1 && Files.exists(home.path("data/inbox/second.jsonl")));
                Fragile.most = Integer.MAX_VALUE;
                home.write("config/routes/more.camel.yaml", more(1));
                Files.delete(home.path("config/routes/unstarted.camel.yaml"));
                look(running);
                await().atMost(LONG).until(() -> collector.stats().requests() == 2);
                assertThat(running.bundle().reloads().trouble()).isEmpty();
                assertThat(configuration(running).up()).isTrue();
                await().atMost(LONG).until(() -> running.total().inFlight() == 0);
                assertThat(running.total().received()).isEqualTo(2);
                assertThat(running.total().released()).isZero();
            }
        }
    }

    private static Check configuration(Standalone running) {
        return running.bundle().health().checks().stream()
                .filter(check -> check.name().equals("configuration"))
                .findFirst()
                .orElseThrow();
    }

    private static String more(int size) {
        return "- beans:\n    - name: fragile\n      type: " + Fragile.class.getName()
                + "\n      properties:\n        size: " + size
                + "\n- route:\n    id: more\n    from:\n      uri: direct:more\n      steps:\n"
                + "        - bean:\n            ref: fragile\n            method: getSize\n";
    }

    private static String event(String order) {
        return "{\"event\":\"Order Completed\",\"anonymous_id\":\"a\",\"properties\":{\"order_id\":\"" + order
                + "\"},\"consent\":{\"marketing\":true}}\n";
    }
}
