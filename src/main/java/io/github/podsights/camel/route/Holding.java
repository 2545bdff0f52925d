package io.github.podsights.camel.route;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Set;
import org.apache.camel.CamelContext;

/** Whether something is one of some things, or holds one and might end it with itself. */
final class Holding {

    /** What an endpoint holds is in a field of it, or of its configuration. */
    private static final int DEEPEST = 3;

    private Holding() {}

    /** @param things compared by identity */
    static boolean isHeld(Set<Object> things, Object by) {
        return !things.isEmpty() && isHeld(things, by, DEEPEST);
    }

    private static boolean isHeld(Set<Object> things, Object by, int depth) {
        if (things.contains(by)) {
            return true;
        }
        if (depth == 0 || by == null || by instanceof CamelContext || isOfJava(by.getClass())) {
            return false;
        }
        for (Class<?> type = by.getClass(); type != null && !isOfJava(type); type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())
                        && !field.getType().isPrimitive()
                        && isHeld(things, value(field, by), depth - 1)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isOfJava(Class<?> type) {
        return type.isArray() || type.isEnum() || type.getName().startsWith("java.");
    }

    private static Object value(Field field, Object thing) {
        try {
            field.setAccessible(true);
            return field.get(thing);
        } catch (ReflectiveOperationException | RuntimeException e) {
            return null; // of a module that lets nobody look; Camel's are not among them
        }
    }
}
