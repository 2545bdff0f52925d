package io.github.podsights.camel.karaf;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.slf4j.LoggerFactory;

class PodsightsComponentTest {

    /** A copy that somebody keeps beside it, say: Declarative Services would take it in place of the right one. */
    @Test
    void startsNothingWithTheFileOfAnotherName() {
        BundleContext bundle = (BundleContext) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {BundleContext.class},
                (proxy, method, arguments) -> method.getName().equals("getProperty") ? null : fail(method.getName()));
        PodsightsComponent component = new PodsightsComponent();
        Map<String, Object> written = Map.of(
                "service.pid", "io.github.podsights.camel~old",
                "service.factoryPid", "io.github.podsights.camel",
                "felix.fileinstall.filename", "file:/etc/io.github.podsights.camel-old.cfg",
                "podsights.source", "file");
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger logger = (Logger) LoggerFactory.getLogger(PodsightsComponent.class);
        logger.addAppender(log);
        try {
            component.activate(bundle, written);
            component.modified(written);
            component.deactivate();
        } finally {
            logger.detachAppender(log);
        }

        assertThat(log.list).singleElement().satisfies(line -> assertThat(line.getFormattedMessage())
                .contains("/etc/io.github.podsights.camel-old.cfg: found a further file of properties; expected ")
                .contains("etc/io.github.podsights.camel.cfg alone"));
    }

    private static Object fail(String method) {
        throw new AssertionError("nothing is to be started: " + method);
    }
}
