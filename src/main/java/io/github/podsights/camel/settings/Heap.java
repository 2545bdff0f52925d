package io.github.podsights.camel.settings;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;

/**
 * How large the heap of this JVM may grow.
 *
 * @param all in bytes
 * @param old what of it is for what lives long, in bytes; as much as there is if the collector does not divide it so
 */
record Heap(long all, long old) {

    static Heap now() {
        long all = Runtime.getRuntime().maxMemory();
        return new Heap(
                all,
                ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(Heap::isOld)
                        .mapToLong(pool -> pool.getUsage().getMax())
                        .filter(max -> max > 0)
                        .findFirst()
                        .orElse(all));
    }

    /** Of the parallel collector, the serial one and G1, of which it may take all of the heap. */
    private static boolean isOld(MemoryPoolMXBean pool) {
        return pool.getType() == MemoryType.HEAP
                && (pool.getName().endsWith("Old Gen") || pool.getName().equals("Tenured Gen"));
    }

    /**
     * How many bytes one of the two stores may take, duplicates or identities: a fifth of the heap, and three tenths of what is
     * for what lives long, so that both, when they are full, leave two fifths of that to the rest.
     */
    long roomOfStore() {
        return Math.min(all / 5, old / 10 * 3);
    }
}
