package io.github.podsights.camel.route.check;

import io.github.podsights.camel.route.CamelContexts;
import io.github.podsights.camel.yaml.Finding;
import io.github.podsights.camel.yaml.Findings;
import io.github.podsights.camel.yaml.Place;
import io.github.podsights.camel.yaml.Suggestion;
import io.github.podsights.camel.yaml.Words;
import io.github.podsights.camel.yaml.YamlMap;
import io.github.podsights.camel.yaml.YamlNode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.dsl.yaml.common.exception.YamlDeserializationException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Has Camel read a file, in a context of its own that is never started, and says what it can't read. */
final class CamelDsl {

    private static final Logger LOG = LoggerFactory.getLogger(CamelDsl.class);

    private static final Pattern UNKNOWN_NODE = Pattern.compile("Unknown node id: (.+)");
    private static final Pattern UNKNOWN_FIELD =
            Pattern.compile("(?:Unsupported field|Unknown expression with id): (.+)");
    private static final Pattern OWNER = Pattern.compile("Error constructing YAML node id: (.+)");

    /** More are no help. */
    private static final int MOST_WORDS = 30;

    private final DslWords words = new DslWords();
    private final CamelContexts contexts;

    /** @param contexts make what a file is read in */
    CamelDsl(CamelContexts contexts) {
        this.contexts = contexts;
    }

    /**
     * Reads a file. Camel ends at the first thing that it can't read.
     *
     * @param root the same, as YAML, to find the place
     */
    void check(String file, String text, YamlNode root, Findings findings) {
        try (DefaultCamelContext context = contexts.create()) {
            PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString(file, text));
        } catch (Exception e) {
            if (!isOfABean(e, root)) {
                add(file, e, root, findings);
            }
        } catch (LinkageError | StackOverflowError e) {
            // A class that a bean needs may be there where it runs: the rehearsal finds it if not.
            LOG.debug("{} is not read to its end ({})", file, e.getClass().getSimpleName());
        }
    }

    /** Camel makes beans as it reads; what they lack here they may have where they run, and the rehearsal finds it. */
    private static boolean isOfABean(Exception failure, YamlNode root) {
        Throwable deepest = failure;
        while (deepest.getCause() != null && deepest.getCause() != deepest) {
            deepest = deepest.getCause();
        }
        boolean isOfYaml = deepest instanceof YamlEngineException
                || deepest instanceof YamlDeserializationException
                || deepest instanceof ClassNotFoundException;
        return !isOfYaml
                && Places.all(root).stream()
                        .anyMatch(node ->
                                node instanceof YamlMap map && map.get("beans").isPresent());
    }

    private void add(String file, Exception failure, YamlNode root, Findings findings) {
        int line = 1;
        String message = "what can't be read";
        Optional<String> owner = Optional.empty();
        Optional<Place> named = Optional.empty();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof MarkedYamlEngineException marked) {
                line = marked.getProblemMark().map(mark -> mark.getLine() + 1).orElse(line);
                message = String.valueOf(marked.getProblem());
                owner = or(word(OWNER, message), owner);
            } else if (cause instanceof ClassNotFoundException missing) {
                message = "the class " + missing.getMessage() + ", which is not there";
                named = Places.ofText(root, missing.getMessage());
            } else if (cause.getMessage() != null && !(cause instanceof RuntimeCamelException)) {
                message = cause.getMessage().lines().findFirst().orElse(message);
            }
        }
        Optional<String> node = word(UNKNOWN_NODE, message);
        Optional<String> field = word(UNKNOWN_FIELD, message);
        if (node.isPresent()) {
            unknown(node.get(), words.nodes(), "a step of Camel's YAML", line, root, findings);
        } else if (field.isPresent()) {
            List<String> known = words.below(owner);
            unknown(field.get(), known, expected(owner, known), line, root, findings);
        } else {
            Place place = or(named, Places.inLine(root, line)).orElse(new Place(file, line, ""));
            findings.error(place, described(message, owner), "routes in Camel's YAML", "correct it");
        }
    }

    private static <T> Optional<T> or(Optional<T> one, Optional<T> other) {
        return one.isPresent() ? one : other;
    }

    private static Optional<String> word(Pattern pattern, String message) {
        Matcher matcher = pattern.matcher(message);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static String expected(Optional<String> owner, List<String> known) {
        return known.size() <= MOST_WORDS
                ? Words.or(known)
                : "an option of " + owner.map(CamelDsl::shortName).orElse("it");
    }

    private static void unknown(
            String word, List<String> known, String expected, int line, YamlNode root, Findings findings) {
        Place place = Places.ofKey(root, word, line)
                .or(() -> Places.inLine(root, line))
                .orElse(root.place());
        findings.error(
                place,
                "the unknown key " + Finding.quoted(word),
                expected,
                "remove or correct it" + Suggestion.hint(word, known));
    }

    private static String described(String message, Optional<String> owner) {
        String what = OWNER.matcher(message).matches() ? "what Camel can't read" : Finding.quoted(message);
        return what + owner.map(node -> " in " + shortName(node)).orElse("");
    }

    /** {@code org.apache.camel.model.FromDefinition} is {@code from}. */
    private static String shortName(String node) {
        String name = node.substring(node.lastIndexOf('.') + 1).replaceAll("Definition$", "");
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}
