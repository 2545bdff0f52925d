package io.github.podsights.camel.cli;

import static io.github.podsights.camel.cli.Looks.look;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.reload.Reloads;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.management.ObjectName;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.StatefulService;
import org.apache.camel.support.TimerListenerManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** A person's routes, with what else runs in their context: beans, pools and clients. */
class OwnRoutesIT {

    private static final String BEAN = "camel.beans.thePool=#class:" + Pool.class.getName();

    private static final String JMX = "org.apache.camel.jmx.disabled";

    @TempDir
    Path directory;

    private VersionedCollector collector;

    @BeforeEach
    void start() throws IOException {
        collector = new VersionedCollector();
        Pool.MADE.clear();
        Pool.fail(Set.of());
    }

    @AfterEach
    void stop() {
        collector.close();
    }

    /** Of the file itself, at a start, in a change of another file and in one of its own. */
    @Test
    void aComponentIsGivenTheOnlyBeanOfItsType() throws Exception {
        VersionedHome home = home();
        home.write("config/routes/more.camel.yaml", beans("") + route("more", "direct:more", to("wired:x")));
        assertThat(CommandRun.of("validate", "--config", home.config()))
                .satisfies(run -> assertThat(run.exitCode()).as(run.toString()).isZero());
        try (Standalone running = run(home)) {
            home.routes(1);
            look(running);
            home.write(
                    "config/routes/more.camel.yaml",
                    beans("").replace("mine", "renamed") + route("more", "direct:more", to("wired:x")));
            look(running);

            assertThat(running.bundle().reloads().trouble()).isEmpty();
            assertThat(running.bundle().reloads().of(Reloads.Result.APPLIED)).isEqualTo(2);
            send(running, "direct:more");
            assertThat(collector.requests()).hasSize(1);
        }
    }

    static Stream<Arguments> withPool() {
        return Stream.of(
                arguments("an option of the component", "pool:x", "camel.component.pool.pool=#bean:thePool"),
                arguments("an option of the endpoint", "pool:x?pool=#thePool", ""),
                arguments("the only one of its type", "pool:x", ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("withPool")
    void areTriedAsideWithTheObjectsThatTheyAreGivenWhichStayOpen(String name, String uri, String property)
            throws Exception {
        VersionedHome home = home(BEAN, property);
        home.write("config/routes/more.camel.yaml", route("more", "direct:more", to(uri)));
        assertThat(CommandRun.of("validate", "--config", home.config()))
                .satisfies(run -> assertThat(run.exitCode()).as(run.toString()).isZero());
        Pool.MADE.clear();

        try (Standalone running = run(home)) {
            send(running, "direct:more");
            home.routes(1);
            look(running);
            assertThat(running.bundle().reloads().trouble()).isEmpty();
            home.write("config/routes/broken.camel.yaml", route("broken", "direct:broken", to("htp:x")));
            look(running);
            assertThat(running.bundle().reloads().trouble().orElse("")).contains("broken.camel.yaml:7");

            assertThat(running.bundle().reloads().of(Reloads.Result.APPLIED)).isEqualTo(1);
            assertThat(Pool.MADE).hasSize(1).noneMatch(Pool::isClosed);
            send(running, "direct:more");
            assertThat(collector.requests()).hasSize(2);
        }
    }

    /** Events of a file of their own, which come again and again, each through a bean of another file. */
    @Test
    void aBeanOfAnotherFileIsNotEndedUnderThemAndGoesWithItsFile() throws Exception {
        VersionedHome home = home();
        home.write("mine/tick", "");
        home.write("config/routes/aa-beans.camel.yaml", beans(""));
        home.write("config/routes/orders.camel.yaml", orders(home, "- bean:\n    ref: mine\n    method: use\n"));
        try (Standalone running = run(home)) {
            awaitMore();
            Pool first = running.context().getRegistry().lookupByNameAndType("mine", Pool.class);
            home.routes(1);
            look(running);
            awaitMore();
            assertThat(running.context().getRegistry().lookupByNameAndType("mine", Pool.class))
                    .isSameAs(first)
                    .matches(pool -> !pool.isClosed());

            home.write("config/routes/aa-beans.camel.yaml", beans("      properties:\n        size: 7\n"));
            look(running);
            awaitMore();
            Pool changed = running.context().getRegistry().lookupByNameAndType("mine", Pool.class);
            assertThat(changed.getSize()).isEqualTo(7);

            home.write("config/routes/orders.camel.yaml", orders(home, ""));
            Files.delete(home.path("config/routes/aa-beans.camel.yaml"));
            look(running);
            awaitMore();
            assertThat(running.bundle().reloads().trouble()).isEmpty();
            assertThat(running.context().getRegistry().lookupByName("mine")).isNull();
            assertThat(Pool.MADE).allMatch(Pool::isClosed);
        }
    }

    /** Its component holds it, too. */
    @Test
    void aBeanStaysWhenAnotherFileChanges() throws Exception {
        VersionedHome home = home();
        home.write("config/routes/aa.camel.yaml", beans("") + route("more", "direct:more", to("wired:x")));
        home.write("config/routes/pool.camel.yaml", "- beans:\n    - name: other\n      type: java.util.Date\n");
        try (Standalone running = run(home)) {
            Pool first = mine(running);
            send(running, "direct:more");
            home.routes(1);
            look(running);
            home.write("config/routes/pool.camel.yaml", "- beans: []\n");
            look(running);

            assertThat(running.bundle().reloads().of(Reloads.Result.APPLIED)).isEqualTo(2);
            assertThat(mine(running)).isSameAs(first).matches(pool -> !pool.isClosed());
            send(running, "direct:more");
            assertThat(collector.requests()).hasSize(2);
        }
    }

    @Test
    void aComponentThatWasGivenABeanIsGivenTheNewOneWhenItsFileChanges() throws Exception {
        VersionedHome home = home();
        home.write("config/routes/aa.camel.yaml", beans(""));
        home.write("config/routes/more.camel.yaml", route("more", "direct:more", to("wired:x")));
        try (Standalone running = run(home)) {
            send(running, "direct:more");
            Pool first = mine(running);
            home.write("config/routes/aa.camel.yaml", beans("      properties:\n        size: 7\n"));
            look(running);

            assertThat(running.bundle().reloads().trouble()).isEmpty();
            assertThat(first.isClosed()).isTrue();
            assertThat(running.context()
                            .getComponent("wired", WiredPoolComponent.class)
                            .getPool())
                    .isSameAs(mine(running))
                    .matches(pool -> pool.getSize() == 7 && !pool.isClosed());
            send(running, "direct:more");
            assertThat(collector.requests()).hasSize(2);
        }
    }

    /** The trial is good; of those in earnest the second can't be made, nor, the second time, the former one again. */
    @ParameterizedTest(name = "former ones: {0}")
    @ValueSource(booleans = {true, false})
    void aBeanThatCanNotBeMadeLeavesTheFormerRoutesWithBeansThatAreOpen(boolean isPutBack) throws Exception {
        VersionedHome home = home();
        String more = route("more", "direct:more", "- bean: {ref: mine, method: use}\n");
        home.write("config/routes/aa.camel.yaml", beans("") + more);
        home.write("config/routes/bb.camel.yaml", beans("").replace("mine", "other"));
        try (Standalone running = run(home)) {
            home.write("config/routes/aa.camel.yaml", beans("      properties: {size: 7}\n") + more);
            home.write(
                    "config/routes/bb.camel.yaml",
                    beans("      properties: {size: 7}\n").replace("mine", "other"));
            Pool.fail(isPutBack ? Set.of(4, 5) : Set.of(4, 5, 6, 7));
            look(running);

            assertThat(running.bundle().reloads().trouble().orElse(""))
                    .contains("bb.camel.yaml", "no more connections");
            if (isPutBack) {
                send(running, "direct:more");
                assertThat(mine(running).getSize()).isZero();
            }
            home.write("config/routes/aa.camel.yaml", beans("") + more);
            home.write("config/routes/bb.camel.yaml", beans("").replace("mine", "other"));
            look(running);

            assertThat(running.bundle().reloads().trouble()).isEmpty();
            assertThat(Pool.MADE.stream().filter(pool -> !pool.isClosed())).hasSize(2);
            send(running, "direct:more");
            send(running, "direct:podsights");
        }
    }

    @Test
    void aBeanThatCanBeClosedIsClosedWithItsFileAndInTheTrial() throws Exception {
        VersionedHome home = home();
        home.write("config/routes/aa.camel.yaml", beans("").replace("      destroyMethod: close\n", ""));
        home.write("config/routes/more.camel.yaml", route("more", "direct:more", to("wired:x")));
        try (Standalone running = run(home)) {
            home.routes(1);
            look(running);
            assertOpen(mine(running));
            home.write("config/routes/broken.camel.yaml", route("broken", "direct:broken", to("htp:x")));
            look(running);
            assertOpen(mine(running));
            Files.delete(home.path("config/routes/broken.camel.yaml"));
            home.write(
                    "config/routes/aa.camel.yaml",
                    beans("      properties: {size: 7}\n").replace("      destroyMethod: close\n", ""));
            look(running);
            assertOpen(mine(running));
            send(running, "direct:more");

            Files.delete(home.path("config/routes/aa.camel.yaml"));
            Files.delete(home.path("config/routes/more.camel.yaml"));
            look(running);
            assertThat(running.bundle().reloads().trouble()).isEmpty();
            assertThat(Pool.MADE).hasSizeGreaterThan(4).allMatch(Pool::isClosed);
        }
    }

    private static void assertOpen(Pool only) {
        assertThat(Pool.MADE.stream().filter(pool -> !pool.isClosed())).containsExactly(only);
    }

    private static Pool mine(Standalone running) {
        return running.context().getRegistry().lookupByNameAndType("mine", Pool.class);
    }

    @Test
    void aBeanThatKeepsOneOfAnotherFileOutOfSightIsMadeAnewWithIt() throws Exception {
        VersionedHome home = home();
        home.write("config/routes/aa-beans.camel.yaml", beans(""));
        home.write(
                "config/routes/bb.camel.yaml",
                "- beans:\n    - name: keeper\n      type: " + Keeper.class.getName()
                        + "\n      properties:\n        pool: \"#bean:mine\"\n"
                        + route("bb", "direct:bb", "- bean:\n    ref: keeper\n    method: use\n"));
        try (Standalone running = run(home)) {
            send(running, "direct:bb");
            home.write("config/routes/aa-beans.camel.yaml", beans("      properties:\n        size: 7\n"));
            look(running);
            assertThat(running.bundle().reloads().trouble()).isEmpty();
            send(running, "direct:bb");
        }
    }

    @Test
    void aBeanOfTheSameNameInTwoFilesIsRefused() throws Exception {
        VersionedHome home = home();
        home.write("config/routes/aa-beans.camel.yaml", beans(""));
        try (Standalone running = run(home)) {
            home.write("config/routes/bb-beans.camel.yaml", "\n" + beans(""));
            look(running);
            assertThat(running.bundle().reloads().trouble().orElse(""))
                    .contains("bb-beans.camel.yaml:3: ", "a bean 'mine' a second time", "aa-beans.camel.yaml");
        }
        assertThat(CommandRun.of("validate", "--config", home.config()).out()).contains("a bean 'mine' a second time");
    }

    private static String beans(String more) {
        return "- beans:\n    - name: mine\n      type: " + Pool.class.getName() + "\n      destroyMethod: close\n"
                + more;
    }

    @Test
    void aConfigurationOfRoutesThatChangesIsInForceInThoseThatUseIt() throws Exception {
        VersionedHome home = home();
        home.write("mine/tick", "");
        home.write("config/routes/conf.camel.yaml", configuration("one"));
        home.write(
                "config/routes/orders.camel.yaml",
                orders(home, "").replace("    id: orders\n", "    id: orders\n    routeConfigurationId: mine\n"));
        try (Standalone running = run(home)) {
            awaitMore();
            home.write("config/routes/conf.camel.yaml", configuration("two"));
            look(running);
            assertThat(running.bundle().reloads().of(Reloads.Result.APPLIED)).isEqualTo(1);
            awaitMore();
            VersionedCollector.Request last =
                    collector.requests().get(collector.requests().size() - 1);
            assertThat(last.payload().path("order_id").asText()).startsWith("two");
        }
    }

    private static String configuration(String header) {
        return "- routeConfiguration:\n    id: mine\n    intercept:\n      - intercept:\n          steps:\n"
                + "            - setHeader:\n                name: mine\n                constant: " + header + "\n";
    }

    @Test
    void aDirectoryThatIsGoneAsAWholeIsRefused() throws Exception {
        VersionedHome home = home();
        try (Standalone running = run(home)) {
            Files.move(home.path("config/routes"), home.path("config/elsewhere"));
            look(running);
            assertThat(running.bundle().reloads().trouble().orElse(""))
                    .contains(home.path("config/routes") + ": found no such directory any more");
            send(running, "direct:podsights");
            assertThat(collector.requests().get(0).query()).isEqualTo("routes=0");

            Files.createDirectory(home.path("config/routes"));
            look(running);
            assertThat(running.bundle().reloads().trouble()).isEmpty();
            send(running, "direct:podsights");
            assertThat(collector.requests().get(1).query()).isNull();
        }
    }

    @Test
    void aStartWithRoutesThatCanBeBuiltButDoNotStartUsesWhatWasInForceLast() throws Exception {
        VersionedHome home = home();
        run(home).close();
        home.write(
                "config/routes/more.camel.yaml",
                route(
                        "more",
                        "file:" + home.path("nowhere") + "?autoCreate=false&startingDirectoryMustExist=true",
                        ""));
        try (Standalone running = run(home)) {
            assertThat(running.bundle().reloads().trouble().orElse("")).contains("more.camel.yaml:4: ", "nowhere");
            send(running, "direct:podsights");
            assertThat(collector.requests()).hasSize(1);
        }
    }

    /** Each with its line, and what is told of it. */
    static Stream<Arguments> unlinked() {
        return Stream.of(
                arguments(bean("Bean"), 3, "the class 'com.acme.NotThere', which is not there", "add its jar to lib/"),
                arguments(
                        bean("Initialized"),
                        3,
                        "Unlinked$Initialized', which can't be initialized",
                        "see what it needs"),
                arguments(bean("Endless"), 3, "(StackOverflowError)", "correct it"),
                arguments(
                        route("more", "direct:more", to("unlinked:x")),
                        7,
                        "the class 'com.acme.Driver', which is not there",
                        "add its jar to lib/"),
                arguments(
                        route("more", "direct:more", to("unlinked-late:x")),
                        7,
                        "the class 'com.acme.Template', which is not there",
                        "add its jar to lib/"));
    }

    private static String bean(String name) {
        return "- beans:\n    - name: mine\n      type: " + Unlinked.class.getName() + "$" + name + "\n"
                + route("more", "direct:more", "");
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource("unlinked")
    void ofWhichAClassCantBeUsedAreRefusedAndWhatWasInForceLastIsUsed(
            String routes, int line, String found, String todo) throws Exception {
        VersionedHome home = home();
        Path file = home.path("config/routes/more.camel.yaml");
        try (Standalone running = run(home)) {
            home.write("config/routes/more.camel.yaml", routes);
            look(running);
            assertThat(running.bundle().reloads().trouble().orElse("")).contains(file + ":" + line + ": ", found, todo);
            send(running, "direct:podsights");
        }
        CommandRun validated = CommandRun.of("validate", "--config", home.config());
        assertThat(validated.exitCode()).isEqualTo(1);
        assertThat(validated.out()).contains(file + ":" + line + " ", found, todo);
        assertThat(validated.out() + validated.err()).doesNotContain("\tat ", SecretHome.TOKEN);

        try (Standalone running = run(home)) {
            assertThat(running.bundle().reloads().trouble().orElse("")).contains(file + ":" + line + ": ", found, todo);
            send(running, "direct:podsights");
            assertThat(collector.requests()).hasSize(2);
        }
        Files.delete(home.path("data/last-good/configuration.json"));
        assertThatThrownBy(() -> run(home)).isInstanceOf(Problem.class).hasMessageContainingAll(found, todo);
    }

    @ParameterizedTest
    @ValueSource(strings = {"podsightsDuplicates", "podsightsRecordHeaders", "podsights-http"})
    void aBeanWithANameOfTheBundleIsRefusedAndTheOneThatRunsStays(String name) throws Exception {
        VersionedHome home = home("podsights.routes.check=off");
        Path file = home.path("config/routes/more.camel.yaml");
        String found = "a bean '" + name + "', a name of the bundle's own";
        try (Standalone running = run(home)) {
            Object before = running.context().getRegistry().lookupByName(name);
            home.write(
                    "config/routes/more.camel.yaml",
                    "# no " + name + "\n- beans:\n    - type: " + Pool.class.getName() + "\n      name: " + name
                            + "\n");
            look(running);
            assertThat(running.bundle().reloads().trouble().orElse("")).contains(file + ":4: ", found);
            assertThat(running.context().getRegistry().lookupByName(name)).isSameAs(before);
            send(running, "direct:podsights");
            assertThat(collector.requests()).hasSize(1);
        }
        CommandRun validated = CommandRun.of("validate", "--config", home.config());
        assertThat(validated.exitCode()).isEqualTo(1);
        assertThat(validated.out()).contains(file + ":4 ", found);
        Files.delete(home.path("data/last-good/configuration.json"));
        assertThatThrownBy(() -> run(home)).isInstanceOf(Problem.class).hasMessageContainingAll(file + ":4: ", found);
    }

    @Test
    void aBeanOfAPropertyOfWhichAClassIsMissingIsToldInOneLine() throws Exception {
        VersionedHome home = home("camel.beans.mine=#class:" + Unlinked.Bean.class.getName());

        CommandRun run = CommandRun.of("run", "--config", home.config());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().lines())
                .singleElement()
                .asString()
                .contains("the class 'com.acme.NotThere', which is not there", "add its jar to lib/");
    }

    @Test
    void anErrorOfACommandIsToldInOneLine() {
        CommandLine line = Podsights.commandLine().addSubcommand(new Failing());
        StringWriter err = new StringWriter();

        assertThat(line.setErr(new PrintWriter(err, true)).execute("failing")).isEqualTo(1);
        assertThat(err.toString().lines())
                .containsExactly("podsights: found the class 'com.acme.NotThere', which is not there; add its jar to"
                        + " lib/ or the class path");
    }

    @CommandLine.Command(name = "failing")
    private static final class Failing implements Runnable {

        @Override
        public void run() {
            throw new NoClassDefFoundError("com/acme/NotThere");
        }
    }

    /** As files were written before conditions could be named. */
    @Test
    void conditionsThatAreCalledAsMethodsDecideAsThoseThatAreNamed() throws Exception {
        VersionedHome home = home();
        for (String name : List.of("pipeline", "resume", "delivery")) {
            String named = VersionedHome.shipped(name);
            String called = named.replaceAll(
                    "(?m)^( *)ref:\\n *expression: (podsights\\w+)\\.(\\w+).*$",
                    "$1method:\n$1  ref: $2\n$1  method: $3");
            assertThat(called).isNotEqualTo(named);
            home.write("config/routes/" + name + ".camel.yaml", called);
        }
        try (Standalone running = run(home)) {
            ProducerTemplate caller = running.context().createProducerTemplate();
            caller.sendBody("direct:podsights", event("1"));
            caller.sendBody("direct:podsights", event("1"));
            caller.sendBody("direct:podsights", event("2").replace("\"c0\":true", "\"c0\":false"));
            caller.sendBody("direct:podsights", event("3").replace("Order Completed", "Never Mapped"));
            caller.sendBody("direct:podsights", "no event");

            assertThat(running.total().outcomes())
                    .isEqualTo(Map.of(
                            Outcome.DELIVERED, 1L,
                            Outcome.DUPLICATE, 1L,
                            Outcome.CONSENT_DENIED, 1L,
                            Outcome.UNMAPPED, 1L,
                            Outcome.INVALID, 1L));
            assertThat(collector.requests()).hasSize(1);
        }
    }

    /** Camel's management holds what it was told of. */
    @Test
    void exchangesOfRoutesLeaveNothingBehindInManagement() throws Exception {
        System.setProperty(JMX, "false");
        VersionedHome home = home();
        home.write(
                "config/routes/more.camel.yaml",
                route("more", "direct:more", to("direct:none").replace("none", "more2"))
                        + route("more2", "direct:more2", ""));
        try (Standalone running = run(home)) {
            exchange(running, home, 1, 5);
            int beans = beans();
            int threads = threads();
            int listeners = listeners(running);
            exchange(running, home, 6, 20);

            assertThat(running.bundle().reloads().of(Reloads.Result.APPLIED)).isEqualTo(20);
            assertThat(beans()).isEqualTo(beans);
            assertThat(threads()).isLessThanOrEqualTo(threads + 2);
            assertThat(listeners(running)).as("steps that its timer holds").isEqualTo(listeners);
        } finally {
            System.setProperty(JMX, "true");
        }
    }

    private static void exchange(Standalone running, VersionedHome home, int first, int last) throws IOException {
        for (int version = first; version <= last; version++) {
            home.routes(version);
            look(running);
        }
    }

    private static int beans() throws Exception {
        return ManagementFactory.getPlatformMBeanServer()
                .queryNames(new ObjectName("org.apache.camel:*"), null)
                .size();
    }

    /** Those of workers come and go. */
    private static int threads() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("Camel"))
                .count();
    }

    private static int listeners(Standalone running) throws Exception {
        Object strategy = running.context().getLifecycleStrategies().stream()
                .filter(each -> each.getClass().getSimpleName().equals("JmxManagementLifecycleStrategy"))
                .findFirst()
                .orElseThrow();
        Field timer = strategy.getClass().getDeclaredField("loadTimer");
        timer.setAccessible(true);
        Field listeners = TimerListenerManager.class.getDeclaredField("listeners");
        listeners.setAccessible(true);
        return ((Collection<?>) listeners.get(timer.get(strategy))).size();
    }

    private static String orders(VersionedHome home, String steps) {
        return "- route:\n    id: orders\n    from:\n      uri: file:" + home.path("mine")
                + "\n      parameters: {noop: true, idempotent: false, initialDelay: 0, delay: 20}\n      steps:\n"
                + (steps + "- setBody:\n    simple: '" + event("${header.mine}${exchangeId}") + "'\n"
                                + to("direct:podsights"))
                        .indent(8);
    }

    private void awaitMore() {
        int before = collector.requests().size();
        await().atMost(Duration.ofSeconds(30)).until(() -> collector.requests().size() > before + 3);
    }

    private VersionedHome home(String... properties) throws IOException {
        List<String> all = new ArrayList<>(List.of(
                "podsights.collector.url=" + collector.url(), "podsights.source=none", "podsights.admin.port=off"));
        all.addAll(List.of(properties));
        VersionedHome home = new VersionedHome(directory, all.toArray(String[]::new));
        home.integration(0, 0);
        home.key(0);
        home.routes(0);
        return home;
    }

    private static String to(String uri) {
        return "- to:\n    uri: \"" + uri + "\"\n";
    }

    /** One that goes on to the pipeline. */
    private static String route(String id, String from, String steps) {
        return "- route:\n    id: " + id + "\n    from:\n      uri: \"" + from + "\"\n      steps:\n"
                + (steps + to("direct:podsights")).indent(8);
    }

    @ParameterizedTest
    @CsvSource({"1, true", "3, false"})
    void aSourceThatCanNotBeSuspendedGoesOnOrHealthSaysThatItDoesNot(int fails, boolean goesOn) throws Exception {
        VersionedHome home = home();
        String component = "- beans:\n    - name: stubborn\n      type: " + StubbornComponent.class.getName() + "\n";
        home.write("config/routes/aa.camel.yaml", component);
        home.write("config/routes/more.camel.yaml", route("more", "stubborn:x", "- log: one\n"));
        try (Standalone running = run(home)) {
            StubbornComponent.FAILS.set(fails);
            home.write("config/routes/more.camel.yaml", route("more", "stubborn:x", "- log: two\n"));
            look(running);

            assertThat(running.bundle().reloads().trouble()).isPresent();
            assertThat(((StatefulService) running.context().getRoute("more").getConsumer()).isStarted())
                    .isEqualTo(goesOn);
            assertThat(running.bundle().health().checks())
                    .filteredOn(check -> check.name().equals("configuration"))
                    .singleElement()
                    .satisfies(
                            check -> assertThat(String.valueOf(check.reason()).contains("can't be started again"))
                                    .isNotEqualTo(goesOn));
        } finally {
            StubbornComponent.FAILS.set(0);
        }
    }

    private static void send(Standalone running, String uri) {
        running.context().createProducerTemplate().sendBody(uri, event(Long.toString(System.nanoTime())));
    }

    private static String event(String order) {
        return "{\"event\":\"Order Completed\",\"anonymous_id\":\"a\",\"properties\":{\"order_id\":\"" + order
                + "\"},\"consent\":{\"c0\":true,\"c1\":true,\"c2\":true}}";
    }

    private static Standalone run(VersionedHome home) throws Problem {
        Beginning beginning = Beginning.read(home.config(), new PrintWriter(Writer.nullWriter()));
        return Standalone.run(beginning, beginning.configuration().settings().admin(), false);
    }
}
