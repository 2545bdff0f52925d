package io.github.podsights.camel.karaf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KarafPlacesTest {

    @Test
    void liesInEtcAndBesideWhatACleanStartEmpties() {
        KarafPlaces places =
                KarafPlaces.of(Map.of("karaf.base", "/opt/karaf", "karaf.etc", "/etc/karaf")::get, "a.pid");

        assertThat(places)
                .isEqualTo(new KarafPlaces(
                        Path.of("/etc/karaf/a.pid.cfg"),
                        Path.of("/etc/karaf/podsights"),
                        Path.of("/opt/karaf/podsights")));
    }

    @Test
    void takesEtcOfTheBaseUnlessItIsSaid() {
        assertThat(KarafPlaces.of(Map.of("karaf.base", "/opt/karaf")::get, "a.pid")
                        .properties())
                .isEqualTo(Path.of("/opt/karaf/etc/a.pid.cfg"));
    }

    @Test
    void leavesOutWhatTheHostHasAdded() {
        assertThat(KarafPlaces.properties(Map.of(
                        "podsights.source", "file",
                        "podsights.redelivery.attempts", 3,
                        "service.pid", "a.pid",
                        "component.id", 1L,
                        "felix.fileinstall.filename", "file:/etc/a.pid.cfg",
                        "org.apache.karaf.features.configKey", "a.pid")))
                .isEqualTo(Map.of("podsights.source", "file", "podsights.redelivery.attempts", "3"));
    }

    @Test
    void tellsAFileOfManyFromTheOne() {
        assertThat(KarafPlaces.otherFile(
                        Map.of("service.pid", "a.pid", "felix.fileinstall.filename", "file:/etc/a.pid.cfg")))
                .isEmpty();
        assertThat(KarafPlaces.otherFile(Map.of(
                        "service.pid", "a.pid~old",
                        "service.factoryPid", "a.pid",
                        "felix.fileinstall.filename", "file:/etc/a.pid-old.cfg")))
                .contains("/etc/a.pid-old.cfg");
        assertThat(KarafPlaces.otherFile(Map.of("service.pid", "a.pid~old", "service.factoryPid", "a.pid")))
                .contains("a.pid~old");
    }
}
