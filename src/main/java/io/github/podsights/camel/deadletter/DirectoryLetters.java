package io.github.podsights.camel.deadletter;

import io.github.podsights.camel.event.Printable;
import io.github.podsights.camel.identity.Redaction;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Dead letters in a directory: open ones in a folder for each day, replayed ones in the same below {@code replayed/}, and
 * claimed ones in {@code claimed/}, in a folder of each replay. A letter is moved from one to the other by renaming it,
 * which succeeds for one process alone.
 */
public final class DirectoryLetters implements DeadLetterStore {

    private static final String CLAIMED = "claimed";

    private static final String REPLAYED = "replayed";

    private final Path directory;
    private ClaimFolder own;

    /** @param directory may be missing: then nothing lies in it */
    public DirectoryLetters(Path directory) {
        this.directory = directory;
    }

    @Override
    public String place() {
        return Printable.escape(Redaction.redact(directory.toString()));
    }

    @Override
    public long count(Set<State> states) throws IOException {
        long count = 0;
        for (State state : states) {
            for (Path folder : folders(state, Instant.MIN)) {
                count += LetterFolders.count(folder);
            }
        }
        return count;
    }

    @Override
    public void visit(Set<State> states, Instant since, Visitor visitor) throws IOException, InterruptedException {
        new DirectoryVisit(this, states, since, visitor).run();
    }

    List<Path> folders(State state, Instant since) throws IOException {
        Path parent = parent(state);
        String first = LetterId.first(since);
        List<String> names = state == State.CLAIMED
                ? LetterFolders.folders(parent)
                : LetterFolders.days(parent, first.isEmpty() ? "" : LetterId.day(first));
        return names.stream().map(parent::resolve).toList();
    }

    Path parent(State state) {
        return switch (state) {
            case OPEN -> directory;
            case CLAIMED -> directory.resolve(CLAIMED);
            case REPLAYED -> directory.resolve(REPLAYED);
        };
    }

    @Override
    public Optional<Entry> find(String id) throws IOException {
        if (!LetterId.is(id)) {
            return Optional.empty();
        }
        // One that moves meanwhile may have gone to where was looked before.
        Optional<Entry> found = look(id);
        return found.isPresent() ? found : look(id);
    }

    private Optional<Entry> look(String id) throws IOException {
        for (State state : List.of(State.OPEN, State.CLAIMED, State.REPLAYED)) {
            List<Path> folders = state == State.CLAIMED
                    ? folders(state, Instant.MIN)
                    : List.of(parent(state).resolve(LetterId.day(id)));
            for (Path folder : folders) {
                Path file = folder.resolve(id + LetterFolders.ENDING);
                if (Files.exists(file)) {
                    boolean abandoned = state == State.CLAIMED && ClaimFolder.isAbandoned(folder);
                    return Optional.of(new LetterFile(file, state, abandoned));
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public Optional<Claim> claim(Entry entry) throws IOException {
        LetterFile letter = (LetterFile) entry;
        Path mine = own().folder().resolve(letter.file().getFileName());
        if (!move(letter.file(), mine)) {
            return Optional.empty();
        }
        return Optional.of(new Claim() {
            @Override
            public void release() throws IOException {
                move(mine, home(State.OPEN, letter));
            }

            @Override
            public void replayed() throws IOException {
                move(mine, home(State.REPLAYED, letter));
            }
        });
    }

    private Path home(State state, LetterFile letter) {
        return parent(state)
                .resolve(LetterId.day(letter.id()))
                .resolve(letter.file().getFileName());
    }

    private synchronized ClaimFolder own() throws IOException {
        if (own == null) {
            own = ClaimFolder.create(parent(State.CLAIMED));
        }
        return own;
    }

    /** False if it is not there: another one has it, or has erased it. */
    private static boolean move(Path from, Path to) throws IOException {
        LetterFolders.create(to.getParent());
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (NoSuchFileException e) {
            if (Files.exists(from)) {
                throw e; // what is missing is where it was to go
            }
            return false;
        }
    }

    @Override
    public boolean erasesSingly() {
        return true;
    }

    @Override
    public boolean erase(Entry entry) throws IOException {
        Optional<Entry> lies = Optional.of(entry);
        while (lies.isPresent()) {
            if (Files.deleteIfExists(((LetterFile) lies.get()).file())) {
                return true;
            }
            lies = find(entry.id()); // a replay has moved it
        }
        return false;
    }

    @Override
    public long eraseBefore(Instant before) throws IOException {
        String first = LetterId.first(before);
        long erased = 0;
        for (State state : State.values()) {
            for (Path folder : folders(state, Instant.MIN)) {
                boolean day = state != State.CLAIMED;
                if (day
                        ? folder.getFileName().toString().compareTo(LetterId.day(first)) <= 0
                        : ClaimFolder.isAbandoned(folder)) {
                    erased += LetterFolders.delete(
                            folder, name -> LetterFolders.isOurs(name) && name.compareTo(first) < 0);
                    removeIfEmpty(folder, day, LetterId.day(first));
                }
            }
        }
        return erased;
    }

    /** A folder of today may be written into at this moment; one of an earlier day is not any more. */
    private static void removeIfEmpty(Path folder, boolean day, String today) throws IOException {
        if (!day) {
            ClaimFolder.removeIfEmpty(folder);
        } else if (folder.getFileName().toString().compareTo(today) < 0) {
            try {
                Files.deleteIfExists(folder);
            } catch (DirectoryNotEmptyException e) {
                // Something of somebody else's lies in it.
            }
        }
    }

    /**
     * Removes what was begun to be written, and left when its process died.
     *
     * @param before only what nobody has touched since
     */
    public void removeUnfinished(Instant before) throws IOException {
        for (Path folder : folders(State.OPEN, Instant.MIN)) {
            LetterFolders.delete(folder, name -> isUnfinished(folder.resolve(name), name, before));
        }
    }

    private static boolean isUnfinished(Path file, String name, Instant before) {
        try {
            return name.startsWith(".")
                    && name.endsWith(LetterFolders.ENDING + ".tmp")
                    && Files.getLastModifiedTime(file).toInstant().isBefore(before);
        } catch (IOException e) {
            return false; // it has gone
        }
    }

    /** Gives up what is still claimed: it is seen as abandoned from now on. */
    @Override
    public synchronized void close() {
        if (own != null) {
            try {
                own.close();
            } catch (IOException e) {
                // What is left of it is an empty folder.
            }
            own = null;
        }
    }
}
