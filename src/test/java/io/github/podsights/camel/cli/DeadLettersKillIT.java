package io.github.podsights.camel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.podsights.camel.collector.Behaviours;
import io.github.podsights.camel.collector.CollectorOptions;
import io.github.podsights.camel.collector.CollectorStandIn;
import io.github.podsights.camel.route.ReplayLetters;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A replay whose process is killed in the middle. */
class DeadLettersKillIT {

    private static final int LETTERS = 500;

    @TempDir
    Path directory;

    @Test
    void losesNothingAndSendsAtMostTwiceWhatWasInFlight() throws Exception {
        try (CollectorStandIn collector = CollectorStandIn.start(CollectorOptions.counting())) {
            Home home = new Home(
                    directory,
                    "podsights.collector.url=" + collector.url(),
                    "podsights.admin.port=off",
                    "podsights.source.file.quiet=0s",
                    "podsights.redelivery.attempts=1");
            DeadLettersIT.leave(LETTERS, home, collector);
            collector.clear();
            // What is in flight then is never answered: it is killed in the middle, however late.
            collector.behave(Behaviours.accept().first(LETTERS / 3).or(Behaviours.silence()));

            try (PodsightsProcess replay =
                    PodsightsProcess.start(directory, "dead-letters", "replay", "--all", "--config", home.config())) {
                await().pollInterval(Duration.ofMillis(2))
                        .until(() -> collector.stats().requests() > LETTERS / 3);
            }
            await().until(() -> collector.stats().inFlight() == 0);
            long sent = collector.stats().requests();
            assertThat(sent).as("killed in the middle").isLessThan(LETTERS);
            collector.behave(Behaviours.accept());

            CommandRun rest = DeadLettersIT.command(home, "replay", "--all");
            assertThat(rest.exitCode()).as("something is left").isEqualTo(1);
            long claimed = LETTERS - collector.stats().ids();
            assertThat(rest.out()).as(rest.err()).contains("claimed by a replay that is gone, and perhaps sent");
            assertThat(collector.stats().requests())
                    .as("what was claimed is not sent without being told to")
                    .isEqualTo(collector.stats().ids());

            CommandRun taken = DeadLettersIT.command(home, "replay", "--all", "--claimed");
            assertThat(taken.exitCode()).as(taken.err()).isZero();
            assertThat(collector.stats().ids()).as("none is lost").isEqualTo(LETTERS);
            assertThat(collector.stats().requests() - LETTERS)
                    .as("sent twice; %s were claimed and not sent", claimed)
                    .isBetween(0L, (long) ReplayLetters.IN_FLIGHT);
            assertThat(DeadLettersIT.command(home, "list").out()).contains("0 dead letters in");
        }
    }
}
