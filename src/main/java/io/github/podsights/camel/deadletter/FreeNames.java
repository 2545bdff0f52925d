package io.github.podsights.camel.deadletter;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The names of one object, redacted. Two that have become the same are told apart by a number behind the second, so that
 * neither is lost.
 */
final class FreeNames {

    /** Names differ as they come, and a redacted one holds a hash: shorter ones can't be the same, and are not kept. */
    private static final int HASH_LENGTH = 64;

    private Set<String> taken;
    private Map<String, Integer> repeated;

    /** The name, or another one if it is taken; it is from now on. */
    String of(String name) {
        if (name.length() < HASH_LENGTH) {
            return name;
        }
        if (taken == null) {
            taken = new HashSet<>();
            repeated = new HashMap<>();
        }
        String free = name;
        while (!taken.add(free)) {
            free = name + "-" + repeated.merge(name, 1, Integer::sum);
        }
        return free;
    }
}
