package io.github.podsights.camel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.reload.Reloads;
import io.github.podsights.camel.settlement.Balance;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.Route;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configuration is changed while events flow. */
class ReloadIT {

    private static final Duration LONG = Duration.ofSeconds(60);

    private static final int RELOADS = 500;

    /** In each so manieth version there are other routes. */
    private static final int ROUTES_EVERY = 5;

    @TempDir
    Path directory;

    private VersionedCollector collector;
    private VersionedHome home;

    @BeforeEach
    void start() throws IOException {
        collector = new VersionedCollector();
        home = new VersionedHome(
                directory,
                "podsights.collector.url=" + collector.url(),
                "podsights.source.file.quiet=0s",
                "podsights.source.file.in-flight=64",
                "podsights.admin.port=off");
        home.integration(0, 0);
        home.key(0);
        home.routes(0);
    }

    @AfterEach
    void stop() {
        collector.close();
    }

    @Test
    void fiveHundredReloadsUnderLoadLoseNothingAndMixNothing() throws Exception {
        try (Standalone running = run();
                Load load = new Load()) {
            int routes = 0;
            for (int version = 1; version <= RELOADS; version++) {
                if (version % 10 == 0) {
                    refused(running, version, routes);
                    continue;
                }
                routes = version % ROUTES_EVERY == 1 ? version : routes;
                home.integration(version, routes);
                home.key(version);
                home.routes(routes);
                look(running);
                assertThat(running.bundle().reloads().trouble()).isEmpty();
                load.awaitOneMore();
            }
            load.end();
            await().atMost(LONG).until(() -> settled(running) >= load.count());

            assertThat(running.bundle().reloads().of(Reloads.Result.APPLIED)).isEqualTo(RELOADS - RELOADS / 10);
            assertThat(running.bundle().reloads().of(Reloads.Result.REFUSED)).isEqualTo(RELOADS / 10);
            assertThat(running.total().of(Outcome.DELIVERED))
                    .isEqualTo(collector.requests().size());
            assertThat(running.total().of(Outcome.CONSENT_DENIED)).isPositive();
            running.close();
            Balance.Line total = running.total();
            assertThat(total.received()).isEqualTo(load.count());
            assertThat(total.of(Outcome.DELIVERED) + total.of(Outcome.CONSENT_DENIED))
                    .isEqualTo(load.count());
            assertThat(total.balances()).isTrue();
            assertThat(total.inFlight()).isZero();
        }
        nothingIsMixed();
    }

    private void nothingIsMixed() {
        Set<String> orders = new HashSet<>();
        Set<String> versions = new HashSet<>();
        Set<String> routes = new HashSet<>();
        for (VersionedCollector.Request request : collector.requests()) {
            JsonNode payload = request.payload();
            String version = payload.path("type").asText().substring(1);
            versions.add(version);
            routes.add(request.query());
            assertThat(payload.path("key").asText()).as("%s", request).isEqualTo("key-" + version);
            assertThat(request.query())
                    .as("%s", request)
                    .isEqualTo("routes=" + payload.path("category").asText().substring(1));
            String order = payload.path("order_id").asText();
            assertThat(orders.add(order)).as("%s is there once", order).isTrue();
            if (Integer.parseInt(order) % 3 == 0) {
                assertThat(Integer.parseInt(version) % 3)
                        .as("c2 is denied in %s", request)
                        .isNotEqualTo(2);
            }
        }
        assertThat(versions).hasSizeGreaterThan(RELOADS / 2);
        assertThat(routes).hasSizeGreaterThan(RELOADS / ROUTES_EVERY / 2);
    }

    /** What is changed has an error, each time another one; everything stays as it is, and then it is changed back. */
    private void refused(Standalone running, int version, int routes) throws IOException {
        Route before = running.context().getRoute("podsights-delivery");
        String expected;
        switch (version / 10 % 5) {
            case 0 -> {
                home.write(
                        "config/integrations/shop.yaml",
                        VersionedHome.text(version, routes).replace("consent_categories", "consent_categorys"));
                expected = home.path("config/integrations/shop.yaml") + ":3: consent_categorys";
            }
            case 1 -> {
                home.key("empty", "\n");
                expected = home.path("config/integrations/shop.yaml") + ":2: config.key";
            }
            case 2 -> {
                // The integration is a good one: it is not taken all the same.
                home.integration(version, version);
                home.key(version);
                home.write(
                        "config/routes/delivery.camel.yaml",
                        VersionedHome.shipped("delivery")
                                .replace("ref: podsightsReadAnswer", "ref: podsightsRaedAnswer"));
                expected = home.path("config/routes/delivery.camel.yaml") + ":" + line("podsightsReadAnswer");
            }
            case 3 -> {
                home.write(
                        "config/routes/delivery.camel.yaml",
                        VersionedHome.shipped("delivery")
                                .replace(
                                        "        - to:\n            id: podsights-try",
                                        "  - to:\n          id: podsights-try"));
                expected = home.path("config/routes/delivery.camel.yaml") + ":";
            }
            default -> {
                home.write(
                        "config/routes/more.camel.yaml",
                        "- route:\n    id: podsights-delivery\n    from:\n"
                                + "      uri: direct:more\n      steps:\n        - log: hello\n");
                expected = home.path("config/routes/more.camel.yaml") + ":2";
            }
        }
        look(running);
        assertThat(running.bundle().reloads().trouble().orElse("nothing")).contains(expected);
        assertThat(running.context().getRoute("podsights-delivery")).isSameAs(before);
        Files.deleteIfExists(home.path("config/routes/more.camel.yaml"));
        // The version before it, which is in force: but for the number of its routes each file is as it was.
        home.integration(version - 1, routes);
        home.key(version - 1);
        home.routes(routes);
        look(running);
        assertThat(running.bundle().reloads().trouble()).isEmpty();
        assertThat(running.context().getRoute("podsights-delivery")).isSameAs(before);
    }

    private static int line(String text) throws IOException {
        return 1
                + VersionedHome.shipped("delivery")
                        .lines()
                        .toList()
                        .indexOf(VersionedHome.shipped("delivery")
                                .lines()
                                .filter(each -> each.contains(text))
                                .findFirst()
                                .orElseThrow());
    }

    private Standalone run() throws Problem {
        StringWriter warnings = new StringWriter();
        Beginning beginning = Beginning.read(home.config(), new PrintWriter(warnings));
        return Standalone.run(beginning, beginning.configuration().settings().admin(), false);
    }

    /** A change is one when it was seen twice. */
    private static void look(Standalone running) {
        running.watch().look();
        running.watch().look();
    }

    private static long settled(Standalone running) {
        Balance.Line total = running.total();
        return total.ended() + total.parked();
    }

    /** Files of events, one after the other. */
    private final class Load implements AutoCloseable {

        private static final int EVENTS = 500;

        private final AtomicBoolean ended = new AtomicBoolean();
        private final AtomicInteger count = new AtomicInteger();
        private final Thread thread = new Thread(this::drop, "load");

        Load() {
            thread.start();
        }

        private void drop() {
            try {
                Path inbox = Files.createDirectories(home.path("data/inbox"));
                while (!ended.get()) {
                    StringBuilder file = new StringBuilder();
                    for (int i = 0; i < EVENTS; i++) {
                        int order = count.getAndIncrement();
                        file.append(
                                        "{\"event\":\"Order Completed\",\"anonymous_id\":\"a\",\"properties\":{\"order_id\":\"")
                                .append(order)
                                .append("\"},\"consent\":{\"c0\":true,\"c1\":true,\"c2\":")
                                .append(order % 3 != 0)
                                .append("}}\n");
                    }
                    home.write("data/inbox/" + count + ".jsonl", file.toString());
                    // The inbox is listed every half a second: something is always left in it.
                    await().until(() -> ended.get() || files(inbox) < 5);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private long files(Path inbox) throws IOException {
            try (Stream<Path> files = Files.list(inbox)) {
                return files.filter(Files::isRegularFile).count();
            }
        }

        int count() {
            return count.get();
        }

        /** An event is delivered meanwhile. */
        void awaitOneMore() {
            int before = collector.requests().size();
            await().pollInterval(Duration.ofMillis(2))
                    .atMost(LONG)
                    .until(() -> collector.requests().size() > before);
        }

        void end() throws InterruptedException {
            ended.set(true);
            thread.join();
        }

        @Override
        public void close() throws InterruptedException {
            end();
        }
    }
}
