package io.github.podsights.camel.cli;

import static io.github.podsights.camel.cli.Looks.look;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.health.Check;
import io.github.podsights.camel.reload.Reloads;
import io.github.podsights.camel.settlement.Balance;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Route;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @Test
    void itLooksOnceASecondByItself() throws Exception {
        try (Standalone running = run(true)) {
            home.key(1);
            home.integration(1, 0);
            await().atMost(LONG).until(() -> running.bundle().reloads().of(Reloads.Result.APPLIED) == 1);
            send(running, "direct:podsights", 1);
            assertThat(last().payload().path("key").asText()).isEqualTo("key-1");
        }
    }

    @Test
    void aFileOfRoutesThatIsDeletedBringsTheShippedOneBackAndOneThatIsAddedGoes() throws Exception {
        home.write("config/routes/more.camel.yaml", """
                - route:
                    id: more
                    from:
                      uri: direct:more
                      steps:
                        - to:
                            uri: direct:podsights
                """);
        try (Standalone running = run()) {
            send(running, "direct:more", 1);
            assertThat(last().query()).isEqualTo("routes=0");

            Files.delete(home.path("config/routes/delivery.camel.yaml"));
            Files.delete(home.path("config/routes/more.camel.yaml"));
            look(running);

            assertThat(running.bundle().reloads().trouble()).isEmpty();
            send(running, "direct:podsights", 2);
            assertThat(last().query()).isNull();
            assertThat(running.context().getRoute("more")).isNull();
        }
    }

    @Test
    void whatWaitsAtAClosedGatePostponesOtherRoutesAndNothingElse() throws Exception {
        collector.answer(503);
        try (Standalone running = run()) {
            home.write("data/inbox/events.jsonl", events(0, 100));
            await().atMost(LONG)
                    .until(() -> !running.bundle().gates().endpoint().isOpen());
            home.routes(7);
            look(running);

            assertThat(running.bundle().reloads().trouble().orElse("")).contains("waits: ", "nothing can be sent");
            assertThat(running.bundle().reloads().of(Reloads.Result.POSTPONED)).isEqualTo(1);
            assertThat(running.total().released()).isZero();

            collector.answer(200);
            await().atMost(LONG).until(() -> settled(running) == 100);
            await().atMost(LONG).untilAsserted(() -> {
                running.watch().look();
                assertThat(running.bundle().reloads().trouble()).isEmpty();
            });
            assertThat(running.bundle().reloads().of(Reloads.Result.APPLIED)).isEqualTo(1);
            send(running, "direct:podsights", 1_001);
            assertThat(last().query()).isEqualTo("routes=7");
            assertThat(running.total().released()).isZero();
        }
    }

    @Test
    void aKeyThatIsPutRightIsTakenByWhatWaitsAtOnce() throws Exception {
        collector.knowOnly("key-9");
        try (Standalone running = run()) {
            home.write("data/inbox/events.jsonl", events(0, 100));
            await().atMost(LONG)
                    .until(() -> !running.bundle().gates().integration("shop").isOpen());

            home.key(9);
            look(running);

            // A paused integration would be probed a minute later at the latest.
            await().atMost(Duration.ofSeconds(20)).until(() -> settled(running) == 100);
            assertThat(collector.requests()).hasSize(100);
            assertThat(running.total().of(Outcome.DELIVERED)).isEqualTo(100);
        }
    }

    @Test
    void aKeyThatIsPutRightDoesNotWaitForRoutesThatWaitForIt() throws Exception {
        collector.knowOnly("key-9");
        try (Standalone running = run()) {
            home.write("data/inbox/events.jsonl", events(0, 100));
            await().atMost(LONG)
                    .until(() -> !running.bundle().gates().integration("shop").isOpen());
            home.routes(7);
            look(running);
            assertThat(running.bundle().reloads().of(Reloads.Result.POSTPONED)).isEqualTo(1);

            home.key(9);
            look(running);

            await().atMost(LONG).until(() -> settled(running) == 100);
            assertThat(running.total().of(Outcome.DELIVERED)).isEqualTo(100);
            await().atMost(LONG).untilAsserted(() -> {
                running.watch().look();
                assertThat(running.bundle().reloads().trouble()).isEmpty();
            });
            send(running, "direct:podsights", 1_001);
            assertThat(last().query()).isEqualTo("routes=7");
        }
    }

    @Test
    void whatWaitsForAnIntegrationThatIsDisabledIsParkedAndHoldsUpNothingOnceItIsEnabledAgain() throws Exception {
        collector.knowOnly("key-9");
        try (Standalone running = run()) {
            home.write("data/inbox/first.jsonl", events(0, 100));
            await().atMost(LONG)
                    .until(() -> !running.bundle().gates().integration("shop").isOpen()
                            && running.total().inFlight() > 10);
            home.write("config/integrations/shop.yaml", VersionedHome.text(0, 0) + "enabled: false\n");
            look(running);
            await().atMost(LONG).until(() -> settled(running) == 100);
            assertThat(running.total().inFlight()).isZero();
            assertThat(running.total().parked()).isPositive();

            home.key(9);
            home.write("config/integrations/shop.yaml", VersionedHome.text(0, 0));
            look(running);
            home.write("data/inbox/second.jsonl", events(100, 50));
            await().atMost(LONG).until(() -> running.total().of(Outcome.DELIVERED) == 50);
        }
    }

    @Test
    void whatWaitsForAnIntegrationThatIsGoneIsADeadLetter() throws Exception {
        collector.answer(401);
        try (Standalone running = run()) {
            home.write("data/inbox/events.jsonl", events(0, 10));
            await().atMost(LONG)
                    .until(() -> !running.bundle().gates().integration("shop").isOpen()
                            && running.total().inFlight() == 10); // what is fanned out later takes the new one
            home.write("config/integrations/blog.yaml", VersionedHome.text(1, 1));
            Files.delete(home.path("config/integrations/shop.yaml"));
            look(running);

            await().atMost(LONG).until(() -> settled(running) == 10);
            assertThat(running.total().of(Outcome.EXHAUSTED)).isEqualTo(10);
            assertThat(running.bundle().health().checks())
                    .extracting(Check::name)
                    .contains("integration:blog")
                    .doesNotContain("integration:shop");
        }
    }

    @Test
    void aRestartWithABrokenFileUsesWhatWasInForceLast() throws Exception {
        try (Standalone running = run()) {
            send(running, "direct:podsights", 1);
        }
        Path kept = home.path("data/last-good/configuration.json");
        assertThat(Files.getPosixFilePermissions(kept)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.readString(kept))
                .doesNotContain("key-0", Base64.getEncoder().encodeToString("key-0\n".getBytes(UTF_8)));
        home.write("config/integrations/shop.yaml", "consent: all\n");
        home.key(3);

        try (Standalone running = run()) {
            send(running, "direct:podsights", 2);
            assertThat(last().payload().path("type").asText()).isEqualTo("v0");
            assertThat(last().payload().path("key").asText())
                    .as("a secret is today's")
                    .isEqualTo("key-3");
            assertThat(note(running))
                    .startsWith("the last good one, of ")
                    .contains("THE FILES ARE REFUSED: " + home.path("config/integrations/shop.yaml") + ":1: consent");

            home.integration(3, 0);
            look(running);
            send(running, "direct:podsights", 4);
            assertThat(last().payload().path("type").asText()).isEqualTo("v3");
            assertThat(note(running)).startsWith("in force since ").doesNotContain("REFUSED");
        }

        home.write(
                "config/routes/delivery.camel.yaml",
                "- route:\n    id: podsights-delivery\n    from: {uri: nowhere}\n");
        try (Standalone running = run()) {
            send(running, "direct:podsights", 5);
            assertThat(last().query()).isEqualTo("routes=0");
            assertThat(note(running)).contains("delivery.camel.yaml:");
        }
        Files.delete(kept);
        assertThatThrownBy(this::run).isInstanceOf(Problem.class).hasMessageContaining("delivery.camel.yaml:");
    }

    @ParameterizedTest(name = "they share a producer: {0}")
    @ValueSource(booleans = {false, true})
    void callersWaitWhileRoutesAreExchangedAndNoneOfThemIsTurnedAway(boolean share) throws Exception {
        int count = 8;
        AtomicInteger wentOn = new AtomicInteger();
        try (Standalone running = run();
                ProducerTemplate shared = running.context().createProducerTemplate()) {
            running.context().addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:host").to("direct:podsights").process(event -> wentOn.incrementAndGet());
                }
            });
            AtomicBoolean ended = new AtomicBoolean();
            AtomicInteger answered = new AtomicInteger();
            Queue<String> failures = new ConcurrentLinkedQueue<>();
            List<Thread> callers = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int first = i;
                ProducerTemplate template = share ? shared : running.context().createProducerTemplate();
                Thread caller = new Thread(() -> {
                    for (int order = first; !ended.get(); order += count) {
                        try {
                            template.sendBody("direct:host", event(order));
                            answered.incrementAndGet();
                        } catch (CamelExecutionException e) {
                            failures.add(String.valueOf(e.getCause()));
                        }
                    }
                });
                callers.add(caller);
                caller.start();
            }
            for (int version = 1; version <= 20; version++) {
                int before = answered.get();
                home.routes(version);
                home.integration(version, version);
                home.key(version);
                look(running);
                await().atMost(LONG).until(() -> answered.get() > before + count);
            }
            ended.set(true);
            for (Thread caller : callers) {
                caller.join();
            }
            assertThat(failures).isEmpty();
            assertThat(running.bundle().reloads().of(Reloads.Result.APPLIED)).isEqualTo(20);
            assertThat(running.total().received()).isEqualTo(answered.get());
            assertThat(wentOn.get()).isEqualTo(answered.get());
            assertThat(running.total().released()).isZero();
        }
        for (VersionedCollector.Request request : collector.requests()) {
            String version = request.query().substring("routes=".length());
            assertThat(request.payload().path("key").asText()).isEqualTo("key-" + version);
        }
    }

    /** It is taken out whatever changes, and what is in it waits at the entrance while that is shut. */
    @Test
    void aRouteOfOnesOwnWhoseBeansCanNotBeKeptIsEmptiedBeforeRoutesAreExchanged() throws Exception {
        int count = 600;
        home.write("config/routes/mine.camel.yaml", """
                - beans:
                    - name: &mine mine
                      type: java.util.ArrayList
                """ + routeOfLines("*mine", false));
        home.write("mine/events.jsonl", events(0, count));
        try (Standalone running = run()) {
            await().atMost(LONG).until(() -> settled(running) > 20);
            home.routes(1);
            look(running);

            assertThat(running.bundle().reloads().trouble()).isEmpty();
            assertThat(running.bundle().reloads().of(Reloads.Result.APPLIED)).isEqualTo(1);
            await().atMost(LONG).until(() -> Files.exists(home.path("mine/.camel/events.jsonl")));
            assertThat(running.total().received()).isEqualTo(count);
            assertThat(running.total().of(Outcome.INVALID) + running.total().released())
                    .isZero();
        }
    }

    @Test
    void aRouteOfOnesOwnWithSeveralThreadsLosesNothingAndKeepsNoRoutesFromBeingExchanged() throws Exception {
        int count = 12_000;
        home.write("config/routes/mine.camel.yaml", routeOfLines("mine", true));
        home.write("mine/events.jsonl", events(0, count));
        try (Standalone running = run()) {
            int version = 0;
            while (settled(running) < count) {
                int before = collector.requests().size();
                home.routes(++version);
                look(running);
                await().atMost(LONG)
                        .until(() -> collector.requests().size() > before + 100 || settled(running) >= count);
            }
            assertThat(version).isGreaterThan(3);
            assertThat(running.bundle().reloads().of(Reloads.Result.APPLIED)).isEqualTo(version);
            await().atMost(LONG).until(() -> Files.exists(home.path("mine/.camel/events.jsonl")));
            assertThat(running.total().received()).isEqualTo(count);
            assertThat(running.total().released()).isZero();
        }
    }

    /** What is said of it is one thing, and what the others may do is another. */
    @Test
    void aSourceOfOnesOwnThatDoesNotStartAgainHoldsNoOther() throws Exception {
        Path mine = Files.createDirectories(home.path("mine"));
        home.write("config/routes/mine.camel.yaml", ofDirectory(mine, "one"));
        try (Standalone running = run()) {
            collector.answer(503);
            home.write("data/inbox/first.jsonl", events(0, 100));
            await().atMost(LONG)
                    .until(() -> !running.bundle().gates().endpoint().isOpen());
            home.write("config/routes/mine.camel.yaml", ofDirectory(mine, "two"));
            running.watch().look();
            Thread exchange = new Thread(() -> running.watch().look());
            exchange.start();
            await().atMost(LONG).until(() -> running.context()
                    .getRouteController()
                    .getRouteStatus("mine")
                    .isStopped());
            Files.delete(mine);
            exchange.join();
            assertThat(running.bundle().reloads().trouble().orElse("")).contains("nothing can be sent");
            assertThat(running.bundle().health().checks())
                    .anyMatch(check -> check.name().equals("configuration")
                            && String.valueOf(check.reason()).contains("the route mine can't be started again"));
            home.write("config/routes/mine.camel.yaml", ofDirectory(mine, "three"));
            look(running);

            collector.answer(200);
            home.write("data/inbox/second.jsonl", events(100, 100));
            await().atMost(LONG).until(() -> settled(running) == 200);
        }
    }

    private static String ofDirectory(Path directory, String id) {
        return """
                - route:
                    id: mine
                    from:
                      uri: file:%s
                      parameters:
                        autoCreate: false
                        startingDirectoryMustExist: true
                      steps:
                        - log: %s
                """.formatted(directory, id);
    }

    @Test
    void theRouteOfASourceIsExchangedInTheMiddleOfAFile() throws Exception {
        try (Standalone running = run()) {
            home.write("data/inbox/first.jsonl", events(0, 2_000));
            await().atMost(LONG).until(() -> collector.requests().size() > 20);
            home.write(
                    "config/routes/source-file.camel.yaml",
                    VersionedHome.shipped("source-file").replace("delay: 500", "delay: 100"));
            look(running);
            assertThat(running.bundle().reloads().trouble()).isEmpty();
            assertThat(running.bundle().reloads().of(Reloads.Result.APPLIED)).isEqualTo(1);
            home.write("data/inbox/second.jsonl", events(2_000, 100));

            await().atMost(LONG)
                    .until(() -> Files.exists(home.path("data/inbox/done/first.jsonl"))
                            && Files.exists(home.path("data/inbox/done/second.jsonl")));
            assertThat(running.total().ended()).isEqualTo(2_100);
            assertThat(collector.requests())
                    .extracting(request -> request.payload().path("order_id").asText())
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void aSourceWhoseFileWaitsAtAClosedGateGoesOnWithItAfterwards() throws Exception {
        collector.answer(503);
        try (Standalone running = run()) {
            home.write("data/inbox/first.jsonl", events(0, 200));
            await().atMost(LONG)
                    .until(() -> !running.bundle().gates().endpoint().isOpen());
            home.write(
                    "config/routes/source-file.camel.yaml",
                    VersionedHome.shipped("source-file").replace("delay: 500", "delay: 100"));
            look(running);
            assertThat(running.bundle().reloads().trouble().orElse("")).contains("waits: ");

            collector.answer(200);
            home.write("data/inbox/second.jsonl", events(200, 100));
            await().atMost(LONG).until(() -> settled(running) == 300);
            await().atMost(LONG).untilAsserted(() -> {
                running.watch().look();
                assertThat(running.bundle().reloads().trouble()).isEmpty();
            });
            home.write("data/inbox/third.jsonl", events(300, 100));
            await().atMost(LONG).until(() -> Files.exists(home.path("data/inbox/done/third.jsonl")));
            assertThat(running.total().of(Outcome.DELIVERED) + running.total().of(Outcome.CONSENT_DENIED))
                    .isEqualTo(400);
        }
    }

    @Test
    void aRouteThatDoesNotStartByItselfIsNotStartedByAnExchange() throws Exception {
        home.write("config/routes/more.camel.yaml", """
                - route:
                    id: more
                    autoStartup: "false"
                    from:
                      uri: file:nowhere
                      steps:
                        - to:
                            uri: direct:podsights
                """);
        try (Standalone running = run()) {
            assertThat(running.context()
                            .getRouteController()
                            .getRouteStatus("more")
                            .isStopped())
                    .isTrue();
            home.routes(7);
            look(running);

            assertThat(running.bundle().reloads().of(Reloads.Result.APPLIED)).isEqualTo(1);
            assertThat(running.context()
                            .getRouteController()
                            .getRouteStatus("more")
                            .isStopped())
                    .isTrue();
        }
    }

    @Test
    void whatGoesOnByARouteOfOnesOwnComesToItsEndFirst() throws Exception {
        home.write("mine/tick", "");
        home.write("config/routes/mine.camel.yaml", """
                - route:
                    id: mine
                    from:
                      uri: file:%s
                      parameters:
                        noop: true
                        idempotent: false
                        initialDelay: 0
                        delay: 10
                      steps:
                        - setBody:
                            simple: '%s'
                        - to:
                            uri: direct:mine
                - route:
                    id: mine-further
                    from:
                      uri: direct:mine
                      steps:
                        - to:
                            uri: direct:podsights
                """.formatted(
                        home.path("mine"), event(3).replace("\"3\"", "\"${exchangeId}\"")));
        try (Standalone running = run()) {
            for (int version = 1; version <= 5; version++) {
                int before = collector.requests().size();
                await().atMost(LONG).until(() -> collector.requests().size() > before + 10);
                home.routes(version);
                look(running);
                assertThat(running.bundle().reloads().trouble()).isEmpty();
                assertThat(running.bundle().reloads().of(Reloads.Result.APPLIED))
                        .isEqualTo(version);
                String query = "routes=" + version;
                await().atMost(LONG).until(() -> last().query().equals(query));
            }
            assertThat(running.total().released()).isZero();
        }
    }

    @Test
    void whoWaitsInARouteOfOnesOwnPostponesTheExchange() throws Exception {
        home.write("config/routes/more.camel.yaml", """
                - route:
                    id: more
                    from:
                      uri: direct:more
                      steps:
                        - delay:
                            constant: 5000
                        - to:
                            uri: direct:podsights
                """);
        try (Standalone running = run()) {
            Thread caller = new Thread(() -> send(running, "direct:more", 1));
            caller.start();
            await().atMost(LONG)
                    .until(() -> running.context().getInflightRepository().size("more") > 0);
            home.routes(3);
            look(running);
            assertThat(running.bundle().reloads().trouble().orElse("")).contains("waits: the route more");
            caller.join();
            assertThat(last().query()).isEqualTo("routes=0");
        }
    }

    @Test
    void aChangedRouteThatIsNotToStartAnyMoreDoesNot() throws Exception {
        String more = """
                - route:
                    id: more
                    from:
                      uri: file:%s
                      steps:
                        - to:
                            uri: direct:podsights
                """.formatted(home.path("nowhere"));
        home.write("config/routes/more.camel.yaml", more);
        try (Standalone running = run()) {
            home.write(
                    "config/routes/more.camel.yaml",
                    more.replace("    id: more\n", "    id: more\n    autoStartup: \"false\"\n"));
            look(running);
            assertThat(running.bundle().reloads().of(Reloads.Result.APPLIED)).isEqualTo(1);
            assertThat(running.context()
                            .getRouteController()
                            .getRouteStatus("more")
                            .isStarted())
                    .isFalse();
        }
    }

    @Test
    void routesThatCanBeBuiltButDoNotStartArePutBack() throws Exception {
        try (Standalone running = run()) {
            home.write("data/inbox/first.jsonl", events(0, 500));
            await().atMost(LONG).until(() -> collector.requests().size() > 20);
            home.routes(5);
            home.integration(5, 5);
            home.write(
                    "config/routes/more.camel.yaml",
                    "- route:\n    id: more\n    from:\n      uri: file:" + home.path("nowhere")
                            + "\n      parameters:\n        autoCreate: false\n        startingDirectoryMustExist: true\n"
                            + "      steps:\n        - to:\n            uri: direct:podsights\n");
            look(running);

            assertThat(running.bundle().reloads().trouble().orElse("")).contains("more.camel.yaml:", "nowhere");
            await().atMost(LONG).until(() -> settled(running) == 500);
            assertThat(collector.requests())
                    .allMatch(request -> request.query().equals("routes=0")
                            && request.payload().path("type").asText().equals("v0"));
            assertThat(running.total().released()).isZero();
            assertThat(running.bundle().health().checks()).allMatch(Check::up);
        }
    }

    private static String note(Standalone running) {
        return running.bundle().health().checks().stream()
                .filter(check -> check.name().equals("configuration"))
                .map(Check::note)
                .findFirst()
                .orElseThrow();
    }

    private VersionedCollector.Request last() {
        List<VersionedCollector.Request> requests = collector.requests();
        return requests.get(requests.size() - 1);
    }

    private static void send(Standalone running, String uri, int order) {
        running.context().createProducerTemplate().sendBody(uri, event(order));
    }

    /** One that hands on each line of the files in the directory {@code mine}. */
    private String routeOfLines(String id, boolean parallel) {
        return """
                - route:
                    id: %s
                    from:
                      uri: file:%s?readLock=rename
                      steps:
                        - split:
                            parallelProcessing: %s
                            streaming: true
                            tokenize: "\\n"
                            steps:
                              - to: direct:podsights
                """.formatted(id, home.path("mine"), parallel);
    }

    private static String events(int first, int count) {
        StringBuilder events = new StringBuilder();
        for (int order = first; order < first + count; order++) {
            events.append(event(order)).append('\n');
        }
        return events.toString();
    }

    private static String event(int order) {
        return "{\"event\":\"Order Completed\",\"anonymous_id\":\"a\",\"properties\":{\"order_id\":\"" + order
                + "\"},\"consent\":{\"c0\":true,\"c1\":true,\"c2\":" + (order % 3 != 0) + "}}";
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
        switch (version / 10 % 6) {
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
            case 4 -> {
                // It would run, and lose what the collector did not take.
                home.write(
                        "config/routes/delivery.camel.yaml",
                        VersionedHome.shipped("delivery")
                                .replace("ref: podsightsReadAnswer", "ref: podsightsAnswerHeaders"));
                expected = "without";
            }
            default -> {
                home.write("config/routes/more.camel.yaml", """
                        - route:
                            id: podsights-delivery
                            from:
                              uri: direct:more
                              steps:
                                - log: hello
                        """);
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
        return run(false);
    }

    private Standalone run(boolean looks) throws Problem {
        StringWriter warnings = new StringWriter();
        Beginning beginning = Beginning.read(home.config(), new PrintWriter(warnings));
        return Standalone.run(beginning, beginning.configuration().settings().admin(), looks);
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
                    int first = count.getAndAdd(EVENTS);
                    home.write("data/inbox/" + count + ".jsonl", events(first, EVENTS));
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
