package io.github.podsights.camel.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.podsights.camel.delivery.AnswerClass;
import io.github.podsights.camel.delivery.Deliveries;
import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.settlement.Balance;
import io.micrometer.core.instrument.Tags;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What Prometheus reads has the names and labels of the contract, and balances. */
class PrometheusPageTest {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private final Balance balance = new Balance();
    private final PrometheusPage page = new PrometheusPage("context");
    private BundleMetrics metrics;

    @BeforeEach
    void bind() {
        metrics = new BundleMetrics(page.registry(), Tags.of("context", "here"), balance, () -> NOON, System::nanoTime);
    }

    @AfterEach
    void close() {
        metrics.close();
        page.close();
    }

    @ParameterizedTest
    @EnumSource(Meter.class)
    void eachMeterHasItsNameItsTypeAndItsLabels(Meter meter) {
        measure();
        Scrape scrape = Scrape.of(page.text());

        assertThat(scrape.types("podsights_")).containsEntry(meter.prometheusName(), meter.type());
        assertThat(scrape.samples(meter.prometheusName())).isNotEmpty().allSatisfy(sample -> {
            Set<String> labels = new java.util.TreeSet<>(sample.labels().keySet());
            labels.remove("le");
            assertThat(labels).containsExactlyInAnyOrderElementsOf(meter.labels());
        });
    }

    @Test
    void theNamesAreThoseOfTheContract() {
        measure();
        Map<String, String> expected = new TreeMap<>(Map.of(
                "podsights_received_total", "counter",
                "podsights_resumed_total", "counter",
                "podsights_outcomes_total", "counter",
                "podsights_parked_total", "counter",
                "podsights_released_total", "counter",
                "podsights_in_flight", "gauge",
                "podsights_attempts_total", "counter",
                "podsights_attempt_seconds", "histogram",
                "podsights_delivery_age_seconds", "histogram",
                "podsights_unwritten_total", "counter"));
        expected.put("podsights_gate_open", "gauge");
        expected.put("podsights_left_out_total", "counter");
        expected.put("podsights_parked_depth", "gauge");
        expected.put("podsights_reloads_total", "counter");
        expected.put("podsights_absurd_retry_after_total", "counter");

        Map<String, String> found = Scrape.of(page.text()).types("podsights_");
        found.keySet().removeIf(name -> name.endsWith("_seconds_max"));

        assertThat(found).isEqualTo(expected);
    }

    @Test
    void theJvmIsAmongThem() {
        assertThat(page.text())
                .contains("jvm_memory_used_bytes{")
                .contains("jvm_threads_live_threads ")
                .contains("process_uptime_seconds ");
    }

    @Test
    void everyScrapeBalancesWhileDeliveriesComeAndGoAndAccountsAppear() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        Thread[] workers = new Thread[3];
        for (int i = 0; i < workers.length; i++) {
            workers[i] = new Thread(() -> work(stop));
            workers[i].start();
        }
        try {
            long last = 0;
            for (int i = 0; i < 300; i++) {
                Scrape scrape = Scrape.of(page.text());
                assertThat(scrape.balances()).as("scrape %d:%n%s", i, scrape).isTrue();
                assertThat(scrape.sum("podsights_received_total")).isGreaterThanOrEqualTo(last);
                last = scrape.sum("podsights_received_total");
            }
            assertThat(last).isPositive();
        } finally {
            stop.set(true);
            for (Thread worker : workers) {
                worker.join();
            }
        }
    }

    private void work(AtomicBoolean stop) {
        for (int i = 0; !stop.get(); i++) {
            Balance.Account account = balance.account("shop-" + i / 20_000 % 20, "file");
            account.received();
            Thread.onSpinWait();
            switch (i % 3) {
                case 0 -> account.ended(Outcome.DELIVERED);
                case 1 -> account.parked();
                default -> account.released();
            }
        }
    }

    private void measure() {
        metrics.add(Meter.UNWRITTEN, Map.of(), () -> 0);
        metrics.add(Meter.PARKED_DEPTH, Map.of(), () -> 0);
        metrics.add(Meter.RELOADS, Map.of(Meter.RESULT, "applied"), () -> 0);
        metrics.add(Meter.ABSURD_RETRY_AFTER, Map.of(), () -> 0);
        metrics.add(Meter.GATE_OPEN, Map.of(Meter.GATE, "collector"), () -> 1);
        balance.account("shop", "file").received();
        Delivery delivery =
                Deliveries.mapped("{\"type\":\"track\",\"event\":\"Order Completed\",\"anonymous_id\":\"v\","
                        + "\"timestamp\":\"2026-11-24T11:59:00Z\"}");
        delivery.attemptBegins(NOON, 0);
        delivery.attemptEnds(200, null, 5);
        metrics.attemptEnded(delivery, AnswerClass.ACCEPTED);
    }
}
