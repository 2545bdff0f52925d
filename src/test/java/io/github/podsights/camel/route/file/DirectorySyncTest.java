package io.github.podsights.camel.route.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A name is not on disk before its directory is. */
@Timeout(30)
class DirectorySyncTest {

    @TempDir
    Path temporary;

    private final List<Path> synced = Collections.synchronizedList(new ArrayList<>());

    @Test
    void syncsTheFoldersOfAFileUpToTheDirectory() throws Exception {
        DirectorySync sync = new DirectorySync(temporary, synced::add);

        sync.written(temporary.resolve("2026-11-24/a.json"));

        assertThat(synced).containsExactly(temporary.resolve("2026-11-24"), temporary);
    }

    @Test
    void syncsOnceWhatWasMadeAboveTheDirectory() throws Exception {
        Path base = temporary.resolve("data/letters");
        DirectorySync sync = new DirectorySync(base, synced::add);

        sync.written(base.resolve("day/a.json"));
        assertThat(synced).containsExactly(base.resolve("day"), base, base.getParent(), temporary);

        synced.clear();
        sync.written(base.resolve("day/b.json"));
        assertThat(synced).containsExactly(base.resolve("day"), base);
    }

    @Test
    void failsIfADirectoryCanNotBeSyncedAndTriesAllOfThemAgain() throws Exception {
        Path base = temporary.resolve("letters");
        AtomicBoolean broken = new AtomicBoolean(true);
        DirectorySync sync = new DirectorySync(base, directory -> {
            if (broken.get() && directory.equals(temporary)) {
                throw new IOException("broken");
            }
            synced.add(directory);
        });

        assertThatIOException().isThrownBy(() -> sync.written(base.resolve("day/a.json")));
        broken.set(false);
        synced.clear();
        sync.written(base.resolve("day/a.json"));

        assertThat(synced).containsExactly(base.resolve("day"), base, temporary);
    }

    @Test
    void syncsAFileThatOptionsPutElsewhereWhereItIs() throws Exception {
        DirectorySync sync = new DirectorySync(temporary.resolve("letters"), synced::add);

        sync.written(temporary.resolve("other/a.json"));

        assertThat(synced).startsWith(temporary.resolve("other"));
    }

    @Test
    void doesItOnceForAllThatCameBeforeItWasBegun() throws Exception {
        int files = 20;
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        DirectorySync sync = new DirectorySync(temporary, directory -> {
            synced.add(directory);
            begun.countDown();
            awaitUninterruptibly(goOn);
        });
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<CompletableFuture<Void>> writes = new ArrayList<>();
            writes.add(write(sync, threads));
            begun.await();
            for (int i = 1; i < files; i++) {
                writes.add(write(sync, threads));
            }
            Awaitility.await().until(() -> sync.waiting(temporary) == files);
            goOn.countDown();
            writes.forEach(CompletableFuture::join);
        } finally {
            threads.shutdownNow();
        }

        assertThat(synced).as("the one that had begun, and one for all others").hasSize(2);
        assertThat(sync.waiting(temporary)).isZero();
    }

    @Test
    void whatFailedForOneIsTriedByTheNextOne() throws Exception {
        AtomicBoolean broken = new AtomicBoolean(true);
        DirectorySync sync = new DirectorySync(temporary, directory -> {
            synced.add(directory);
            if (broken.getAndSet(false)) {
                throw new IOException("broken");
            }
        });

        assertThatIOException().isThrownBy(() -> sync.written(temporary.resolve("a.json")));
        assertThatCode(() -> sync.written(temporary.resolve("b.json"))).doesNotThrowAnyException();
        assertThat(synced).hasSize(2);
    }

    @Test
    void syncsRealDirectoriesAlsoOnAThreadThatIsInterrupted() throws Exception {
        Path file = Files.writeString(
                Files.createDirectories(temporary.resolve("day")).resolve("a.json"), "{}");
        Thread.currentThread().interrupt();

        new DirectorySync(temporary).written(file);

        assertThat(Thread.interrupted()).as("it still is").isTrue();
    }

    @Test
    void saysSoIfThereIsNoSuchDirectory() {
        assertThatIOException()
                .isThrownBy(() -> new DirectorySync(temporary).written(temporary.resolve("gone/a.json")));
    }

    private CompletableFuture<Void> write(DirectorySync sync, ExecutorService threads) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        sync.written(temporary.resolve("a.json"));
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                },
                threads);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
