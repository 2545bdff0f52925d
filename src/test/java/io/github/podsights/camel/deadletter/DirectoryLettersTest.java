package io.github.podsights.camel.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.podsights.camel.deadletter.DeadLetterStore.Claim;
import io.github.podsights.camel.deadletter.DeadLetterStore.Entry;
import io.github.podsights.camel.deadletter.DeadLetterStore.State;
import io.github.podsights.camel.delivery.Deliveries;
import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.delivery.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryLettersTest {

    private static final Instant NOW = Letters.NOW;

    @TempDir
    Path directory;

    private DirectoryLetters letters;

    @BeforeEach
    void open() {
        letters = new DirectoryLetters(directory);
    }

    @AfterEach
    void close() {
        letters.close();
    }

    @Test
    void nothingLiesInADirectoryThatIsNotThere() throws Exception {
        DirectoryLetters none = new DirectoryLetters(directory.resolve("none"));

        assertThat(ids(none, EnumSet.allOf(State.class), Instant.MIN)).isEmpty();
        assertThat(none.count(EnumSet.allOf(State.class))).isZero();
        assertThat(none.eraseBefore(NOW)).isZero();
        none.removeUnfinished(NOW);
        assertThat(directory.resolve("none")).doesNotExist();
    }

    @Test
    void visitsLettersInTheOrderInWhichTheyWereWrittenWhateverElseLiesThere() throws Exception {
        String third = write(NOW.plus(Duration.ofDays(1)));
        String first = write(NOW);
        String second = write(NOW.plusMillis(1));
        Files.writeString(directory.resolve("2026-11-24/.x.json.tmp"), "half");
        Files.writeString(directory.resolve("2026-11-24/notes.txt"), "a note");
        Files.writeString(directory.resolve("README"), "a note");
        Files.createDirectories(directory.resolve("other"));

        assertThat(ids(letters, EnumSet.of(State.OPEN), Instant.MIN)).containsExactly(first, second, third);
        assertThat(ids(letters, EnumSet.of(State.OPEN), NOW.plusMillis(1))).containsExactly(second, third);
        assertThat(ids(letters, EnumSet.of(State.OPEN), NOW.plus(Duration.ofDays(2))))
                .isEmpty();
        assertThat(letters.count(EnumSet.of(State.OPEN))).isEqualTo(3);
    }

    @Test
    void keepsNoMoreNamesThanItIsToldAndMissesNone() throws Exception {
        Path folder = directory.resolve("2026-11-24");
        List<String> written = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            written.add(write(NOW.plusMillis(i)) + ".json");
        }

        List<String> seen = new ArrayList<>();
        for (List<String> part = LetterFolders.letters(folder, "", 3);
                !part.isEmpty();
                part = LetterFolders.letters(folder, seen.get(seen.size() - 1), 3)) {
            assertThat(part).hasSizeLessThanOrEqualTo(3);
            seen.addAll(part);
        }

        assertThat(seen).isEqualTo(written);
    }

    @Test
    void aLetterThatIsMovedBetweenItsNameAndItsVisitIsReadWhereItLies() throws Exception {
        String first = write(NOW);
        String second = write(NOW.plusMillis(1));
        try (DirectoryLetters other = new DirectoryLetters(directory)) {
            List<String> read = new ArrayList<>();

            letters.visit(EnumSet.allOf(State.class), Instant.MIN, entry -> {
                if (entry.id().equals(first)) {
                    claim(other, second);
                }
                if (isReadable(entry)) {
                    read.add(entry.id());
                }
                return true;
            });

            assertThat(read).contains(first, second);
        }
    }

    @Test
    void aLetterThatIsClaimedBeforeItsDayIsVisitedIsVisitedInTheEnd() throws Exception {
        String first = write(NOW);
        String second = write(NOW.plus(Duration.ofDays(1)));
        try (DirectoryLetters other = new DirectoryLetters(directory)) {
            List<String> seen = new ArrayList<>();

            letters.visit(EnumSet.allOf(State.class), Instant.MIN, entry -> {
                if (entry.id().equals(first)) {
                    claim(other, second);
                }
                seen.add(entry.id() + " " + entry.state());
                return true;
            });

            assertThat(seen).containsExactly(first + " OPEN", second + " CLAIMED");
        }
    }

    @Test
    void aLetterThatIsReleasedAfterItsDayWasVisitedIsVisitedInTheEnd() throws Exception {
        String first = write(NOW);
        String second = write(NOW.plus(Duration.ofDays(1)));
        try (DirectoryLetters other = new DirectoryLetters(directory)) {
            Claim claim = claim(other, first);
            Files.delete(directory.resolve("2026-11-24")); // as the sweep does where it is empty
            List<String> seen = new ArrayList<>();

            letters.visit(EnumSet.of(State.OPEN), Instant.MIN, entry -> {
                if (entry.id().equals(second)) {
                    claim.release();
                }
                seen.add(entry.id() + " " + entry.state());
                return true;
            });

            assertThat(seen).containsExactly(second + " OPEN", first + " OPEN");
        }
    }

    @Test
    void aLetterThatIsMovedAfterItsVisitBeganIsErasedWhereItLies() throws Exception {
        String id = write(NOW);
        try (DirectoryLetters other = new DirectoryLetters(directory)) {
            Entry seen = letters.find(id).orElseThrow();
            Claim claim = claim(other, id);

            assertThat(letters.erase(seen)).isTrue();
            claim.release();

            assertThat(letters.find(id)).isEmpty();
            assertThat(letters.erase(seen)).isFalse();
        }
    }

    private static boolean isReadable(Entry entry) throws IOException {
        try {
            return entry.read().isPresent();
        } catch (BrokenLetterException e) {
            throw new AssertionError(e);
        }
    }

    private static Claim claim(DirectoryLetters store, String id) throws IOException {
        return store.claim(store.find(id).orElseThrow()).orElseThrow();
    }

    @Test
    void aLetterIsClaimedOnceAndIsReplayedThen() throws Exception {
        String id = write(NOW);
        Entry seenByOne = letters.find(id).orElseThrow();
        try (DirectoryLetters other = new DirectoryLetters(directory)) {
            Entry seenByOther = other.find(id).orElseThrow();

            Claim claim = letters.claim(seenByOne).orElseThrow();

            assertThat(other.claim(seenByOther)).isEmpty();
            assertThat(state(other, id)).isEqualTo(State.CLAIMED);
            assertThat(other.find(id).orElseThrow().isAbandoned()).isFalse();
            claim.replayed();
            assertThat(state(other, id)).isEqualTo(State.REPLAYED);
            assertThat(other.find(id).orElseThrow().read()).isPresent();
            assertThat(directory.resolve("replayed/2026-11-24/" + id + ".json")).exists();
        }
    }

    @Test
    void aLetterThatIsReleasedIsOpenAgainAndNothingIsLeftOfTheClaim() throws Exception {
        String id = write(NOW);

        letters.claim(letters.find(id).orElseThrow()).orElseThrow().release();
        letters.close();

        assertThat(state(letters, id)).isEqualTo(State.OPEN);
        try (Stream<Path> left = Files.list(directory.resolve("claimed"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void whatAReplayThatIsGoneHadClaimedIsSeenAndCanBeTakenUp() throws Exception {
        String id = write(NOW);
        assertThat(letters.claim(letters.find(id).orElseThrow())).isPresent();
        letters.close(); // as when its process dies: the lock goes, the letter stays

        try (DirectoryLetters next = new DirectoryLetters(directory)) {
            Entry left = next.find(id).orElseThrow();
            assertThat(left.state()).isEqualTo(State.CLAIMED);
            assertThat(left.isAbandoned()).isTrue();

            Claim claim = next.claim(left).orElseThrow();

            assertThat(next.find(id).orElseThrow().isAbandoned()).isFalse();
            claim.replayed();
            assertThat(state(next, id)).isEqualTo(State.REPLAYED);
        }
    }

    @Test
    void aReplayThatEndsAtThatMomentIsGone() throws Exception {
        String first = write(NOW);
        String second = write(NOW.plusMillis(1));
        List<DirectoryLetters> others = List.of(new DirectoryLetters(directory), new DirectoryLetters(directory));
        Claim one = claim(others.get(0), first);
        Claim two = claim(others.get(1), second);
        List<String> seen = new ArrayList<>();

        letters.visit(EnumSet.of(State.CLAIMED), Instant.MIN, entry -> {
            seen.add(entry.id());
            if (seen.size() == 1) { // the folders are listed by now; the one that comes next goes
                Path folder = ((LetterFile) entry).file().getParent();
                boolean isOfOne = Files.exists(folder.resolve(first + ".json"));
                (isOfOne ? two : one).replayed();
                others.get(isOfOne ? 1 : 0).close();
            }
            return true;
        });

        assertThat(seen).hasSize(1);
        assertThat(ClaimFolder.isAbandoned(directory.resolve("claimed/gone"))).isTrue();
        others.forEach(DirectoryLetters::close);
    }

    @Test
    void aLetterThatIsErasedWhileItIsReplayedDoesNotComeBack() throws Exception {
        String id = write(NOW);
        Claim claim = letters.claim(letters.find(id).orElseThrow()).orElseThrow();

        assertThat(letters.erase(letters.find(id).orElseThrow())).isTrue();
        claim.replayed();

        assertThat(letters.find(id)).isEmpty();
    }

    @Test
    void erasesWhatIsOldWhateverBecameOfItAndNothingElse() throws Exception {
        Instant old = NOW.minus(Duration.ofDays(2));
        write(old);
        letters.claim(letters.find(write(old.plusMillis(1))).orElseThrow())
                .orElseThrow()
                .replayed();
        String atWork = write(old.plusMillis(2));
        assertThat(letters.claim(letters.find(atWork).orElseThrow())).isPresent();
        String young = write(NOW);
        Files.writeString(directory.resolve("2026-11-22/other.json"), "of somebody else");

        assertThat(letters.eraseBefore(NOW)).isEqualTo(2);

        assertThat(ids(letters, EnumSet.allOf(State.class), Instant.MIN))
                .contains(atWork, young, "other")
                .hasSize(3);
        assertThat(directory.resolve("replayed/2026-11-22")).doesNotExist();
        letters.close();
        assertThat(letters.eraseBefore(NOW)).as("its replay is gone now").isEqualTo(1);
    }

    @Test
    void erasesNothingThatWasWrittenAtThatVeryMomentOrLater() throws Exception {
        write(NOW.minusMillis(1));
        String kept = write(NOW);

        assertThat(letters.eraseBefore(NOW)).isEqualTo(1);

        assertThat(ids(letters, EnumSet.of(State.OPEN), Instant.MIN)).containsExactly(kept);
    }

    @Test
    void removesWhatWasBegunAndNeverFinished() throws Exception {
        String id = write(NOW);
        Path old = Files.writeString(directory.resolve("2026-11-24/.a.json.tmp"), "half");
        Path young = Files.writeString(directory.resolve("2026-11-24/.b.json.tmp"), "half");
        Files.setLastModifiedTime(old, FileTime.from(NOW.minusMillis(1)));
        Files.setLastModifiedTime(young, FileTime.from(NOW));

        letters.removeUnfinished(NOW);

        assertThat(old).doesNotExist();
        assertThat(young).exists();
        assertThat(letters.find(id)).isPresent();
    }

    @Test
    void aBrokenLetterIsToldAndDoesNotStopTheOthers() throws Exception {
        String first = write(NOW);
        Path broken = directory.resolve("2026-11-24/" + write(NOW.plusMillis(1)) + ".json");
        Files.writeString(broken, "{\"version\":1");
        Files.writeString(directory.resolve("2026-11-24/jane.doe@example.com.json"), "{}");
        String last = write(NOW.plusMillis(2));
        List<String> found = new ArrayList<>();
        List<String> told = new ArrayList<>();

        LetterFilter.ALL.visit(
                letters,
                EnumSet.of(State.OPEN),
                (entry, letter) -> found.add(letter.id()),
                e -> told.add(e.getMessage()));

        assertThat(found).containsExactly(first, last);
        assertThat(told)
                .hasSize(2)
                .anyMatch(line -> line.startsWith(broken + ": found broken JSON at line 1"))
                .anyMatch(line -> line.contains("a name that is no dead letter's"))
                .noneMatch(line -> line.contains("jane"));
    }

    @Test
    void filtersByAllThatIsGiven() throws Exception {
        String rejected = write(NOW);
        String later = write(NOW.plusSeconds(60));
        Delivery unreadable = Deliveries.unreadable(new byte[] {'{'});
        unreadable.end(Outcome.INVALID, "found the end");
        String none = StoredLetters.write(directory, NOW, unreadable);

        assertThat(filtered(new LetterFilter(Set.of(), "shop", null, null, Instant.MIN)))
                .containsExactly(rejected, later);
        assertThat(filtered(new LetterFilter(Set.of(), "none", null, null, Instant.MIN)))
                .containsExactly(none);
        assertThat(filtered(new LetterFilter(Set.of(), null, Outcome.INVALID, null, Instant.MIN)))
                .containsExactly(none);
        assertThat(filtered(new LetterFilter(Set.of(), null, null, "THE END", Instant.MIN)))
                .containsExactly(none);
        assertThat(filtered(new LetterFilter(Set.of(), null, null, null, NOW.plusSeconds(1))))
                .containsExactly(later);
        assertThat(filtered(new LetterFilter(Set.of(later, none), "shop", null, null, Instant.MIN)))
                .containsExactly(later);
    }

    @Test
    void saysWhichIdsItDidNotFind() throws Exception {
        String id = write(NOW);
        String unknown = "20261124T120000000Z-000000000000";

        Set<String> missing = new LetterFilter(Set.of(id, unknown), null, null, null, Instant.MIN)
                .visit(letters, EnumSet.of(State.OPEN), (entry, letter) -> true, e -> {});

        assertThat(missing).containsExactly(unknown);
    }

    @Test
    void idsAreTimes() {
        assertThat(LetterId.is("20261124T120000123Z-7f3a9c21d0e4")).isTrue();
        assertThat(LetterId.time("20261124T120000123Z-7f3a9c21d0e4"))
                .contains(Instant.parse("2026-11-24T12:00:00.123Z"));
        assertThat(Stream.of("20261324T120000123Z-7f3a9c21d0e4", "../../etc/passwd", "", "20261124T120000123Z"))
                .noneMatch(LetterId::is);
    }

    private List<String> filtered(LetterFilter filter) throws Exception {
        List<String> ids = new ArrayList<>();
        filter.visit(letters, EnumSet.of(State.OPEN), (entry, letter) -> ids.add(letter.id()), e -> {});
        return ids;
    }

    private static List<String> ids(DeadLetterStore store, Set<State> states, Instant since) throws Exception {
        List<String> ids = new ArrayList<>();
        store.visit(states, since, entry -> ids.add(entry.id()));
        return ids;
    }

    private static State state(DeadLetterStore store, String id) throws Exception {
        Optional<Entry> entry = store.find(id);
        return entry.orElseThrow().state();
    }

    private String write(Instant at) throws IOException {
        return StoredLetters.write(directory, at, StoredLetters.purchase("visitor-1"));
    }
}
