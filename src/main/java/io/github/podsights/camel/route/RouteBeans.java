package io.github.podsights.camel.route;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.model.BeanFactoryDefinition;
import org.apache.camel.model.Model;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.DefaultRegistry;

/** The beans that a file of routes made in a context, which live as long as it stays the same. */
final class RouteBeans {

    /** What the bundle takes, a connection factory, outlives a change of its file. */
    private static final String OURS = "podsights";

    private final CamelContext context;
    private List<BeanFactoryDefinition<?>> others;
    private final List<BeanFactoryDefinition<?>> made = new ArrayList<>();

    /** Of a file that is not parsed yet. */
    RouteBeans(CamelContext context) {
        this.context = context;
        begin();
    }

    /** What is made from now on is the file's. */
    void begin() {
        others = List.copyOf(model().getCustomBeans());
    }

    /** A set that compares by identity. */
    static <T> Set<T> none() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    /** Notes what was made since it began. */
    void note() {
        for (BeanFactoryDefinition<?> bean : model().getCustomBeans()) {
            if (!isAmong(others, bean) && !isAmong(made, bean)) {
                made.add(bean);
                closeWithIt(bean);
            }
        }
    }

    /** What a class or a builder made is nobody else's; what a factory or a script gave may be. */
    private void closeWithIt(BeanFactoryDefinition<?> bean) {
        boolean isOwn = bean.getFactoryMethod() == null
                && bean.getFactoryBean() == null
                && bean.getScript() == null
                && bean.getType().lastIndexOf('#') <= 0;
        Object instance = bound().lookupByName(bean.getName());
        if (isOwn
                && bean.getDestroyMethod() == null
                && instance instanceof AutoCloseable
                && !bean.getName().startsWith(OURS)) {
            context.getRegistry().bind(bean.getName(), instance, null, "close");
        }
    }

    private static boolean isAmong(List<BeanFactoryDefinition<?>> beans, BeanFactoryDefinition<?> bean) {
        return beans.stream().anyMatch(other -> other == bean);
    }

    /**
     * Whether one of them may have been made with a bean of these names: its file names it.
     *
     * @param file theirs
     */
    boolean mayUse(Collection<String> others, RouteFile file) {
        if (made.isEmpty() || others.isEmpty()) {
            return false;
        }
        String text = new String(file.content(), StandardCharsets.UTF_8);
        return others.stream().filter(name -> !names().contains(name)).anyMatch(name -> Pattern.compile(
                        "(?:#|#bean:|factoryBean[\"']?\\s*:\\s*[\"']?)" + Pattern.quote(name) + "(?![\\w-])")
                .matcher(text)
                .find());
    }

    List<String> names() {
        return made.stream().map(bean -> bean.getName()).toList();
    }

    /** Whether none of them has ended, or was made anew. */
    boolean areThere() {
        return made.stream().allMatch(bean -> isAmong(model().getCustomBeans(), bean));
    }

    /** Themselves, as far as they are there. */
    Set<Object> instances() {
        Set<Object> instances = none();
        made.stream()
                .filter(bean -> isAmong(model().getCustomBeans(), bean))
                .map(bean -> bound().lookupByName(bean.getName()))
                .filter(instance -> instance != null)
                .forEach(instances::add);
        return instances;
    }

    /** A host, or a context that lends its beans, may have another one of the name, which goes before it. */
    private Registry bound() {
        Registry registry = context.getRegistry();
        return registry instanceof DefaultRegistry layered ? layered.getFallbackRegistry() : registry;
    }

    /** Ends those that have none of these names. */
    void endBut(Collection<String> names) {
        for (String name : names()) {
            if (!names.contains(name)) {
                context.getRegistry().unbind(name);
                model().getCustomBeans().removeIf(known -> name.equals(known.getName()));
            }
        }
    }

    private Model model() {
        return context.getCamelContextExtension().getContextPlugin(Model.class);
    }
}
