package io.github.podsights.camel.golden;

import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.golden.GoldenTest.Expectation;
import io.github.podsights.camel.identity.Redaction;
import io.github.podsights.camel.integration.Integration;
import io.github.podsights.camel.integration.Integrations;
import io.github.podsights.camel.route.PreviewBundle;
import io.github.podsights.camel.yaml.Finding;
import io.github.podsights.camel.yaml.Findings;
import io.github.podsights.camel.yaml.Place;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs golden tests through the route that runs, as {@code preview} does. A test that fails is a finding for each
 * difference.
 */
public final class GoldenTests {

    private final PreviewBundle preview;
    private final Findings findings;

    private GoldenTests(PreviewBundle preview, Findings findings) {
        this.preview = preview;
        this.findings = findings;
    }

    /**
     * Runs the tests of some files.
     *
     * @param maxBytes the largest event that is read
     * @throws Exception if the pipeline can't be built
     */
    public static void run(List<Path> files, Integrations integrations, int maxBytes, Findings findings)
            throws Exception {
        List<String> ids = integrations.list().stream().map(Integration::id).toList();
        GoldenTestReader reader = new GoldenTestReader(maxBytes, ids, findings);
        for (Path file : files) {
            List<GoldenTest> tests = reader.read(file);
            if (!tests.isEmpty()) {
                // One for each file: what a visitor is known by there is not known in another.
                try (PreviewBundle preview = new PreviewBundle(maxBytes, integrations)) {
                    GoldenTests run = new GoldenTests(preview, findings);
                    for (GoldenTest test : tests) {
                        run.run(test);
                    }
                }
            }
        }
    }

    private void run(GoldenTest test) throws Exception {
        List<Delivery> deliveries = new ArrayList<>();
        preview.preview(test.event(), delivery -> {
            if (test.integration().isEmpty()
                    || delivery.integrationId().equals(Delivery.NONE)
                    || delivery.integrationId().equals(test.integration().get())) {
                deliveries.add(delivery);
            }
        });
        if (deliveries.size() != test.expected().size()) {
            findings.error(
                    new Place(
                            test.place().file(),
                            test.place().line(),
                            test.place().path() + ".expect"),
                    deliveries.size() + " deliveries of " + name(test) + ": " + describe(deliveries),
                    test.expected().size() + ", one for each integration and call",
                    "expect each of them, in the order of integrations and calls, or name one integration above");
            return;
        }
        for (int i = 0; i < deliveries.size(); i++) {
            compare(test, test.expected().get(i), deliveries.get(i));
        }
    }

    private void compare(GoldenTest test, Expectation expected, Delivery delivery) {
        if (delivery.outcome() != expected.outcome()) {
            findings.error(
                    expected.map().place("outcome"),
                    describe(delivery) + " for " + name(test),
                    expected.outcome().word(),
                    "correct the test, or the integration");
            return;
        }
        expected.integration()
                .filter(id -> !id.equals(delivery.integrationId()))
                .ifPresent(id -> differs(expected, "integration", delivery.integrationId(), id));
        expected.call()
                .filter(call -> !call.equals(Integer.toString(delivery.call())))
                .ifPresent(call -> differs(expected, "call", Integer.toString(delivery.call()), call));
        String reason = delivery.reason() == null ? "" : Redaction.redact(delivery.reason());
        expected.reason()
                .filter(part -> !reason.contains(part))
                .ifPresent(part -> differs(expected, "reason", reason, "a reason with " + Finding.quoted(part)));
        expected.payload().ifPresent(payload -> new Comparison(findings).payload(payload, delivery.payload()));
    }

    private void differs(Expectation expected, String key, String found, String wanted) {
        String shown = found.isEmpty() ? "none" : Finding.quoted(found);
        findings.error(expected.map().place(key), shown, wanted, "correct the test, or the integration");
    }

    private static String name(GoldenTest test) {
        return Finding.quoted(test.name());
    }

    private static String describe(List<Delivery> deliveries) {
        return deliveries.stream()
                .map(delivery ->
                        delivery.outcome().word() + " by " + delivery.integrationId() + " call " + delivery.call())
                .reduce((one, other) -> one + ", " + other)
                .orElse("none");
    }

    private static String describe(Delivery delivery) {
        String reason = delivery.reason() == null ? "" : " (" + Redaction.redact(delivery.reason()) + ")";
        return delivery.outcome().word() + reason;
    }
}
