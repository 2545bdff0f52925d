package io.github.podsights.camel.route.file;

import static io.github.podsights.camel.route.file.EventFiles.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.podsights.camel.collector.CollectorStandIn;
import io.github.podsights.camel.route.BundleProcess;
import io.github.podsights.camel.settings.Property;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** In a locale without UTF-8, such as that of a container where nobody set one, Java can't name every file. */
class LocaleIT {

    @TempDir
    Path directory;

    @Test
    @EnabledOnOs(OS.LINUX)
    void aNameThatTheLocaleHasNotHoldsNoOtherFile() throws Exception {
        try (CollectorStandIn collector = CollectorStandIn.start()) {
            BundleProcess.configure(
                    directory, Map.of(Property.COLLECTOR_URL, collector.url(), Property.FILE_QUIET, "0s"));
            Path inbox = directory.resolve("data/inbox");
            Path odd = EventFiles.drop(inbox, "b\u00e4r.jsonl", event("1"));
            EventFiles.drop(inbox, "plain.jsonl", event("2"));

            try (BundleProcess running = BundleProcess.start(directory, Map.of("LC_ALL", "C"))) {
                assertThat(running.exitCode()).as("%s", running.output()).isZero();
                assertThat(running.output()).containsOnlyOnce("is not taken: its name can't be read in this locale");
            }

            assertThat(odd).exists();
            assertThat(inbox.resolve("done/plain.jsonl")).exists();
            assertThat(EventFiles.orderIds(collector.received())).containsExactly("2");

            try (BundleProcess running = BundleProcess.start(directory, Map.of("LC_ALL", "C.UTF-8"))) {
                assertThat(running.exitCode()).as("%s", running.output()).isZero();
            }
            assertThat(inbox.resolve("done")).isDirectoryContaining(done -> done.endsWith("b\u00e4r.jsonl"));
        }
    }
}
