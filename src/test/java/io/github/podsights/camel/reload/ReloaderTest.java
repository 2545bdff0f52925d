package io.github.podsights.camel.reload;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.github.podsights.camel.route.LogLines;
import io.github.podsights.camel.yaml.Contents;
import io.github.podsights.camel.yaml.Finding;
import io.github.podsights.camel.yaml.Findings;
import io.github.podsights.camel.yaml.Place;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A change is seen twice, read as a whole, and is in force as a whole or not at all. */
class ReloaderTest {

    @TempDir
    Path directory;

    private final Reloads reloads = new Reloads(InstantSource.fixed(Instant.parse("2026-11-28T04:00:00Z")));
    private final List<String> inForce = new ArrayList<>();
    private Outcome outcome = new Outcome.Applied("text");
    private String trouble;
    private RuntimeException failure;
    private Error error;
    private int applied;
    private long nanos;
    private LastGood lastGood;
    private Reloader<String> reloader;

    /** A configuration is the text of all files, and the secret that the first line of a file names. */
    private final Reconfigurable<String> target = new Reconfigurable<>() {
        @Override
        public Optional<String> read(Contents contents, Findings findings) {
            StringBuilder text = new StringBuilder();
            if (failure != null) {
                throw failure;
            }
            if (trouble != null) {
                findings.error(Place.of("key"), trouble, "a secret", "see to it");
            }
            try {
                for (Path file : contents.list(directory.resolve("files"))) {
                    String content = new String(contents.read(file), StandardCharsets.UTF_8);
                    if (content.contains("broken")) {
                        findings.error(new Place(file.toString(), 1, ""), "broken", "whole", "mend it");
                    }
                    text.append(content);
                    if (content.startsWith("secret:")) {
                        Path secret = directory.resolve(content.substring("secret:".length()));
                        text.append(new String(contents.secret(secret), StandardCharsets.UTF_8));
                    }
                }
            } catch (IOException e) {
                findings.error(Place.of("files"), "nothing", "files", "write them");
            }
            return Optional.of(text.toString());
        }

        @Override
        public Outcome apply(String configuration) {
            applied++;
            if (error != null) {
                throw error;
            }
            if (outcome instanceof Outcome.Applied) {
                inForce.add(configuration);
            }
            return outcome;
        }
    };

    @BeforeEach
    void start() throws IOException {
        write("files/a", "one");
        write("application.properties", "");
        lastGood = new LastGood(directory.resolve("last-good"), directory, InstantSource.system());
        begin();
    }

    private void begin() {
        Recording recording = new Recording(Contents.DISK);
        var unused = target.read(recording, new Findings());
        reloader = new Reloader<>(
                target,
                recording.seen(),
                recording.seen(),
                directory.resolve("application.properties"),
                reloads,
                Optional.of(lastGood),
                () -> nanos);
    }

    @Test
    void aChangeIsTakenWhenTwoLooksSawTheSame() throws IOException {
        look(3);
        assertThat(inForce).isEmpty();

        write("files/a", "two, half of i");
        look(1);
        write("files/a", "two, all of it");
        look(1);
        assertThat(inForce).isEmpty();
        look(1);
        assertThat(inForce).containsExactly("two, all of it");
        look(3);
        assertThat(inForce).hasSize(1);
        assertThat(reloads.of(Reloads.Result.APPLIED)).isEqualTo(1);
    }

    @Test
    void aNewFileThatIsStillBeingWrittenIsNotTakenHalf() throws IOException {
        write("files/b", ", two, half of i");
        look(1);
        write("files/b", ", two, all of it, and mo");
        look(1);
        write("files/b", ", two, all of it, and more");
        look(2);
        assertThat(inForce).containsExactly("one, two, all of it, and more");
    }

    @Test
    void aNewFileThatIsGoneAgainIsNoChange() throws IOException {
        write("files/b", "two");
        look(1);
        Files.delete(directory.resolve("files/b"));
        look(5);
        assertThat(inForce).isEmpty();
        assertThat(reloads.trouble()).isEmpty();
    }

    @Test
    void aSecretThatCouldNotBeHadForAMomentIsAskedForAgainLaterAndLater() throws IOException {
        trouble = "the vault does not answer";
        try (LogLines log = LogLines.open(Level.INFO, Level.WARN)) {
            write("files/a", "two");
            look(2);
            nanos += Duration.ofSeconds(5).toNanos();
            look(2);
            assertThat(log.lines()).as("said once").hasSize(2);
            assertThat(reloads.of(Reloads.Result.REFUSED)).isEqualTo(1);

            trouble = "the vault is sealed";
            nanos += Duration.ofSeconds(10).toNanos() - 1;
            look(2);
            assertThat(log.lines()).as("not before its time").hasSize(2);
            nanos++;
            look(2);
            assertThat(log.lines()).as("another trouble").hasSize(4);

            trouble = null;
            nanos += Duration.ofSeconds(20).toNanos();
            look(1);
        }
        assertThat(inForce).containsExactly("two");
        assertThat(reloads.trouble()).isEmpty();
    }

    @Test
    void whatCantBeWatchedIsSaidOnceAndLookedAtAgain() throws IOException {
        failure = new IllegalStateException("never shown");
        write("files/a", "two");
        try (LogLines log = LogLines.open(Level.INFO, Level.WARN)) {
            look(5);
            assertThat(log.lines()).singleElement().asString().contains("IllegalStateException");
        }
        assertThat(reloads.of(Reloads.Result.REFUSED)).isEqualTo(1);
        failure = null;
        look(2);
        assertThat(inForce).containsExactly("two");
    }

    @Test
    void aFileThatIsTouchedOrWrittenAgainTheSameIsNoChange() throws IOException {
        write("files/a", "one");
        Files.setLastModifiedTime(
                directory.resolve("files/a"),
                java.nio.file.attribute.FileTime.from(Instant.parse("2030-01-01T00:00:00Z")));
        look(3);
        assertThat(inForce).isEmpty();
    }

    @Test
    void filesThatComeAndGoAreSeen() throws IOException {
        write("files/b", " and two");
        look(2);
        Files.delete(directory.resolve("files/a"));
        look(2);
        assertThat(inForce).containsExactly("one and two", " and two");
    }

    @Test
    void aSecretThatIsMountedIsReadAgainWhenItsLinkSwitches() throws IOException {
        write("v1/key", "first");
        write("v2/key", "second");
        Files.createSymbolicLink(directory.resolve("mounted"), Path.of("v1"));
        write("files/a", "secret:mounted/key");
        look(2);
        Files.createSymbolicLink(directory.resolve("aside"), Path.of("v2"));
        Files.move(directory.resolve("aside"), directory.resolve("mounted"), StandardCopyOption.ATOMIC_MOVE);
        look(2);

        assertThat(inForce).containsExactly("secret:mounted/keyfirst", "secret:mounted/keysecond");
        assertThat(Files.readString(directory.resolve("last-good/configuration.json")))
                .doesNotContain("second", "c2Vjb25k");
    }

    @Test
    void whatIsBrokenIsRefusedOnceAndTheRestOfTheChangeWithIt() throws IOException {
        write("files/a", "two");
        write("files/b", "broken");
        look(4);

        assertThat(inForce).isEmpty();
        assertThat(reloads.of(Reloads.Result.REFUSED)).isEqualTo(1);
        assertThat(reloads.note())
                .isEqualTo("in force since 2026-11-28T04:00:00Z; THE CHANGE SEEN AT 2026-11-28T04:00:00Z IS REFUSED: "
                        + directory.resolve("files/b") + ":1: found broken; expected whole; mend it");

        write("files/b", " and three");
        look(2);
        assertThat(inForce).containsExactly("two and three");
        assertThat(reloads.trouble()).isEmpty();
    }

    @Test
    void whatIsChangedBackIsInForceAlready() throws IOException {
        write("files/a", "broken");
        look(2);
        write("files/a", "one");
        look(2);

        assertThat(inForce).isEmpty();
        assertThat(reloads.trouble()).isEmpty();
    }

    @Test
    void whatCantBePutInForceNowIsTriedAgainLaterAndLater() throws IOException {
        outcome = new Outcome.Postponed("3 deliveries wait");
        write("files/a", "two");
        look(2);
        assertThat(reloads.trouble()).hasValueSatisfying(why -> assertThat(why).endsWith("waits: 3 deliveries wait"));

        nanos += Duration.ofSeconds(5).toNanos();
        look(1);
        outcome = new Outcome.Applied("text");
        nanos += Duration.ofSeconds(10).toNanos() - 1;
        look(1);
        assertThat(inForce).isEmpty();
        nanos++;
        look(1);

        assertThat(inForce).containsExactly("two");
        assertThat(reloads.of(Reloads.Result.POSTPONED)).as("said once").isEqualTo(1);
        assertThat(reloads.trouble()).isEmpty();
    }

    @Test
    void aChangeTakesThePlaceOfOneThatWaits() throws IOException {
        outcome = new Outcome.Postponed("it waits");
        write("files/a", "two");
        look(2);
        outcome = new Outcome.Applied("text");
        write("files/a", "three");
        look(2);
        nanos += Duration.ofHours(1).toNanos();
        look(1);
        assertThat(inForce).containsExactly("three");
    }

    @Test
    void whatIsChangedBackWhileItWaitsIsPutInForceSincePartOfTheOtherMayBe() throws IOException {
        String before = Files.readString(directory.resolve("files/a"));
        outcome = new Outcome.Postponed("it waits");
        write("files/a", "two");
        look(2);
        outcome = new Outcome.Applied("text");
        write("files/a", before);
        look(2);
        assertThat(inForce).containsExactly(before);
    }

    @Test
    void whatTurnsOutNotToRunIsRefused() throws IOException {
        outcome = new Outcome.Refused(List.of(Finding.error(Place.of("r.yaml"), "no bean", "a bean", "correct it")));
        write("files/a", "two");
        look(3);
        assertThat(reloads.of(Reloads.Result.REFUSED)).isEqualTo(1);
        assertThat(reloads.note()).endsWith("IS REFUSED: r.yaml: found no bean; expected a bean; correct it");
    }

    @Test
    void whatTurnsOutNotToRunIsTriedAgainLaterAndSaidOnce() throws IOException {
        outcome = new Outcome.Refused(List.of(Finding.error(Place.of("r.yaml"), "no bean", "a bean", "correct it")));
        write("files/a", "two");
        look(2);
        nanos += Duration.ofSeconds(5).toNanos();
        look(1);
        assertThat(reloads.of(Reloads.Result.REFUSED)).isEqualTo(1);
        outcome = new Outcome.Applied("text");
        nanos += Duration.ofSeconds(10).toNanos() - 1;
        look(1);
        assertThat(inForce).isEmpty();
        nanos++;
        look(1);
        assertThat(inForce).containsExactly("two");
        assertThat(reloads.trouble()).isEmpty();
    }

    @Test
    void whatHeldUpWhatFlowsIsTriedAgainAfterAChangeOrAnHour() throws IOException {
        outcome = Outcome.Refused.tried(Finding.error(Place.of("routes"), "no port", "a port", "free it"));
        write("files/a", "two");
        look(2);
        assertThat(applied).isEqualTo(1);
        for (int minute = 1; minute < 60; minute++) {
            nanos += Duration.ofMinutes(1).toNanos();
            look(1);
        }
        assertThat(applied).isEqualTo(1);
        nanos += Duration.ofMinutes(1).toNanos();
        look(1);
        assertThat(applied).isEqualTo(2);
        write("files/a", "three");
        look(2);
        assertThat(applied).isEqualTo(3);
        assertThat(reloads.of(Reloads.Result.REFUSED)).isEqualTo(2);
    }

    @Test
    void whatIsChangedBackAfterAnExchangeInEarnestIsPutInForceSinceItMayNotBeAllThatItWas() throws IOException {
        String before = Files.readString(directory.resolve("files/a"));
        outcome = Outcome.Refused.tried(Finding.error(Place.of("routes"), "no port", "a port", "free it"));
        write("files/a", "two");
        look(2);
        outcome = new Outcome.Applied("text");
        write("files/a", before);
        look(2);
        assertThat(inForce).containsExactly(before);
    }

    @Test
    void whatLeftNothingRunningIsTriedAgainSoon() throws IOException {
        outcome = Outcome.Refused.broken(Finding.error(Place.of("routes"), "no port", "a port", "free it"));
        write("files/a", "two");
        look(2);
        nanos += Duration.ofSeconds(5).toNanos();
        look(1);
        assertThat(applied).isEqualTo(2);
    }

    @Test
    void noErrorEndsTheLooks() throws IOException {
        error = new AssertionError();
        write("files/a", "two");
        look(2);
        assertThat(reloads.trouble().orElse("")).contains("AssertionError");

        error = null;
        write("files/a", "three");
        look(2);
        assertThat(inForce).containsExactly("three");
    }

    @Test
    void whatWasRefusedAtTheStartIsReadAgainToo() throws IOException {
        trouble = "the vault does not answer";
        Recording recording = new Recording(Contents.DISK);
        var unused = target.read(recording, new Findings());
        reloader = new Reloader<>(
                target,
                recording.seen(),
                SeenFiles.NOTHING,
                directory.resolve("application.properties"),
                reloads,
                Optional.empty(),
                () -> nanos);
        nanos += Duration.ofSeconds(5).toNanos();
        look(1);
        assertThat(reloads.of(Reloads.Result.REFUSED)).isEqualTo(1);
        trouble = null;
        nanos += Duration.ofSeconds(10).toNanos();
        look(1);
        assertThat(inForce).containsExactly("one");
    }

    @Test
    void aChangeOfThePropertiesNeedsARestartWhichIsSaidOnce() throws IOException {
        try (LogLines log = LogLines.open(Level.INFO, Level.WARN)) {
            write("application.properties", "podsights.source=kafka");
            look(4);
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains("application.properties has changed: a restart");
        }
        assertThat(inForce).isEmpty();
    }

    @Test
    void anErrorIsLoggedOnceForEachChange() throws IOException {
        try (LogLines log = LogLines.open(Level.INFO, Level.WARN)) {
            write("files/a", "broken");
            look(4);
            assertThat(log.lines()).hasSize(2);
            assertThat(log.lines().get(1)).contains("files/a:1: found broken; expected whole; mend it");

            write("files/a", "broken still");
            look(4);
            assertThat(log.lines()).hasSize(4);
        }
    }

    @Test
    void whatIsInForceIsKeptAndFoundAgainElsewhere() throws IOException {
        write("files/a", "two");
        look(2);
        Path elsewhere = directory.resolveSibling(directory.getFileName() + "-moved");
        Files.move(directory, elsewhere);
        try {
            LastGood.Kept kept = new LastGood(elsewhere.resolve("last-good"), elsewhere, InstantSource.system())
                    .load()
                    .orElseThrow();
            Path file = elsewhere.resolve("files/a");
            Contents contents = kept.files().over(Contents.DISK);
            Files.writeString(file, "broken");

            assertThat(contents.list(elsewhere.resolve("files"))).containsExactly(file);
            assertThat(contents.read(file)).asString(StandardCharsets.UTF_8).isEqualTo("two");
        } finally {
            Files.move(elsewhere, directory);
        }
    }

    private void look(int times) {
        for (int i = 0; i < times; i++) {
            reloader.look();
        }
    }

    private void write(String relative, String content) throws IOException {
        Path file = directory.resolve(relative);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
