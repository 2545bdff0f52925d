package io.github.podsights.camel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.podsights.camel.admin.OpenRoutes;
import io.github.podsights.camel.settings.AdminSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The manifests in {@code deploy/kubernetes} fit each other, and the configuration in them is one. */
class KubernetesTest {

    private static final Path DIRECTORY = Path.of("deploy/kubernetes");

    @TempDir
    Path directory;

    @Test
    void whatScalesIsTheDeployment() throws IOException {
        Map<?, ?> deployment = manifests("deployment.yaml").get(1);
        Map<?, ?> scaled = manifests("scaled-object.yaml").get(0);

        assertThat(deployment.get("kind")).isEqualTo("Deployment");
        assertThat(scaled.get("kind")).isEqualTo("ScaledObject");
        assertThat(map(map(scaled, "spec"), "scaleTargetRef").get("name"))
                .isEqualTo(map(deployment, "metadata").get("name"));
    }

    @Test
    void theConfigurationCanBeReadAndIsWhatScalesByItsLag() throws Exception {
        Map<?, ?> data = map(manifests("deployment.yaml").get(0), "data");
        Home home = new Home(directory, (String) data.get("application.properties"));
        home.write(
                "config/integrations/podsights.yaml",
                ((String) data.get("podsights.yaml")).replace("/run/secrets/podsights/key", "key.txt"));

        var kafka = Configuration.read(home.config(), new PrintWriter(Writer.nullWriter()))
                .settings()
                .kafkaSource();

        assertThat(Files.readString(DIRECTORY.resolve("scaled-object.yaml")))
                .contains("bootstrapServers: " + kafka.brokers() + "\n")
                .contains("consumerGroup: " + kafka.groupId() + "\n")
                .contains("topic: " + kafka.topic() + "\n");
    }

    @Test
    void theProbesAskTheAdminPortThatTheConfigurationOpensToThem() throws Exception {
        Map<?, ?> data = map(manifests("deployment.yaml").get(0), "data");
        AdminSettings admin = Configuration.readProperties(
                        new Home(directory, (String) data.get("application.properties")).config())
                .settings()
                .admin();
        Map<?, ?> template = map(map(manifests("deployment.yaml").get(1), "spec"), "template");
        Map<?, ?> container = (Map<?, ?>) ((List<?>) map(template, "spec").get("containers")).get(0);
        Map<?, ?> port = (Map<?, ?>) ((List<?>) container.get("ports")).get(0);

        assertThat(admin.host()).isEqualTo("0.0.0.0");
        assertThat(port.get("containerPort")).isEqualTo(admin.port().orElseThrow());
        assertThat(map(map(template, "metadata"), "annotations").get("prometheus.io/port"))
                .isEqualTo(String.valueOf(port.get("containerPort")));
        assertThat(map(map(container, "livenessProbe"), "httpGet"))
                .isEqualTo(Map.of("path", OpenRoutes.LIVE, "port", port.get("name")));
        assertThat(map(map(container, "readinessProbe"), "httpGet"))
                .isEqualTo(Map.of("path", OpenRoutes.READY, "port", port.get("name")));
    }

    private static List<Map<?, ?>> manifests(String name) throws IOException {
        List<Map<?, ?>> manifests = new ArrayList<>();
        new Load(LoadSettings.builder().build())
                .loadAllFromString(Files.readString(DIRECTORY.resolve(name)))
                .forEach(manifest -> manifests.add((Map<?, ?>) manifest));
        return manifests;
    }

    private static Map<?, ?> map(Map<?, ?> of, String key) {
        return (Map<?, ?>) of.get(key);
    }
}
