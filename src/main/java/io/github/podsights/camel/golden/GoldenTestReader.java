package io.github.podsights.camel.golden;

import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.event.Origin;
import io.github.podsights.camel.event.Received;
import io.github.podsights.camel.golden.GoldenTest.Expectation;
import io.github.podsights.camel.yaml.Finding;
import io.github.podsights.camel.yaml.Findings;
import io.github.podsights.camel.yaml.Suggestion;
import io.github.podsights.camel.yaml.Words;
import io.github.podsights.camel.yaml.YamlFile;
import io.github.podsights.camel.yaml.YamlList;
import io.github.podsights.camel.yaml.YamlMap;
import io.github.podsights.camel.yaml.YamlNode;
import io.github.podsights.camel.yaml.YamlScalar;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a file of golden tests. */
final class GoldenTestReader {

    private static final List<String> KEYS = List.of("integration", "events", "tests");
    private static final List<String> TEST_KEYS = List.of("name", "line", "event", "expect");
    private static final List<String> EXPECT_KEYS = List.of("integration", "call", "outcome", "reason", "payload");

    /** What can become of an event without being sent. */
    private static final List<Outcome> OUTCOMES =
            List.of(Outcome.DELIVERED, Outcome.CONSENT_DENIED, Outcome.UNMAPPED, Outcome.INVALID);

    /** The file of events: whether one is named, and by line what is in it if it can be read. */
    private record Events(boolean named, Optional<Map<Long, Received>> byLine) {}

    private final int maxBytes;
    private final List<String> integrations;
    private final Findings findings;

    /**
     * @param maxBytes the largest event that is read
     * @param integrations the ids of all integrations
     */
    GoldenTestReader(int maxBytes, List<String> integrations, Findings findings) {
        this.maxBytes = maxBytes;
        this.integrations = List.copyOf(integrations);
        this.findings = findings;
    }

    /** The tests that can be run; what is wrong with the others are findings. */
    List<GoldenTest> read(Path file) {
        Optional<YamlMap> map = YamlFile.read(file, findings);
        if (map.isEmpty()) {
            return List.of();
        }
        map.get().onlyKeys(KEYS, findings);
        Optional<String> integration = integration(map.get());
        Events events = events(file, map.get());
        Optional<YamlList> list = map.get().list("tests", findings);
        if (map.get().get("tests").isEmpty()
                || list.filter(tests -> tests.elements().isEmpty()).isPresent()) {
            findings.error(map.get().place("tests"), "no tests", "a list of them", "add {event: …, expect: …}");
        }
        List<GoldenTest> tests = new ArrayList<>();
        for (YamlNode element : list.map(YamlList::elements).orElse(List.of())) {
            if (element instanceof YamlMap test) {
                test(test, integration, events).ifPresent(tests::add);
            } else {
                findings.error(element.place(), element.kind(), "a test", "write {event: …, expect: …}");
            }
        }
        return tests;
    }

    private Optional<String> integration(YamlMap map) {
        Optional<String> id = map.text("integration", findings);
        id.filter(name -> !integrations.contains(name))
                .ifPresent(name -> findings.error(
                        map.place("integration"),
                        Finding.quoted(name),
                        integrations.isEmpty() ? "an integration" : Words.or(integrations),
                        "write the name of an integration's file without its ending"
                                + Suggestion.hint(name, integrations)));
        return id;
    }

    private Events events(Path file, YamlMap map) {
        Path directory = file.toAbsolutePath().getParent();
        return new Events(
                map.get("events").isPresent(),
                map.text("events", findings)
                        .flatMap(name -> EventFile.read(directory, name, maxBytes, map.place("events"), findings)));
    }

    private Optional<GoldenTest> test(YamlMap test, Optional<String> integration, Events events) {
        int errors = findings.errors();
        test.onlyKeys(TEST_KEYS, findings);
        String name = test.text("name", findings)
                .or(() -> test.text("line", new Findings()).map(line -> "line " + line))
                .orElse("the test");
        Optional<Received> event = event(test, events);
        List<Expectation> expected = expected(test);
        return findings.errors() > errors || event.isEmpty()
                ? Optional.empty()
                : Optional.of(new GoldenTest(test.place(), name, integration, event.get(), expected));
    }

    private Optional<Received> event(YamlMap test, Events events) {
        boolean line = test.get("line").isPresent();
        if (line == test.get("event").isPresent()) {
            findings.error(
                    test.place(line ? "line" : "event"),
                    line ? "both line and event" : "neither line nor event",
                    "one of the two",
                    line ? "remove one of the two" : "add event: with the event, or line: with its line in events");
            return Optional.empty();
        }
        return line
                ? eventInLine(test, events)
                : test.map("event", findings)
                        .map(event -> Received.of(new YamlJson(findings).bytes(event), Origin.DIRECT));
    }

    private Optional<Received> eventInLine(YamlMap test, Events events) {
        Optional<YamlScalar> line = test.scalar("line", findings);
        if (!events.named()) {
            findings.error(test.place("line"), "line without events", "a file of events", "add events: with its path");
        }
        if (line.isEmpty() || events.byLine().isEmpty()) {
            return Optional.empty();
        }
        Optional<Received> event = events.byLine().get().entrySet().stream()
                .filter(entry -> entry.getKey().toString().equals(line.get().text()))
                .map(Map.Entry::getValue)
                .findFirst();
        if (event.isEmpty()) {
            findings.error(
                    line.get().place(),
                    Finding.quoted(line.get().text()),
                    "a line of the file in which an event begins",
                    "correct it");
        }
        return event;
    }

    private List<Expectation> expected(YamlMap test) {
        List<Expectation> expected = new ArrayList<>();
        Optional<YamlNode> node = test.get("expect");
        List<YamlNode> nodes = node.map(one -> one instanceof YamlList list ? list.elements() : List.of(one))
                .orElse(List.of());
        if (nodes.isEmpty()) {
            findings.error(
                    test.place("expect"),
                    "nothing expected",
                    "what becomes of the event",
                    "add expect: with outcome: or payload:");
        }
        for (YamlNode element : nodes) {
            if (element instanceof YamlMap map) {
                expected.add(expectation(map));
            } else {
                findings.error(element.place(), element.kind(), "a map", "write {outcome: …} or {payload: …}");
            }
        }
        return expected;
    }

    private Expectation expectation(YamlMap map) {
        map.onlyKeys(EXPECT_KEYS, findings);
        Outcome outcome =
                map.choice("outcome", OUTCOMES, Outcome::word, findings).orElse(Outcome.DELIVERED);
        Optional<YamlMap> payload = map.map("payload", findings);
        if (payload.isPresent() && outcome != Outcome.DELIVERED) {
            findings.error(
                    map.place("payload"),
                    "a payload of what is " + outcome.word(),
                    "one only of what is delivered",
                    "remove one of the two");
        }
        return new Expectation(
                map, integration(map), map.text("call", findings), outcome, map.text("reason", findings), payload);
    }
}
