package io.github.podsights.camel.route;

import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ManagementObjectStrategy;
import org.apache.camel.spi.ManagementStrategy;

/**
 * Gives Camel's management the same object for the same step each time. It makes one when a route is added, which its timer
 * holds from then on, and another one when the route is removed, which it takes from the timer in vain: the first one, and the
 * route with it, would be held for ever.
 */
final class ManagedOnce implements InvocationHandler {

    private static final String OF_STEP = "getManagedObjectForProcessor";

    private final ManagementObjectStrategy strategy;
    private final Map<Object, WeakReference<Object>> known = Collections.synchronizedMap(new WeakHashMap<>());

    private ManagedOnce(ManagementObjectStrategy strategy) {
        this.strategy = strategy;
    }

    /** Sees to it in a context, if it is managed. */
    static void in(CamelContext context) {
        ManagementStrategy management = context.getManagementStrategy();
        ManagementObjectStrategy strategy = management == null ? null : management.getManagementObjectStrategy();
        if (strategy != null && !Proxy.isProxyClass(strategy.getClass())) {
            management.setManagementObjectStrategy((ManagementObjectStrategy) Proxy.newProxyInstance(
                    ManagementObjectStrategy.class.getClassLoader(),
                    new Class<?>[] {ManagementObjectStrategy.class},
                    new ManagedOnce(strategy)));
        }
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        try {
            if (!method.getName().equals(OF_STEP)) {
                return method.invoke(strategy, arguments);
            }
            WeakReference<Object> made = known.get(arguments[1]);
            Object managed = made == null ? null : made.get();
            if (managed == null) {
                managed = method.invoke(strategy, arguments);
                known.put(arguments[1], new WeakReference<>(managed));
            }
            return managed;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
