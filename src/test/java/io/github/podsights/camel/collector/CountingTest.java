package io.github.podsights.camel.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CountingTest {

    private final BodyScan scan = new BodyScan("order_id");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"order_id\":\"ORD-1\"}",
                "{\"key\":\"k\",\"properties\":{\"order_id\" :\n \"ORD-1\"}}",
                "{\"note\":\"order_id\",\"order_id\":\"ORD-1\",\"x\":[1]}",
                "{\"note\":\"\\\"order_id\\\":\\\"ORD-2\\\"\",\"order_id\":\"ORD-1\"}",
                "{\"my_order_id\":\"ORD-2\",\"order_id\":\"ORD-1\"}",
            })
    void findsTheIdWhereverItStands(String body) {
        assertThat(idIn(body)).isEqualTo(hash("ORD-1"));
    }

    @Test
    void readsAnEscapedQuoteAndANumber() {
        assertThat(idIn("{\"order_id\":\"a\\\"b\"}")).isEqualTo(hash("a\\\"b"));
        assertThat(idIn("{\"order_id\":-12.5e3}")).isEqualTo(hash("-12.5e3"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "\"order_id\"",
                "{\"order_id\":",
                "{\"order_id\":\"cut",
                "{\"order_id\":\"cut\\",
                "{\"order_id\":null}",
                "{\"order_id\":{\"a\":1}}",
            })
    void findsNoneWhereThereIsNone(String body) {
        assertThat(idIn(body)).isEqualTo(BodyScan.NONE);
    }

    @Test
    void countsAHundredThousandIdsExactly() {
        IdCounts counts = new IdCounts();
        IntStream.range(0, 100_000).forEach(i -> counts.add(hash("ORD-" + i)));
        IntStream.range(0, 777).forEach(i -> counts.add(hash("ORD-" + i * 3)));
        IntStream.range(0, 777).forEach(i -> counts.add(hash("ORD-" + i * 3)));
        assertThat(counts.distinct()).isEqualTo(100_000);
        assertThat(counts.twice()).isEqualTo(777);
    }

    @Test
    void tellsWhatCameTwiceFromWhatWasAcceptedTwice() {
        Ledger ledger = new Ledger(CollectorOptions.counting());
        enter(ledger, "{\"order_id\":\"a\"}", 503);
        enter(ledger, "{\"order_id\":\"a\"}", 200);
        enter(ledger, "{\"order_id\":\"b\"}", 200);
        enter(ledger, "{\"order_id\":\"b\"}", 202);
        enter(ledger, "{}", 200);
        Stats stats = ledger.stats(3, 1);
        assertThat(stats.requests()).isEqualTo(5);
        assertThat(stats.ids()).isEqualTo(2);
        assertThat(stats.twice()).isEqualTo(2);
        assertThat(stats.acceptedIds()).isEqualTo(2);
        assertThat(stats.acceptedTwice()).isEqualTo(1);
        assertThat(stats.withoutId()).isEqualTo(1);
        assertThat(stats.distinctBodies()).isEqualTo(3);
        assertThat(stats.byStatus()).isEqualTo(Map.of("200", 3L, "202", 1L, "503", 1L));
        assertThat(stats.inFlight()).isZero();
        assertThat(stats.maxInFlight()).isEqualTo(1);
        assertThat(stats.connections()).isEqualTo(3);
        assertThat(ledger.received()).isEmpty();
    }

    @Test
    void keepsTheNewestRequests() {
        Ledger ledger = new Ledger(CollectorOptions.defaults().withKeep(2));
        enter(ledger, "one", 200);
        enter(ledger, "two", 503);
        Ledger.Arrival open = ledger.arrived(() -> Map.of("host", "collector.example.com"));
        assertThat(ledger.received()).extracting(ReceivedRequest::body).containsExactly("two", "");
        assertThat(ledger.received()).extracting(ReceivedRequest::answer).containsExactly("503", "in_flight");
        open.read("three".getBytes(StandardCharsets.UTF_8));
        open.settled(0, "reset");
        ReceivedRequest last = ledger.received().get(1);
        assertThat(last.body()).isEqualTo("three");
        assertThat(last.status()).isZero();
        assertThat(last.answer()).isEqualTo("reset");
        assertThat(last.headers()).containsEntry("host", "collector.example.com");
    }

    @Test
    void keepsNoMoreThanSixtyFourMebibytesOfBodies() {
        Ledger ledger = new Ledger(CollectorOptions.defaults());
        String large = "x".repeat(30 << 20);
        IntStream.range(0, 3).forEach(i -> enter(ledger, large, 200));
        assertThat(ledger.received()).hasSize(2);
        assertThat(ledger.stats(0, 0).requests()).isEqualTo(3);
    }

    private static void enter(Ledger ledger, String body, int status) {
        Ledger.Arrival arrival = ledger.arrived(Map::of);
        arrival.read(body.getBytes(StandardCharsets.UTF_8));
        arrival.settled(status, Integer.toString(status));
    }

    private long idIn(String body) {
        return scan.idIn(body.getBytes(StandardCharsets.UTF_8));
    }

    private static long hash(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return BodyScan.hash(bytes, 0, bytes.length);
    }
}
