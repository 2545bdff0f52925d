package io.github.podsights.camel.cli;

import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.github.podsights.camel.event.Printable;
import io.github.podsights.camel.identity.Redaction;

/** The message of a log line: on one line, and without an e-mail address or a secret, whoever wrote it. */
public final class SafeMessage extends MessageConverter {

    @Override
    public String convert(ILoggingEvent event) {
        return Printable.escape(Redaction.redact(KnownSecrets.masked(super.convert(event))));
    }
}
