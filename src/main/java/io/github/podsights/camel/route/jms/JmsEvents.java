package io.github.podsights.camel.route.jms;

import io.github.podsights.camel.event.Frame;
import io.github.podsights.camel.event.JmsOrigin;
import io.github.podsights.camel.event.Received;
import io.github.podsights.camel.route.SendReceived;
import io.github.podsights.camel.route.UnsettledException;
import io.github.podsights.camel.settings.JmsSourceSettings;
import io.github.podsights.camel.settings.JmsSubscription;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.ObjectMessage;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.jms.JmsMessage;

/**
 * The step that sends a message's event through {@code direct:podsights}, and returns when it is settled: then the session
 * commits. If it is let go, by a stop, an exception has the session roll back, and the message comes again.
 */
final class JmsEvents implements Processor {

    private static final byte[] NOTHING = {};

    private static final long LOOK_MILLIS = 50;

    private static final long STOPPING_MILLIS = 500;

    private final String name;
    private final Optional<String> subscription;
    private final int maxBytes;
    private final SendReceived pipeline;
    private final BooleanSupplier held;
    private final BooleanSupplier stopping;

    /**
     * @param maxBytes of an event; of a longer body only the beginning is kept
     * @param held whether nothing is to be begun
     */
    JmsEvents(
            JmsSourceSettings settings,
            int maxBytes,
            SendReceived pipeline,
            BooleanSupplier held,
            BooleanSupplier stopping) {
        this.name = settings.subscription().map(JmsSubscription::topic).orElse(settings.queue());
        this.subscription = settings.subscription().map(JmsSubscription::name);
        this.maxBytes = maxBytes;
        this.pipeline = pipeline;
        this.held = held;
        this.stopping = stopping;
    }

    @Override
    public void process(Exchange exchange) throws JMSException, InterruptedException, UnsettledException {
        while (held.getAsBoolean() && !stopping.getAsBoolean()) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        if (stopping.getAsBoolean()) {
            // Whoever is not suspended yet receives it again at once, and brokers count how often.
            TimeUnit.MILLISECONDS.sleep(STOPPING_MILLIS);
            throw new UnsettledException("stopped before the event was begun");
        }
        if (!pipeline.send(received(exchange), stopping).settled()) {
            throw new UnsettledException("the event was let go; its message comes again");
        }
    }

    private Received received(Exchange exchange) throws JMSException, UnsettledException {
        if (!(exchange.getMessage() instanceof JmsMessage came) || came.getJmsMessage() == null) {
            throw new UnsettledException(
                    "the message is none of the JMS source; a step before made another one: leave it as it came");
        }
        Message message = came.getJmsMessage();
        String id = message.getJMSMessageID();
        JmsOrigin origin = new JmsOrigin(name, subscription, id == null ? "" : id);
        if (message instanceof MapMessage || message instanceof ObjectMessage || message instanceof StreamMessage) {
            return Received.of(Frame.of(Frame.Fault.NO_TEXT), origin);
        }
        try {
            if (message instanceof BytesMessage binary && binary.getBodyLength() > maxBytes) {
                return Received.of(Frame.of(binary::readBytes, maxBytes), origin);
            }
            return Received.of(bytes(message), origin);
        } catch (JMSException | RuntimeException e) {
            // The first time it may be the connection that failed: what its client can't decode it can't the second
            // time.
            if (!message.getJMSRedelivered()) {
                throw new UnsettledException(
                        "its body can't be read (" + e.getClass().getSimpleName() + "); the message comes again");
            }
            return Received.of(Frame.of(Frame.Fault.NOT_DECODED), origin);
        }
    }

    private static byte[] bytes(Message message) throws JMSException {
        if (message instanceof TextMessage text) {
            return text.getText() == null ? NOTHING : text.getText().getBytes(StandardCharsets.UTF_8);
        }
        if (!(message instanceof BytesMessage binary)) {
            return NOTHING;
        }
        byte[] bytes = new byte[(int) binary.getBodyLength()];
        int read = 0;
        while (read < bytes.length) {
            byte[] rest = new byte[bytes.length - read];
            int count = binary.readBytes(rest);
            if (count <= 0) {
                break;
            }
            System.arraycopy(rest, 0, bytes, read, count);
            read += count;
        }
        return bytes;
    }
}
