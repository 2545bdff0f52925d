package io.github.podsights.camel.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** The log at DEBUG, everybody's, in the words in which {@code podsights-logback.xml} has it written, as long as it is open. */
final class WrittenLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Map<Logger, Level> levels = new LinkedHashMap<>();
    private final SafeMessage message = new SafeMessage();
    private final SafeThrowable throwable = new SafeThrowable();
    private final Logger root;

    private WrittenLog(LoggerContext context) {
        root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        setContext(context);
        context.getLoggerList().stream()
                .filter(logger -> logger.getLevel() != null)
                .forEach(logger -> levels.put(logger, logger.getLevel()));
        levels.keySet().forEach(logger -> logger.setLevel(Level.DEBUG));
        throwable.setContext(context);
        message.start();
        throwable.start();
        start();
        root.addAppender(this);
    }

    static WrittenLog open() {
        return new WrittenLog((LoggerContext) LoggerFactory.getILoggerFactory());
    }

    @Override
    protected void append(ILoggingEvent event) {
        lines.add(event.getLevel() + " " + event.getLoggerName() + " " + message.convert(event) + "\n"
                + throwable.convert(event));
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        root.detachAppender(this);
        levels.forEach(Logger::setLevel);
        stop();
    }
}
