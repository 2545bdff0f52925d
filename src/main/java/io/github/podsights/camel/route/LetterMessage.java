package io.github.podsights.camel.route;

import io.github.podsights.camel.deadletter.DeadLetter;
import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.identity.Redaction;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** The step that makes a message of JMS of a dead letter: its envelope as text, and properties to select it by. */
final class LetterMessage implements Processor {

    /** A broker keeps properties in memory, and some take no long ones; the envelope has the whole reason. */
    private static final int LONGEST_REASON = 1_000;

    @Override
    public void process(Exchange exchange) {
        DeadLetter letter = CutLetter.letter(exchange);
        Delivery delivery = Current.delivery(exchange);
        Message message = exchange.getMessage();
        message.setHeader(MessageProperties.ID, letter.id());
        message.setHeader(MessageProperties.DELIVERY, letter.key());
        message.setHeader(MessageProperties.INTEGRATION, delivery.integrationId());
        message.setHeader(MessageProperties.CALL, delivery.call());
        message.setHeader(MessageProperties.OUTCOME, delivery.outcome().word());
        message.setHeader(MessageProperties.FILE, letter.fileName());
        if (delivery.reason() != null) {
            String reason = Redaction.redact(delivery.reason());
            message.setHeader(MessageProperties.REASON, reason.substring(0, Math.min(reason.length(), LONGEST_REASON)));
        }
        message.setBody(new String(letter.bytes(), StandardCharsets.UTF_8));
    }
}
