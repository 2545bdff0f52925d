package io.github.podsights.camel.route;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Gathers all that is logged, with stack traces, as long as it is open. */
public final class LogLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private static final String OURS = "io.github.podsights.camel";

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Map<Logger, Level> levels;
    private final Logger root;

    private LogLines(Logger root, Map<Logger, Level> levels) {
        this.root = root;
        this.levels = levels;
    }

    /**
     * Begins to gather.
     *
     * @param ours the level of our own loggers
     * @param others the level of all others
     */
    public static LogLines open(Level ours, Level others) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Logger own = context.getLogger(OURS);
        LogLines lines = new LogLines(root, Map.of(root, root.getLevel()));
        root.setLevel(others);
        own.setLevel(ours);
        lines.setContext(context);
        lines.start();
        root.addAppender(lines);
        return lines;
    }

    @Override
    protected void append(ILoggingEvent event) {
        String trace = event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
        lines.add(event.getLevel() + " " + event.getLoggerName() + " " + event.getFormattedMessage() + "\n" + trace);
    }

    /** What was logged so far: level, logger, message and stack trace of each. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        root.detachAppender(this);
        levels.forEach(Logger::setLevel);
        ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(OURS).setLevel(null);
        stop();
    }
}
