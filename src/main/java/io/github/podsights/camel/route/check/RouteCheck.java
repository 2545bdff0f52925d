package io.github.podsights.camel.route.check;

import io.github.podsights.camel.route.CamelContexts;
import io.github.podsights.camel.route.RouteFiles;
import io.github.podsights.camel.yaml.Finding;
import io.github.podsights.camel.yaml.Findings;
import io.github.podsights.camel.yaml.Place;
import io.github.podsights.camel.yaml.Suggestion;
import io.github.podsights.camel.yaml.YamlFile;
import io.github.podsights.camel.yaml.YamlNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * Looks at files of routes, without starting any: whether Camel can read them, whether what they name is
 * there, and whether they keep the contract of settlement.
 */
public final class RouteCheck {

    private static final String ENDING = ".camel.yaml";

    private final ShippedRoutes shipped = ShippedRoutes.read();
    private final Collection<String> properties;
    private final Predicate<String> isSet;
    private final CamelContexts contexts;

    /**
     * @param properties the names of all properties that have a value, by default too
     * @param isSet whether another one has a value, such as a system property
     * @param contexts make what the files are tried in
     */
    public RouteCheck(Collection<String> properties, Predicate<String> isSet, CamelContexts contexts) {
        this.contexts = contexts;
        this.properties = List.copyOf(properties);
        this.isSet = isSet;
    }

    /**
     * Checks all files.
     *
     * @return how many were looked at
     */
    public int check(RouteFiles files, Findings findings) {
        List<RouteFile> read = new ArrayList<>();
        files.contents()
                .forEach((file, content) -> read(file, content, findings).ifPresent(read::add));
        List<RouteFile> in = shipped.all().stream()
                .filter(one -> read.stream().noneMatch(file -> file.name().equals(one.name())))
                .toList();
        ids(read, in, findings);
        References references = new References(shipped.all(), read, properties, isSet, findings);
        SourceContract sources = new SourceContract(read, findings);
        try (DefaultCamelContext context = contexts.create()) {
            Set<String> beans = References.ofProperties(properties);
            read.forEach(file -> beans.addAll(file.beans()));
            EndpointOptions options = new EndpointOptions(context, beans, findings);
            for (RouteFile file : read) {
                references.check(file);
                options.check(file);
                contract(file, sources, findings);
            }
        } catch (IOException e) {
            throw new IllegalStateException("a context that never started can be closed", e);
        }
        return files.contents().size();
    }

    /** Whether files keep the contract of settlement, as far as they can be read; whether they can run Camel says. */
    public static boolean keepContract(RouteFiles files) {
        Findings findings = new Findings();
        RouteCheck check = new RouteCheck(List.of(), name -> true, CamelContexts.PLAIN);
        List<RouteFile> read = new ArrayList<>();
        files.contents().forEach((file, content) -> YamlFile.readDocument(file.toString(), content, new Findings())
                .filter(root -> root.kind().equals("a list"))
                .ifPresent(root -> read.add(RouteFile.of(name(file), root))));
        SourceContract sources = new SourceContract(read, findings);
        read.forEach(file -> check.contract(file, sources, findings));
        return !findings.hasErrors();
    }

    private static String name(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.substring(0, name.length() - ENDING.length());
    }

    private Optional<RouteFile> read(Path file, byte[] content, Findings findings) {
        Optional<YamlNode> root = YamlFile.readDocument(file.toString(), content, "a list of routes", findings);
        if (root.isEmpty()) {
            return Optional.empty();
        }
        if (!root.get().kind().equals("a list")) {
            findings.error(root.get().place(), root.get().kind(), "a list of routes", "write - before route:");
            return Optional.empty();
        }
        int errors = findings.errors();
        new CamelDsl(contexts)
                .check(file.toString(), new String(content, StandardCharsets.UTF_8), root.get(), findings);
        return findings.errors() > errors ? Optional.empty() : Optional.of(RouteFile.of(name(file), root.get()));
    }

    private void contract(RouteFile file, SourceContract sources, Findings findings) {
        Optional<RouteFile> replaced = shipped.of(file.name());
        if (replaced.isEmpty()) {
            sources.check(file);
            RouteFiles.OF_A_BUNDLE.stream()
                    .filter(name ->
                            Suggestion.closest(file.name(), List.of(name)).isPresent())
                    .filter(name -> !file.name().startsWith("source-"))
                    .findFirst()
                    .ifPresent(name -> findings.warning(
                            new Place(file.root().place().file(), 1, ""),
                            "a name like that of the shipped file " + Finding.quoted(name),
                            "that name to replace it, or quite another one",
                            "rename it (did you mean '" + name + ENDING + "'?)"));
        } else if (!isSourceOfItsOwn(file, replaced.get())) {
            new SettlementContract(replaced.get(), findings).check(file);
        } else {
            sources.check(file);
        }
    }

    /** A shipped source that is replaced by quite another one has that one's duties. */
    private static boolean isSourceOfItsOwn(RouteFile file, RouteFile replaced) {
        return replaced.name().startsWith("source-")
                && file.routes().stream()
                        .flatMap(route -> route.steps().stream())
                        .anyMatch(step ->
                                step.uri().filter(SourceContract.EVENTS::equals).isPresent());
    }

    /** Two routes of one id, or at one address, keep the whole from starting. */
    private void ids(List<RouteFile> read, List<RouteFile> kept, Findings findings) {
        RouteIds known = new RouteIds(kept);
        for (RouteFile file : read) {
            List<String> own = shipped.of(file.name()).map(RouteFile::ids).orElse(List.of());
            for (RouteFile.RouteNode route : file.routes()) {
                // Two shipped files may be in place of each other, under the same ids.
                if (route.id().filter(own::contains).isEmpty()) {
                    known.add(route, findings);
                }
            }
        }
    }
}
