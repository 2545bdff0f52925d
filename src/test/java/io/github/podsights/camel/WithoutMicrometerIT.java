package io.github.podsights.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.podsights.camel.collector.CollectorStandIn;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An embedding application that has none of what only running on its own needs. */
class WithoutMicrometerIT {

    private static final Pattern LEFT_OUT =
            Pattern.compile(".*/(micrometer|prometheus|javalin|jetty|kotlin|picocli|logback|camel-main)[^/]*\\.jar");

    @TempDir
    Path home;

    @Test
    void deliversWithoutThem() throws Exception {
        Files.createDirectories(home.resolve("config/integrations"));
        Files.writeString(home.resolve("config/integrations/shop.yaml"), "config: {key: \"{{file:key.txt}}\"}\n");
        Files.writeString(home.resolve("key.txt"), "embedded-key");
        try (CollectorStandIn collector = CollectorStandIn.start();
                URLClassLoader application = application()) {
            assertThatThrownBy(() -> application.loadClass("io.micrometer.core.instrument.MeterRegistry"))
                    .isInstanceOf(ClassNotFoundException.class);
            Thread thread = Thread.currentThread();
            ClassLoader before = thread.getContextClassLoader();
            thread.setContextClassLoader(application);
            try {
                Object outcomes = application
                        .loadClass(Embedding.class.getName())
                        .getMethod("call", Path.class, String.class, String.class)
                        .invoke(
                                null,
                                home,
                                collector.url(),
                                "{\"event\":\"Signed Up\",\"anonymous_id\":\"a-1\",\"consent\":{\"marketing\":true}}");

                assertThat(outcomes).asString().contains("outcome=DELIVERED");
            } finally {
                thread.setContextClassLoader(before);
            }
            assertThat(collector.stats().requests()).isEqualTo(1);
        }
    }

    /** The class path of this test without those jars. */
    private static URLClassLoader application() throws Exception {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (!LEFT_OUT.matcher(entry).matches()) {
                urls.add(new File(entry).toURI().toURL());
            }
        }
        return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }
}
