package io.github.podsights.camel.route;

import io.github.podsights.camel.yaml.Finding;
import io.github.podsights.camel.yaml.Place;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Route;
import org.apache.camel.StatefulService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The routes of the bundle in its context, file by file, and how one set of files takes the place of another. */
final class BundleRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(BundleRoutes.class);

    private final CamelContext context;
    private final List<String> shipped;
    private final Entrance entrance;
    private final BeanHolders holders;
    private final Map<String, ParsedRoutes> running = new LinkedHashMap<>();
    private final OwnSources sources;

    private volatile String broken;
    /** Whether some routes are neither the former ones nor the new ones: nothing can go on by them. */
    private volatile boolean isWithoutWay;

    private volatile String unstarted;

    /** @param shipped the names of the shipped files that run, in the order in which they are added */
    BundleRoutes(CamelContext context, List<String> shipped, Entrance entrance) {
        this.context = context;
        this.shipped = List.copyOf(shipped);
        this.entrance = entrance;
        this.holders = new BeanHolders(context);
        this.sources = new OwnSources(context);
    }

    /**
     * Adds all routes to a context that is not started yet.
     *
     * @throws RouteFault if they can't be parsed
     */
    void load(RouteFiles own) throws RouteFault {
        unused(own).forEach(warning -> LOG.warn("{}", warning));
        // Each at once: of what is not added as a whole some may have been, which removeAll takes out.
        for (RouteFile file : own.over(shipped).values()) {
            ParsedRoutes routes = ParsedRoutes.parse(file, context, entrance);
            running.put(file.name(), routes);
            routes.prepare();
        }
        List<ParsedRoutes> parsed = List.copyOf(running.values());
        checkNames(parsed);
        for (ParsedRoutes routes : parsed) {
            routes.add();
        }
    }

    /**
     * Checks that no two have the same: of beans, which of them is there would depend on what changed last.
     *
     * @throws RouteFault if an id of a route stands twice, or a bean of the same name in two files
     */
    static void checkNames(List<ParsedRoutes> parsed) throws RouteFault {
        Map<String, RouteFile> ids = new HashMap<>();
        Map<String, RouteFile> beans = new HashMap<>();
        for (ParsedRoutes routes : parsed) {
            for (String id : routes.ids()) {
                checkNew(
                        "the id " + id,
                        id,
                        ids.put(id, routes.file()),
                        routes.file(),
                        "an id of its own for each route");
            }
            for (String name : new HashSet<>(routes.beans().names())) {
                checkNew(
                        "a bean " + Finding.quoted(name),
                        name,
                        beans.put(name, routes.file()),
                        routes.file(),
                        "a name of its own for each bean");
            }
        }
    }

    private static void checkNew(String what, String name, RouteFile other, RouteFile file, String expected)
            throws RouteFault {
        if (other != null) {
            throw new RouteFault(Finding.error(
                    new Place(file.shown(), RouteFault.lineOf(file, List.of(name), 1), ""),
                    what + " a second time; the other one is in " + other.shown(),
                    expected,
                    "name one of them otherwise"));
        }
    }

    /** Files in the place of shipped ones that do not run. */
    List<Finding> unused(RouteFiles own) {
        return own.unused(shipped);
    }

    /** The names of the shipped files that run. */
    List<String> shipped() {
        return shipped;
    }

    /** The beans that the files have made. */
    Set<Object> ownBeans() {
        return beansOf(running.values());
    }

    /** Whether other routes would run with these files. */
    boolean wouldChange(RouteFiles own) {
        Map<String, RouteFile> now = new HashMap<>();
        running.forEach((name, routes) -> now.put(name, routes.file()));
        return broken != null || !now.equals(own.over(shipped));
    }

    /** What would change, for the log. */
    String changes(RouteFiles own) {
        Map<String, RouteFile> next = own.over(shipped);
        List<String> names = new ArrayList<>();
        next.forEach((name, file) -> {
            ParsedRoutes now = running.get(name);
            if (now == null || !now.file().equals(file)) {
                names.add(name + (now == null ? " (added)" : file.isShipped() ? " (the shipped one again)" : ""));
            }
        });
        running.keySet().stream()
                .filter(name -> !next.containsKey(name))
                .forEach(name -> names.add(name + " (removed)"));
        return "routes " + String.join(", ", names);
    }

    /**
     * As {@link OwnSources#stop}, of the routes that change.
     *
     * @return why not; empty if they have stopped
     */
    Optional<String> stopOwnSources(RouteFiles own) throws Exception {
        Map<String, RouteFile> next = own.over(shipped);
        return sources.stop(running.values(), touched(next, withEndedBeans(next)));
    }

    /** Why a person's routes can't be taken out: somebody has called them, and waits in them; empty if they can. */
    Optional<String> whoIsInOwn() {
        return sources.whoIsIn(running.values());
    }

    /** Starts again what was stopped and is still there. */
    void startStopped() {
        sources.startAgain().ifPresent(whyNot -> broken = whyNot);
    }

    /** Whether there is another file that has something that routes of any file may use. */
    private boolean isChangedIn(Map<String, RouteFile> next, Predicate<RouteFile> has) {
        return next.values().stream().anyMatch(file -> has.test(file) && !isRunning(file))
                || running.values().stream()
                        .filter(routes -> isChanged(routes, next))
                        .anyMatch(routes -> has.test(routes.file()));
    }

    /** Whether configurations are, which are added anew with what is called by {@code direct:}. */
    private boolean areConfigurationsAnew(Map<String, RouteFile> next) {
        return isChangedIn(next, RouteFile::hasConfigurations)
                || running.values().stream()
                        .anyMatch(routes -> routes.isInner() && routes.file().hasConfigurations());
    }

    /** Those whose beans end: those that changed, and those whose beans hold one of these. */
    private Set<ParsedRoutes> withEndedBeans(Map<String, RouteFile> next) {
        Set<ParsedRoutes> ended = new HashSet<>();
        Set<Object> beans = RouteBeans.none();
        Set<String> names = new HashSet<>();
        boolean grows = true;
        while (grows) {
            grows = false;
            for (ParsedRoutes routes : running.values()) {
                if (!ended.contains(routes) && (isChanged(routes, next) || mustEnd(routes, beans, names))) {
                    ended.add(routes);
                    beans.addAll(routes.beans().instances());
                    names.addAll(routes.beans().names());
                    grows = true;
                }
            }
        }
        return ended;
    }

    /** A bean may keep another one where nobody sees it, in a list, say: then its file names that. */
    private boolean mustEnd(ParsedRoutes routes, Set<Object> ended, Set<String> names) {
        return broken != null
                || !routes.hasLastingBeans()
                || routes.beans().mayUse(names, routes.file())
                || routes.beans().instances().stream().anyMatch(bean -> Holding.isHeld(ended, bean));
    }

    private static Set<Object> beansOf(Collection<ParsedRoutes> all) {
        Set<Object> beans = RouteBeans.none();
        all.forEach(routes -> beans.addAll(routes.beans().instances()));
        return beans;
    }

    private boolean isRunning(RouteFile file) {
        return running.containsKey(file.name())
                && running.get(file.name()).file().equals(file);
    }

    private static boolean isChanged(ParsedRoutes routes, Map<String, RouteFile> next) {
        return !routes.file().equals(next.get(routes.file().name()));
    }

    /** Those that changed, those that may use what did, and a person's whose beans end. */
    private List<ParsedRoutes> touched(Map<String, RouteFile> next, Set<ParsedRoutes> ended) {
        boolean shared = isChangedIn(next, RouteFile::hasBeans) || areConfigurationsAnew(next);
        return running.values().stream()
                .filter(routes -> isChanged(routes, next)
                        || (!routes.file().isShipped()
                                && !routes.routes().isEmpty()
                                && (shared || ended.contains(routes))))
                .toList();
    }

    /**
     * Exchanges the routes that changed, while nothing is in them: all are taken out, then the new ones added, those last by
     * which events come in. What does not start is taken out again, and what was there is put back.
     *
     * <p>What is called by {@code direct:}, and calls so, is added anew in any case: a producer that is kept may for a moment
     * call the consumer that was there before.
     *
     * @return why they are not exchanged; empty if they are
     */
    Optional<Finding> exchange(RouteFiles own) throws Exception {
        Map<String, RouteFile> next = own.over(shipped);
        boolean beansAnew = isChangedIn(next, RouteFile::hasBeans); // endpoints may hold them
        Set<ParsedRoutes> ended = withEndedBeans(next);
        List<ParsedRoutes> touched = touched(next, ended);
        Set<Object> endedBeans = beansOf(ended);
        List<ParsedRoutes> out = new ArrayList<>(running.values());
        out.removeIf(
                routes -> broken == null && !touched.contains(routes) && !routes.isInner() && !ended.contains(routes));
        Set<Object> lasting = beansOf(running.values());
        lasting.removeAll(endedBeans);
        List<ParsedRoutes> in = new ArrayList<>();
        Collections.reverse(out);
        try {
            for (ParsedRoutes routes : out) {
                takeOut(routes, broken != null || beansAnew || isChanged(routes, next), lasting);
            }
            holders.remove(endedBeans);
            for (RouteFile file : next.values()) {
                ParsedRoutes now = running.get(file.name());
                if (now == null || out.contains(now)) {
                    in.add(
                            now == null || ended.contains(now)
                                    ? ParsedRoutes.parse(file, context, entrance)
                                    : now.again(entrance));
                }
            }
            for (ParsedRoutes routes : in) {
                routes.prepare();
            }
            endBeansOf(out, next, in); // a component may look for the only one of a type
            in.sort(Comparator.comparing(ParsedRoutes::isEntrance));
            for (ParsedRoutes routes : in) {
                routes.add();
            }
        } catch (Throwable e) {
            putBack(in, out, lasting, endedBeans);
            entrance.exchanged();
            return Optional.of(e instanceof RouteFault fault ? fault.finding() : unexpected(e));
        }
        running.keySet().removeIf(name -> !next.containsKey(name));
        in.forEach(routes -> sources.forget(routes.ids())); // whether they run is for the new file to say
        in.forEach(routes -> running.put(routes.file().name(), routes));
        entrance.exchanged();
        broken = null;
        isWithoutWay = false;
        return Optional.empty();
    }

    /** Ends those beans of what is taken out that nothing that is to run has. */
    private void endBeansOf(List<ParsedRoutes> out, Map<String, RouteFile> next, List<ParsedRoutes> in) {
        List<String> beans = Stream.concat(
                        in.stream(),
                        running.values().stream()
                                .filter(routes -> next.containsKey(routes.file().name()) && !out.contains(routes)))
                .flatMap(routes -> routes.beans().names().stream())
                .toList();
        out.forEach(routes -> routes.beans().endBut(beans));
    }

    static Finding unexpected(Throwable e) {
        return Finding.error(
                Place.of("routes"), Failures.describe(e), "routes that can be exchanged", "restart with them");
    }

    /** Takes out whatever an installation that failed has added of them. */
    void removeAll() throws Exception {
        List<ParsedRoutes> added = new ArrayList<>(running.values());
        Collections.reverse(added);
        running.clear();
        for (ParsedRoutes routes : added) {
            takeOut(routes, true, RouteBeans.none());
            routes.beans().endBut(List.of());
        }
    }

    /** @param lasting beans that endpoints leave open */
    private void takeOut(ParsedRoutes routes, boolean forGood, Set<Object> lasting) throws Exception {
        Set<Endpoint> endpoints =
                forGood ? holders.of(lasting) : routes.endpoints(); // none of a route that has stopped
        for (String id : routes.ids()) {
            if (!sources.stop(id)) {
                throw new IllegalStateException("the route " + id + " that does not stop");
            }
        }
        routes.removeBut(endpoints);
    }

    private void putBack(List<ParsedRoutes> added, List<ParsedRoutes> out, Set<Object> lasting, Set<Object> former) {
        broken = "the former routes are not put back: restart";
        isWithoutWay = true;
        try {
            List<String> beans = out.stream()
                    .flatMap(routes -> routes.beans().names().stream())
                    .toList();
            Set<Object> ended = beansOf(added);
            ended.removeAll(lasting);
            for (ParsedRoutes routes : added) {
                routes.removeBut(holders.of(lasting));
            }
            holders.remove(ended);
            added.forEach(routes -> routes.beans().endBut(beans));
            List<ParsedRoutes> back = new ArrayList<>();
            for (ParsedRoutes routes : out) {
                routes.removeBut(holders.of(lasting));
                back.add(0, routes);
            }
            Set<Object> gone = RouteBeans.none();
            gone.addAll(former);
            gone.removeAll(beansOf(out));
            Set<String> names = new HashSet<>();
            out.stream()
                    .filter(routes -> !routes.beans().areThere())
                    .forEach(routes -> names.addAll(routes.beans().names()));
            for (int i = 0; i < back.size(); i++) {
                back.set(i, formerly(back.get(i), gone, names));
                // Noted at once: what is added of it is taken out if the next one can't be put back.
                running.put(back.get(i).file().name(), back.get(i));
                back.get(i).prepare();
            }
            back.sort(Comparator.comparing(ParsedRoutes::isEntrance));
            for (ParsedRoutes routes : back) {
                routes.add();
            }
            broken = null;
            isWithoutWay = false;
        } catch (Throwable e) {
            broken = "the former routes can't be put back (" + Failures.describe(e) + "): restart";
            LOG.error("The former routes can't be put back", Failures.withoutMessage(e));
        }
    }

    /** Parsed again, with its beans as far as they are there and hold none that is gone. */
    private ParsedRoutes formerly(ParsedRoutes routes, Set<Object> gone, Set<String> names) throws RouteFault {
        Set<Object> beans = routes.beans().instances();
        if (!routes.beans().mayUse(names, routes.file())
                && beans.stream().noneMatch(bean -> Holding.isHeld(gone, bean))) {
            return routes.again(entrance);
        }
        gone.addAll(beans);
        names.addAll(routes.beans().names());
        holders.remove(beans);
        return ParsedRoutes.parse(routes.file(), context, entrance);
    }

    /** Whether a person's run. */
    boolean hasOwn() {
        return running.values().stream().anyMatch(routes -> !routes.file().isShipped());
    }

    /** Notes which route it is at which the context does not start: they start one after the other, in this order. */
    void noteUnstarted() {
        unstarted = context.getRoutes().stream()
                .filter(route -> !"false".equals(route.getProperties().get("autoStartup"))
                        && route.getConsumer() instanceof StatefulService consumer
                        && !consumer.isStarted())
                .map(Route::getRouteId)
                .findFirst()
                .orElse(null);
    }

    /** The fault of a person's route that does not start; empty if it is none of theirs. */
    Optional<Finding> faultOf(Throwable failure) {
        String id = unstarted;
        return running.values().stream()
                .filter(routes ->
                        id != null && !routes.file().isShipped() && routes.ids().contains(id))
                .map(routes -> RouteFault.of(
                                routes.file(), failure, context, RouteFault.lineOf(routes.file(), List.of(id), 1))
                        .finding())
                .findFirst();
    }

    /** Whether neither the new routes run nor the former ones, so that nothing can go on. */
    boolean isWithoutWay() {
        return isWithoutWay;
    }

    /** Why what should run does not; empty if it does. */
    Optional<String> whyNot() {
        return Optional.ofNullable(broken);
    }
}
