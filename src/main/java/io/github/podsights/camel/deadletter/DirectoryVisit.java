package io.github.podsights.camel.deadletter;

import io.github.podsights.camel.deadletter.DeadLetterStore.Entry;
import io.github.podsights.camel.deadletter.DeadLetterStore.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A visit to letters in a directory, of which some move meanwhile. A letter that is claimed when its day is looked at lies in
 * neither of the folders of that day: its name is kept, and in the end it is looked for wherever it lies then. Names have
 * the order of time, those of all days.
 */
final class DirectoryVisit {

    private final DirectoryLetters letters;
    private final Set<State> states;
    private final Instant since;
    private final DeadLetterStore.Visitor visitor;
    private final Set<String> moving = new TreeSet<>();
    private final Set<String> seenClaimed = new HashSet<>();

    DirectoryVisit(DirectoryLetters letters, Set<State> states, Instant since, DeadLetterStore.Visitor visitor) {
        this.letters = letters;
        this.states = states;
        this.since = since;
        this.visitor = visitor;
    }

    void run() throws IOException, InterruptedException {
        noteClaimed(LetterId.first(since));
        boolean goesOn = !states.contains(State.CLAIMED) || visitClaimed();
        if (goesOn && visitDays()) {
            visitMoved();
        }
    }

    /** Notes what is claimed now, of the letters that are still to be visited. */
    private void noteClaimed(String after) throws IOException {
        for (Path folder : letters.folders(State.CLAIMED, since)) {
            for (String name : LetterFolders.letters(folder, after)) {
                if (!seenClaimed.contains(name)) {
                    moving.add(name);
                }
            }
        }
    }

    /** False: the visit is to end. */
    private boolean visitClaimed() throws IOException, InterruptedException {
        for (Path folder : letters.folders(State.CLAIMED, since)) {
            if (!visit(folder, State.CLAIMED)) {
                return false;
            }
        }
        return true;
    }

    private boolean visitDays() throws IOException, InterruptedException {
        Set<String> days = new TreeSet<>();
        for (State state : List.of(State.OPEN, State.REPLAYED)) {
            for (Path folder : states.contains(state) ? letters.folders(state, since) : List.<Path>of()) {
                days.add(folder.getFileName().toString());
            }
        }
        for (String day : days) {
            for (State state : List.of(State.OPEN, State.REPLAYED)) {
                if (states.contains(state) && !visit(letters.parent(state).resolve(day), state)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean visit(Path folder, State state) throws IOException, InterruptedException {
        boolean abandoned = state == State.CLAIMED && ClaimFolder.isAbandoned(folder);
        String after = LetterId.first(since);
        for (List<String> names = names(folder, state, after); !names.isEmpty(); names = names(folder, state, after)) {
            for (String name : names) {
                after = name;
                if (!visit(new LetterFile(folder.resolve(name), state, abandoned), name)) {
                    return false;
                }
            }
        }
        return true;
    }

    private List<String> names(Path folder, State state, String after) throws IOException {
        if (state != State.OPEN) {
            return LetterFolders.letters(folder, after);
        }
        noteClaimed(after); // and may be open again behind the names that are read next
        List<String> names = LetterFolders.letters(folder, after);
        noteClaimed(after); // and was open before
        return names;
    }

    private boolean visit(LetterFile letter, String name) throws IOException, InterruptedException {
        if (!Files.exists(letter.file())) {
            moving.add(name);
            return true;
        }
        moving.remove(name);
        if (letter.state() == State.CLAIMED) {
            seenClaimed.add(name);
        }
        return visitor.visit(letter);
    }

    private void visitMoved() throws IOException, InterruptedException {
        for (String name : moving) {
            Optional<Entry> letter = letters.find(name.substring(0, name.length() - LetterFolders.ENDING.length()));
            if (letter.isPresent() && states.contains(letter.get().state()) && !visitor.visit(letter.get())) {
                return;
            }
        }
    }
}
