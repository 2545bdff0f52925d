package io.github.podsights.camel.settings;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Whose client connects to the broker of the JMS source. */
public enum JmsBroker {
    /** ActiveMQ Artemis. */
    ARTEMIS,
    /** ActiveMQ Classic, from 6 on: its clients before that speak JMS of another package. */
    ACTIVEMQ;

    /** The word for it in the configuration: {@code artemis}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All of them, as a person is told. */
    static String words() {
        return Arrays.stream(values()).map(JmsBroker::word).collect(Collectors.joining(" or "));
    }
}
