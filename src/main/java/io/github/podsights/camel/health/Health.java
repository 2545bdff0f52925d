package io.github.podsights.camel.health;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** Whether the bundle does its work: named checks, to which each of its parts adds what it knows of itself. */
public final class Health {

    /** The check of the gate of the collector's endpoint: down while it is closed. */
    public static final String COLLECTOR = "collector";

    /** Each integration's check begins so, with its id behind it: down while it is paused. */
    public static final String INTEGRATION = "integration:";

    private final List<Supplier<List<Check>>> parts = new CopyOnWriteArrayList<>();

    /**
     * Adds one check.
     *
     * @param reason says why it is down; empty while it is up. It is asked at any time, by any thread.
     */
    public void add(String name, Supplier<Optional<String>> reason) {
        parts.add(() -> List.of(check(name, reason)));
    }

    /**
     * Adds a check that has something to say while it is up, too.
     *
     * @param reason says why it is down; empty while it is up. It is asked at any time, by any thread.
     * @param note what there is to know while it is up, asked in the same way
     */
    public void add(String name, Supplier<Optional<String>> reason, Supplier<String> note) {
        parts.add(() -> {
            Check check = check(name, reason);
            return List.of(check.up() ? Check.up(name, note.get()) : check);
        });
    }

    /**
     * Adds checks of which there are now more and now fewer, such as one for each integration.
     *
     * @param reasons says by name why each is down; empty while it is up. It is asked at any time, by any thread.
     */
    public void addAll(String name, Supplier<Map<String, Optional<String>>> reasons) {
        parts.add(() -> {
            try {
                return reasons.get().entrySet().stream()
                        .map(entry -> entry.getValue()
                                .map(reason -> Check.down(entry.getKey(), reason))
                                .orElseGet(() -> Check.up(entry.getKey())))
                        .toList();
            } catch (RuntimeException e) {
                return List.of(broken(name, e));
            }
        });
    }

    /** All checks as they are now, in the order of their names. */
    public List<Check> checks() {
        List<Check> checks = new ArrayList<>();
        parts.forEach(part -> checks.addAll(part.get()));
        checks.sort(Comparator.comparing(Check::name));
        return checks;
    }

    /** Whether every check is up. */
    public static boolean isReady(List<Check> checks) {
        return checks.stream().allMatch(Check::up);
    }

    private static Check check(String name, Supplier<Optional<String>> reason) {
        try {
            return reason.get().map(why -> Check.down(name, why)).orElseGet(() -> Check.up(name));
        } catch (RuntimeException e) {
            return broken(name, e);
        }
    }

    /** What can't be looked at is not known to be well; the message of the failure may hold anything. */
    private static Check broken(String name, RuntimeException failure) {
        return Check.down(name, "can't be looked at (" + failure.getClass().getSimpleName() + ")");
    }
}
