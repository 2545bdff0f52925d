package io.github.podsights.camel.route.jms;

import io.github.podsights.camel.settings.JmsSourceSettings;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every few seconds whether the broker answers, has the queue, and lets us read it, so that health says why no events
 * come.
 */
final class JmsWatch extends ServiceSupport implements CamelContextAware {

    private static final Logger LOG = LoggerFactory.getLogger(JmsWatch.class);

    private static final long SECONDS = 5;

    private final JmsConnections connections;
    private final JmsSourceSettings settings;
    private CamelContext context;
    private ScheduledExecutorService timer;
    private volatile String whyNot = "the broker has not answered yet";
    private boolean isSaid;
    private boolean wasUnread;

    JmsWatch(JmsConnections connections, JmsSourceSettings settings) {
        this.connections = connections;
        this.settings = settings;
    }

    /** Why no events come; empty while they can. */
    Optional<String> whyNot() {
        return Optional.ofNullable(whyNot);
    }

    @Override
    protected void doStart() {
        timer = context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "podsights-jms-watch");
        var unused = timer.scheduleWithFixedDelay(this::look, 0, SECONDS, TimeUnit.SECONDS);
    }

    @Override
    protected void doStop() {
        if (timer != null) {
            context.getExecutorServiceManager().shutdownNow(timer);
        }
        connections.close();
    }

    private void look() {
        String why = seen();
        whyNot = why;
        if (why == null) {
            isSaid = false;
        } else if (!isSaid) {
            isSaid = true;
            LOG.warn("The check jms is down: {}", why);
        }
    }

    /** A message of the provider may show what it was configured with. */
    private String seen() {
        try (Connection connection = connections.forConsumers().createConnection();
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            if (settings.subscription().isEmpty()) {
                browse(session, settings.queue());
                return unread();
            }
            Optional<String> why = Subscribed.whyNot(context, settings.described());
            return why.isPresent() ? why.get() : unread();
        } catch (MissingClientException e) {
            wasUnread = false;
            return e.getMessage();
        } catch (JMSException | RuntimeException e) {
            wasUnread = false; // its consumers connect anew
            return "the broker can't be asked for " + settings.described() + " ("
                    + e.getClass().getSimpleName() + ")";
        }
    }

    /** Seen once, it may be that its consumers are just about to connect. */
    private String unread() {
        Optional<String> why = Unread.whyNot(context);
        boolean again = wasUnread && why.isPresent();
        wasUnread = why.isPresent();
        return again ? why.get() : null;
    }

    /** To look into the queue is a right that the source need not have. */
    private static void browse(Session session, String name) throws JMSException {
        try (QueueBrowser browser = session.createBrowser(session.createQueue(name))) {
            browser.getEnumeration().hasMoreElements();
        } catch (JMSSecurityException e) {
            LOG.debug("The queue {} can be read, perhaps, but not looked into", name);
        }
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.context = camelContext;
    }

    @Override
    public CamelContext getCamelContext() {
        return context;
    }
}
