package io.github.podsights.camel.settings;

import static io.github.podsights.camel.settings.Check.check;

import io.github.podsights.camel.yaml.Finding;
import java.util.regex.Pattern;

/**
 * A subscription of a topic, shared and durable: the consumers of all instances that name it get each message once between
 * them, and what comes while none of them is there is kept for it.
 *
 * @param topic the topic that is read
 * @param name of the subscription
 */
public record JmsSubscription(String topic, String name) {

    /** What may stand in a URI as it is. */
    private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._/-]{1,255}");

    /** No '.', which Artemis would mask in the name of the subscription's queue. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,100}");

    public JmsSubscription {
        check(
                Property.JMS_TOPIC,
                TOPIC.matcher(topic).matches(),
                Finding.quoted(topic),
                "the name of a topic: letters, digits, '.', '_', '/' and '-'");
        check(
                Property.JMS_SUBSCRIPTION,
                NAME.matcher(name).matches(),
                Finding.quoted(name),
                "the name of a subscription: letters, digits, '_' and '-', at most 100 of them");
    }
}
