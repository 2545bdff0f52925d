package io.github.podsights.camel.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** Camel would keep a context that has stopped for each method of a bean that takes the exchange by its type. */
class BeanMethodsTest {

    private static final Pattern METHOD = Pattern.compile("(?:\\bmethod[:=] *|\\bexpression: podsights\\w+\\.)(\\w+)");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.github.podsights.camel.route");

    @Test
    void thoseThatRoutesNameSayWhichParameterIsTheExchange() throws IOException {
        Set<String> named = named();
        List<JavaMethod> taking = CLASSES.stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> named.contains(method.getName()))
                .filter(method -> method.getParameters().stream()
                        .anyMatch(parameter -> parameter.getRawType().isEquivalentTo(Exchange.class)))
                .toList();

        assertThat(taking)
                .extracting(JavaMethod::getName)
                .contains("first", "again", "inDirectory", "inKafka", "inJms", "isWhatFailed");
        assertThat(taking).allSatisfy(method -> assertThat(method.getParameters())
                .filteredOn(parameter -> parameter.getRawType().isEquivalentTo(Exchange.class))
                .allMatch(parameter -> parameter.isAnnotatedWith(TheExchange.class)));
    }

    private static Set<String> named() throws IOException {
        Set<String> named = new TreeSet<>();
        try (Stream<Path> routes = Files.list(Path.of("src/main/resources/routes"))) {
            for (Path file : routes.toList()) {
                Matcher method = METHOD.matcher(Files.readString(file));
                while (method.find()) {
                    named.add(method.group(1));
                }
            }
        }
        return named;
    }
}
