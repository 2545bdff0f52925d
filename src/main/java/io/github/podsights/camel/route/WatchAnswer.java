package io.github.podsights.camel.route;

import io.github.podsights.camel.delivery.AnswerTable;
import io.github.podsights.camel.delivery.Delivery;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.hc.core5.http.HttpHeaders;

/** Keeps what the collector answered, and then has it read as always. */
final class WatchAnswer implements Processor {

    private final Processor reader;
    private final AnswerTable table;
    private final Map<Delivery, CollectorAnswer> answers = Collections.synchronizedMap(new IdentityHashMap<>());

    WatchAnswer(Processor reader, AnswerTable table) {
        this.reader = reader;
        this.table = table;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Message message = exchange.getMessage();
        byte[] body = message.getBody() instanceof InputStream stream ? stream.readAllBytes() : new byte[0];
        message.setBody(new ByteArrayInputStream(body));
        answers.put(Current.delivery(exchange), answer(message, body));
        reader.process(exchange);
    }

    private CollectorAnswer answer(Message message, byte[] body) throws IOException {
        int status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        return new CollectorAnswer(
                status,
                message.getHeader(HttpHeaders.RETRY_AFTER, String.class),
                new String(body, StandardCharsets.UTF_8),
                table.of(status, () -> body));
    }

    /** What was answered to a delivery; null if nothing was. */
    CollectorAnswer of(Delivery delivery) {
        return answers.get(delivery);
    }
}
