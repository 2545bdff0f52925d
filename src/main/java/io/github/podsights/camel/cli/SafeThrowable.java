package io.github.podsights.camel.cli;

import ch.qos.logback.classic.pattern.ExtendedThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.github.podsights.camel.identity.Redaction;

/** The exception of a log line, without an e-mail address or a secret: Camel's messages may quote a body. */
public final class SafeThrowable extends ExtendedThrowableProxyConverter {

    @Override
    public String convert(ILoggingEvent event) {
        return Redaction.redact(KnownSecrets.masked(super.convert(event)));
    }
}
