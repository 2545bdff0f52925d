package io.github.podsights.camel.route;

import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Component;
import org.apache.camel.Processor;
import org.apache.camel.Service;
import org.apache.camel.spi.BeanRepository;

/**
 * The beans of a context that runs, lent to another one in which something is tried: what that one would start or stop is
 * only there in name, and what it was lent is known, so that it closes nothing of it.
 */
final class LiveBeans implements BeanRepository {

    private final CamelContext live;
    private final Set<Object> hidden;
    private final Set<Object> lent = RouteBeans.none();
    private final IdentityHashMap<CamelContextAware, CamelContext> aware = new IdentityHashMap<>();

    /** @param hidden those that are not lent, for the other context makes them itself; compared by identity */
    LiveBeans(CamelContext live, Set<Object> hidden) {
        this.live = live;
        this.hidden = hidden;
    }

    @Override
    public Object lookupByName(String name) {
        return harmless(find(name));
    }

    @Override
    public <T> T lookupByNameAndType(String name, Class<T> type) {
        Object bean = harmless(find(name));
        return type.isInstance(bean) ? type.cast(standIn(bean, type)) : null;
    }

    @Override
    public <T> Map<String, T> findByTypeWithName(Class<T> type) {
        Map<String, T> found = new LinkedHashMap<>();
        live.getRegistry().findByTypeWithName(type).forEach((name, bean) -> {
            // Camel takes such as parts of the context, and stops them with it.
            if (!(bean instanceof Service) && !(bean instanceof CamelContext) && !hidden.contains(bean)) {
                found.put(name, type.cast(lend(bean)));
            }
        });
        return found;
    }

    @Override
    public <T> Set<T> findByType(Class<T> type) {
        return findByTypeWithName(type).values().stream().collect(Collectors.toSet());
    }

    private Object find(String name) {
        Object bean = live.getRegistry().lookupByName(name);
        return hidden.contains(bean) ? null : bean;
    }

    /** Notes that something is of the live context. */
    Object lend(Object thing) {
        lent.add(thing);
        if (thing instanceof CamelContextAware one) {
            aware.putIfAbsent(one, one.getCamelContext());
        }
        return thing;
    }

    private Object harmless(Object bean) {
        if (bean instanceof Component component) {
            return live.getInjector().newInstance(component.getClass());
        }
        if (bean == null || (bean instanceof Processor && bean instanceof Service)) {
            return bean == null ? null : (Processor) exchange -> {};
        }
        return lend(bean);
    }

    /** What has a life of its own is there without it, as far as an interface will do: whoever got it may end it. */
    private static <T> Object standIn(Object bean, Class<T> type) {
        return type.isInterface() && bean instanceof AutoCloseable ? Lifeless.of(type.cast(bean), type) : bean;
    }

    /** Gives back to the live context what has learnt of another one. */
    void giveBack() {
        aware.forEach((bean, context) -> {
            if (context != null && bean.getCamelContext() != context) {
                bean.setCamelContext(context);
            }
        });
    }

    /** Whether something was lent, or holds what was, and might end it with itself. */
    boolean isHeldBy(Object thing) {
        return Holding.isHeld(lent, thing);
    }

    /** Whether something was lent itself. */
    boolean isLent(Object thing) {
        return lent.contains(thing);
    }

    /** Whether something holds what is not lent. */
    boolean holdsHidden(Object thing) {
        return Holding.isHeld(hidden, thing);
    }
}
