package io.github.podsights.camel.settings;

import static io.github.podsights.camel.settings.Check.check;

import io.github.podsights.camel.integration.Secret;
import io.github.podsights.camel.yaml.Finding;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The JMS source.
 *
 * @param broker whose client connects
 * @param url of the broker, such as {@code tcp://localhost:61616}, with what its client takes behind a {@code ?}
 * @param queue the queue that is read, unless there is a subscription; with {@code ::} between address and queue where they differ
 * @param subscription of a topic that is read in place of the queue; empty for none
 * @param inFlight how many events may be in flight: so many consumers, 1 to 1,000
 * @param user who it connects as; empty for nobody
 * @param password of that user; empty for none
 */
public record JmsSourceSettings(
        JmsBroker broker,
        String url,
        String queue,
        Optional<JmsSubscription> subscription,
        int inFlight,
        Optional<String> user,
        Optional<Secret> password) {

    private static final Pattern URL = Pattern.compile("\\(?[a-z]+://\\S+");

    /** Of ActiveMQ Classic: one broker, or a list of them. */
    private static final Pattern CLASSIC_URL = Pattern.compile("([a-z]+\\+)?[a-z]+://\\S+|failover:\\S+");

    /** What may stand in a URI as it is. */
    private static final Pattern QUEUE = Pattern.compile("[A-Za-z0-9._:/-]{1,255}");

    /** What the name of a queue can be. */
    static final String QUEUE_NAME = "the name of a queue: letters, digits, '.', '_', ':', '/' and '-'";

    public JmsSourceSettings {
        check(
                Property.JMS_URL,
                (broker == JmsBroker.ARTEMIS ? URL : CLASSIC_URL).matcher(url).matches() && !url.contains("@"),
                "what is no address of a broker, or has a user in it",
                "an address such as " + example(broker) + "; user and password are properties of their own");
        check(Property.JMS_QUEUE, isQueue(queue), Finding.quoted(queue), QUEUE_NAME);
        check(
                Property.JMS_TOPIC,
                subscription.isEmpty() || broker != JmsBroker.ACTIVEMQ,
                "a topic of ActiveMQ Classic, which has no shared subscriptions",
                "a queue; a virtual topic gives one, such as " + Property.JMS_QUEUE.key()
                        + "=Consumer.podsights.VirtualTopic.events");
        check(
                Property.JMS_IN_FLIGHT,
                inFlight >= 1 && inFlight <= 1_000,
                Integer.toString(inFlight),
                "a number from 1 to 1000");
        check(
                Property.JMS_PASSWORD,
                password.isEmpty() || user.isPresent(),
                "a password without a user",
                "both, or neither");
    }

    /** What it is called where one name has to do: the subscription, else the queue. */
    public String name() {
        return subscription.map(JmsSubscription::name).orElse(queue);
    }

    /** What is read, for people. */
    public String described() {
        return subscription
                .map(of -> "the topic " + of.topic() + ", subscription " + of.name())
                .orElse("the queue " + queue);
    }

    /** The same way to the broker, to another queue. */
    public JmsSourceSettings ofQueue(String other) {
        return new JmsSourceSettings(broker, url, other, Optional.empty(), inFlight, user, password);
    }

    private static String example(JmsBroker broker) {
        String one = "tcp://broker.example.com:61616";
        return broker == JmsBroker.ARTEMIS ? one : one + ", or failover:(tcp://a:61616,tcp://b:61616)";
    }

    /** Whether a text can be the name of a queue in a URI. */
    static boolean isQueue(String name) {
        return QUEUE.matcher(name).matches();
    }
}
