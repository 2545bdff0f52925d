package io.github.podsights.camel.route;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;

/** Things as they are, but for what begins and ends them: whoever is lent one may do neither. */
final class Lifeless {

    private static final Set<String> LIFE =
            Set.of("build", "init", "start", "stop", "close", "shutdown", "suspend", "resume");

    private Lifeless() {}

    /** One that is like another in this type alone, an interface. */
    static <T> T of(T thing, Class<T> type) {
        // In Karaf our own loader does not see all that a type of Camel's names.
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (LIFE.contains(method.getName()) && method.getReturnType() == void.class) {
                        return null;
                    }
                    return switch (method.getName()) {
                        case "equals" -> proxy == arguments[0];
                        case "hashCode" -> System.identityHashCode(proxy);
                        default -> invoke(thing, method, arguments);
                    };
                }));
    }

    private static Object invoke(Object thing, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(thing, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
