package io.github.podsights.camel.collector;

import static io.github.podsights.camel.collector.Client.EVENT;
import static io.github.podsights.camel.collector.Client.readAll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CollectorBehavioursIT {

    private final CollectorStandIn collector = CollectorStandIn.start();
    private final Client client = new Client(collector);

    @AfterEach
    void stop() {
        collector.close();
    }

    @Test
    void acceptsAnEventAndRecordsIt() throws Exception {
        HttpResponse<String> answer = client.send(EVENT);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"success\":true}");
        assertThat(collector.received()).singleElement().satisfies(request -> {
            assertThat(request.body()).isEqualTo(EVENT);
            assertThat(request.status()).isEqualTo(200);
            assertThat(request.headers())
                    .containsEntry("content-type", "application/json")
                    .containsEntry("x-twice", "a, b");
        });
    }

    @Test
    void refusesWhatAPickyVendorWouldRefuse() throws Exception {
        assertThat(client.send("no json").body()).isEqualTo("{\"success\":false,\"error\":\"no JSON object\"}");
        assertThat(client.send("[1]").statusCode()).isEqualTo(400);
        assertThat(client.send("{\"key\":\"k\"} {}").statusCode()).isEqualTo(400);
        assertThat(client.send("{\"key\":\" \"}").statusCode()).isEqualTo(400);
        assertThat(client.send("{\"a\":{\"key\":\"k\"}}").body()).isEqualTo("{\"success\":false,\"error\":\"no key\"}");
        assertThat(collector.stats().byStatus()).isEqualTo(Map.of("400", 5L));
    }

    @Test
    void answersWithAStatusHeadersAndABody() throws Exception {
        collector.behave(
                Behaviours.reply(Reply.of(503).with("X-Why", "maintenance").with("later")));
        HttpResponse<String> answer = client.send(EVENT);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("X-Why")).contains("maintenance");
        assertThat(answer.body()).isEqualTo("later");
    }

    @Test
    void saysWhenToComeBack() throws Exception {
        collector.behave(Behaviours.tooManyRequests("2"));
        HttpResponse<String> answer = client.send(EVENT);
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).contains("2");
    }

    @Test
    void redirects() throws Exception {
        collector.behave(Behaviours.redirect("http://127.0.0.1:1/elsewhere"));
        HttpResponse<String> answer = client.send(EVENT);
        assertThat(answer.statusCode()).isEqualTo(307);
        assertThat(answer.headers().firstValue("Location")).contains("http://127.0.0.1:1/elsewhere");
    }

    @Test
    void saysOkButMeansAnError() throws Exception {
        collector.behave(Behaviours.errorInside());
        HttpResponse<String> answer = client.send(EVENT);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"success\":false");
    }

    @Test
    void holdsUpTheAnswer() throws Exception {
        collector.behave(Behaviours.accept().delayed(Duration.ofMillis(200)));
        long start = System.nanoTime();
        assertThat(client.send(EVENT).statusCode()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(199));
    }

    @Test
    void countsHowManyAreInFlightAtOnce() throws Exception {
        collector.behave(Behaviours.silence());
        CompletableFuture<?> one = client.sendLater(EVENT);
        CompletableFuture<?> two = client.sendLater(EVENT);
        await().untilAsserted(() -> assertThat(collector.stats().inFlight()).isEqualTo(2));
        assertThat(collector.received()).extracting(ReceivedRequest::answer).containsOnly("in_flight");
        assertThat(collector.stats().openConnections()).isEqualTo(2);
        collector.behave(Behaviours.accept());
        assertThat(client.send(EVENT).statusCode()).isEqualTo(200);
        assertThat(collector.stats().maxInFlight()).isEqualTo(3);
        assertThat(one).isNotDone();
        assertThat(two).isNotDone();
    }

    @Test
    void neverAnswersUntilTheClientGivesUp() throws Exception {
        collector.behave(Behaviours.silence());
        try (Socket socket = client.sendRaw()) {
            await().untilAsserted(() -> assertThat(collector.received())
                    .extracting(ReceivedRequest::body)
                    .containsExactly(EVENT));
            assertThat(socket.getInputStream().available()).isZero();
        }
        await().untilAsserted(() -> assertThat(collector.stats().byStatus()).isEqualTo(Map.of("silence", 1L)));
    }

    @Test
    void noticesAClientThatGoesAwayBeforeTheAnswer() throws Exception {
        collector.behave(Behaviours.accept().delayed(Duration.ofMillis(500)));
        client.sendRaw().close();
        await().untilAsserted(() -> assertThat(collector.stats().byStatus()).isEqualTo(Map.of("gone", 1L)));
        assertThat(collector.stats().acceptedIds()).isZero();
        assertThat(collector.stats().ids()).isEqualTo(1);
    }

    @Test
    void noticesAClientThatGoesAwayInTheMiddleOfItsBody() throws Exception {
        try (Socket socket = client.sendHead(100)) {
            await().untilAsserted(() -> assertThat(collector.stats().inFlight()).isEqualTo(1));
            assertThat(socket.isConnected()).isTrue();
        }
        await().untilAsserted(() -> assertThat(collector.stats().byStatus()).isEqualTo(Map.of("gone", 1L)));
    }

    @Test
    void resetsBeforeTheBodyWasRead() throws Exception {
        collector.behave(Behaviours.resetBeforeReading());
        try (Socket socket = client.sendHead(100)) {
            assertThatThrownBy(() -> readAll(socket.getInputStream()))
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
        assertThat(collector.stats().byStatus()).isEqualTo(Map.of("reset", 1L));
        assertThat(collector.stats().ids()).isZero();
    }

    @Test
    void resetsAfterTheRequestWasRead() throws Exception {
        collector.behave(Behaviours.resetAfterReading());
        try (Socket socket = client.sendRaw()) {
            assertThatThrownBy(() -> readAll(socket.getInputStream()))
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
        assertThat(collector.received()).singleElement().satisfies(request -> {
            assertThat(request.body()).isEqualTo(EVENT);
            assertThat(request.answer()).isEqualTo("reset");
        });
    }

    @Test
    void sendsHalfAnAnswerAndCloses() throws Exception {
        collector.behave(Behaviours.halfAnAnswer(Reply.of(200).with("0123456789")));
        try (Socket socket = client.sendRaw()) {
            String all = readAll(socket.getInputStream());
            assertThat(all).containsIgnoringCase("content-length: 10").endsWith("\r\n\r\n01234");
        }
        assertThat(collector.received()).singleElement().satisfies(request -> {
            assertThat(request.status()).isEqualTo(200);
            assertThat(request.answer()).isEqualTo("half");
        });
    }

    @Test
    void sendsLessThanItPromisedEvenWithoutABody() throws Exception {
        collector.behave(Behaviours.halfAnAnswer(Reply.of(200).with("")));
        try (Socket socket = client.sendRaw()) {
            assertThat(readAll(socket.getInputStream()))
                    .containsIgnoringCase("content-length: 2")
                    .endsWith("\r\n\r\n");
        }
    }

    @Test
    void tricklesTheAnswer() throws Exception {
        collector.behave(Behaviours.trickle(Reply.of(200).with("drip"), Duration.ofMillis(20)));
        long start = System.nanoTime();
        assertThat(client.send(EVENT).body()).isEqualTo("drip");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(70));
        await().untilAsserted(() -> assertThat(collector.stats().byStatus()).isEqualTo(Map.of("trickle", 1L)));
    }

    @Test
    void stopsTricklingWhenTheClientGoesAway() throws Exception {
        collector.behave(Behaviours.trickle(Reply.of(200).with("x".repeat(100_000)), Duration.ofMillis(1)));
        try (Socket socket = client.sendRaw()) {
            assertThat(socket.getInputStream().read()).isEqualTo('H');
        }
        await().untilAsserted(() -> assertThat(collector.stats().byStatus()).isEqualTo(Map.of("trickle", 1L)));
        assertThat(collector.received().get(0).status()).isZero();
    }

    @Test
    void sendsAHugeAnswer() throws Exception {
        collector.behave(Behaviours.huge());
        assertThat(client.send(EVENT).body()).hasSize(10_000_000);
    }

    @Test
    void refusesABodyOfMoreThanSixteenMebibytes() throws Exception {
        try (Socket socket = client.sendHead(17 << 20)) {
            byte[] part = new byte[1 << 20];
            for (int i = 0; i < 17; i++) {
                socket.getOutputStream().write(part);
            }
            assertThat(socket.getInputStream().read()).isEqualTo('H');
        }
        assertThat(collector.stats().byStatus()).isEqualTo(Map.of("413", 1L));
    }
}
