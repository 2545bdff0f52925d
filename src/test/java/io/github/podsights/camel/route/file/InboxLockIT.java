package io.github.podsights.camel.route.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An inbox belongs to one context of one process at a time. */
class InboxLockIT {

    private static final int FREE = 0;
    private static final int IN_USE = 3;

    @TempDir
    Path directory;

    /** Another process that tries to have an inbox. */
    public static final class OtherProcess {

        /** Tries; its one argument is the directory. */
        public static void main(String[] arguments) throws IOException {
            try (Inbox inbox = inbox(Path.of(arguments[0]))) {
                inbox.open();
                System.exit(FREE);
            } catch (Inbox.InUseException e) {
                System.exit(IN_USE);
            }
        }

        private OtherProcess() {}
    }

    @Test
    void refusesASecondContextOfTheSameProcess() throws Exception {
        try (Inbox first = inbox(directory);
                Inbox second = inbox(directory)) {
            first.open();

            assertThatExceptionOfType(Inbox.InUseException.class).isThrownBy(second::open);
        }
    }

    @Test
    void refusesASecondContextThatNamesTheDirectoryInAnotherWay() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("link"), Files.createDirectory(directory.resolve("a")));
        try (Inbox first = inbox(directory.resolve("a"));
                Inbox second = inbox(link)) {
            first.open();

            assertThatExceptionOfType(Inbox.InUseException.class).isThrownBy(second::open);
        }
    }

    @Test
    void refusesASecondProcess() throws Exception {
        try (Inbox first = inbox(directory)) {
            first.open();

            assertThat(otherProcess()).isEqualTo(IN_USE);
        }
    }

    /** On POSIX systems a process loses its lock of a file with the first of its descriptors that is closed. */
    @Test
    void refusesASecondProcessAlsoAfterASecondContextWasRefused() throws Exception {
        try (Inbox first = inbox(directory);
                Inbox second = inbox(directory)) {
            first.open();
            assertThatExceptionOfType(Inbox.InUseException.class).isThrownBy(second::open);

            assertThat(otherProcess()).isEqualTo(IN_USE);
        }
    }

    @Test
    void isFreeForAnyoneAfterItWasClosed() throws Exception {
        try (Inbox first = inbox(directory)) {
            first.open();
        }

        assertThat(otherProcess()).isEqualTo(FREE);
        try (Inbox next = inbox(directory)) {
            next.open();
        }
    }

    @Test
    void whoWasRefusedMayTryAgain() throws Exception {
        try (Inbox second = inbox(directory)) {
            try (Inbox first = inbox(directory)) {
                first.open();
                assertThatExceptionOfType(Inbox.InUseException.class).isThrownBy(second::open);
                second.close();
                assertThat(otherProcess()).as("the first one has it still").isEqualTo(IN_USE);
            }
            second.open();
            assertThat(otherProcess()).isEqualTo(IN_USE);
        }
    }

    private int otherProcess() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherProcess.class.getName(),
                        directory.toString())
                .inheritIO()
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    private static Inbox inbox(Path directory) {
        return new Inbox(directory, Duration.ZERO, Instant::now);
    }
}
