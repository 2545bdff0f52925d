package io.github.podsights.camel;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of packages in docs/architecture.md holds. */
class ArchitectureTest {

    private static final String ROOT = "io.github.podsights.camel";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\| [^|]+ \\| ([^|]+) \\|$");

    private static final Map<String, List<String>> LIBRARIES = Map.ofEntries(
            entry("nothing", List.of()),
            entry("Jackson", List.of("com.fasterxml.jackson.")),
            entry("snakeyaml-engine", List.of("org.snakeyaml.engine.")),
            entry("Camel", List.of("org.apache.camel.")),
            entry("Kafka", List.of("org.apache.kafka.clients.", "org.apache.kafka.common.")),
            entry("Kafka's server", List.of("kafka.", "org.apache.kafka.")),
            entry("Artemis's server", List.of("org.apache.activemq.artemis.")),
            entry(
                    "JMS",
                    List.of(
                            "jakarta.jms.",
                            "org.apache.activemq.ActiveMQ",
                            "org.apache.activemq.RedeliveryPolicy",
                            "org.apache.activemq.artemis.api.core.client.",
                            "org.apache.activemq.artemis.jms.client.",
                            "org.messaginghub.pooled.jms.",
                            "org.springframework.jms.listener.")),
            entry("HttpClient", List.of("org.apache.hc.")),
            entry("Caffeine", List.of("com.github.benmanes.caffeine.")),
            entry("HikariCP", List.of("com.zaxxer.hikari.")),
            entry("OSGi", List.of("org.osgi.framework.")),
            entry("SLF4J", List.of("org.slf4j.")),
            entry("Vert.x", List.of("io.vertx.", "io.netty.")),
            entry("Micrometer", List.of("io.micrometer.")),
            entry("Javalin", List.of("io.javalin.", "jakarta.servlet.", "org.eclipse.jetty.", "kotlin.")),
            entry("picocli", List.of("picocli.")),
            entry("Logback", List.of("ch.qos.logback.")));

    @ParameterizedTest
    @MethodSource("packages")
    void aPackageUsesNothingButWhatItsRowNames(String name) throws IOException {
        List<String> allowed = new ArrayList<>(List.of("java.", "javax.", ROOT + "." + name + "."));
        for (String word : table().get(name)) {
            allowed.addAll(word.startsWith("`") ? List.of(ours(word)) : LIBRARIES.get(word));
        }

        classes()
                .that()
                .resideInAPackage(ROOT + "." + name + "..")
                .should()
                .onlyDependOnClassesThat(describe(
                        "its row in docs/architecture.md names",
                        used -> isPrimitive(used) || allowed.stream().anyMatch(name(used)::startsWith)))
                .check(CLASSES);
    }

    @Test
    void everyPackageHasItsRow() throws IOException {
        assertThat(table().keySet())
                .isEqualTo(CLASSES.stream()
                        .map(type -> type.getPackageName()
                                .substring(ROOT.length() + 1)
                                .replaceAll("\\..*", ""))
                        .collect(Collectors.toSet()));
    }

    @Test
    void onlyRouteKarafEmbeddedAndCliKnowCamel() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".route..", ROOT + ".karaf..", ROOT + ".embedded..", ROOT + ".cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.camel..")
                .check(CLASSES);
    }

    @Test
    void thereAreNoCycles() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    static List<String> packages() throws IOException {
        return List.copyOf(table().keySet());
    }

    private static Map<String, List<String>> table() throws IOException {
        Map<String, List<String>> table = new LinkedHashMap<>();
        ROW.matcher(Files.readString(Path.of("docs/architecture.md")))
                .results()
                .forEach(row -> table.put(
                        row.group(1),
                        Pattern.compile(", ").splitAsStream(row.group(2)).toList()));
        return table;
    }

    /** {@code `event`} is a package with those in it, {@code `event.Printable`} one class. */
    private static String ours(String word) {
        String name = word.replace("`", "");
        return ROOT + "." + name + (name.matches(".*\\.[A-Z]\\w*") ? "" : ".");
    }

    /** Of an array that of its elements. */
    private static String name(JavaClass used) {
        return used.getBaseComponentType().getName();
    }

    private static boolean isPrimitive(JavaClass used) {
        return used.getBaseComponentType().isPrimitive();
    }
}
