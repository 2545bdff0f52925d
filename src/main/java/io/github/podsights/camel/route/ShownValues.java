package io.github.podsights.camel.route;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;

/**
 * Hides values in what Camel says of routes. It tells each option with its value, also one whose name it does not know, and
 * by that name can't know for a secret; and it quotes what it can't take for a number.
 */
final class ShownValues {

    private static final String HIDDEN = "***";

    /** What is shorter stands in too much that is none. */
    private static final int SHORTEST = 4;

    /** Placeholders may stand in placeholders. */
    private static final int DEEPEST = 5;

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{[^{}]+}}");

    /** What Camel says of options that an endpoint does not have. */
    private static final Pattern PARAMETERS = Pattern.compile("\\[\\{(.*)}]", Pattern.DOTALL);

    private static final Pattern PARAMETER = Pattern.compile("(?s)([\\w.-]+)=.*?(?=, [\\w.-]+=|$)");

    private static final Pattern USER =
            Pattern.compile("(?<=[a-z0-9]:(?://)?)[^\\s/?@\"']+@", Pattern.CASE_INSENSITIVE);

    private static final Pattern QUERY =
            Pattern.compile("([?&][\\w.%-]+=)(?:RAW\\(.*?\\)(?=&|\\s|$)|RAW\\{.*?}(?=&|\\s|$)|[^&\\s\"'\\]]*)");

    private static final Pattern NUMBER = Pattern.compile("(?s)For input string: .*");

    private static final Pattern UNCONVERTED = Pattern.compile("(?s) with value:? .*");

    private static final Pattern UNREADABLE = Pattern.compile("(?s)^Text '.*' could not be parsed.*");

    private static final Pattern CONSTANT = Pattern.compile("(No enum constant [\\w.$]+)\\.[^.]*$");

    private final List<String> values;

    private ShownValues(List<String> values) {
        this.values = values;
    }

    /** Those that the placeholders of a file stand for in a context, and whatever looks like a value. */
    static ShownValues of(RouteFile file, CamelContext context) {
        List<String> values = new ArrayList<>();
        if (!file.isShipped()) {
            resolve(new String(file.content(), StandardCharsets.UTF_8), context, values);
        }
        values.removeIf(value -> value.length() < SHORTEST);
        values.sort(Comparator.comparingInt(String::length).reversed()); // it may hold a shorter one
        return new ShownValues(values);
    }

    private static void resolve(String text, CamelContext context, List<String> values) {
        String rest = text;
        for (int depth = 0; depth < DEEPEST && PLACEHOLDER.matcher(rest).find(); depth++) {
            rest = PLACEHOLDER.matcher(rest).replaceAll(found -> {
                String value = resolve(found.group(), context);
                values.add(value);
                String encoded = URLEncoder.encode(value, StandardCharsets.UTF_8);
                values.add(encoded);
                values.add(encoded.replace("+", "%20"));
                return Matcher.quoteReplacement(value);
            });
        }
    }

    /** Empty if it stands for nothing. */
    private static String resolve(String placeholder, CamelContext context) {
        try {
            String value = context.resolvePropertyPlaceholders(placeholder);
            return value == null ? "" : value;
        } catch (RuntimeException e) {
            return ""; // nothing that could be shown
        }
    }

    /** A text without them. */
    String hidden(String text) {
        String hidden = text;
        for (String value : values) {
            hidden = hidden.replace(value, HIDDEN);
        }
        hidden = PARAMETERS
                .matcher(hidden)
                .replaceAll(found -> Matcher.quoteReplacement(
                        "[" + PARAMETER.matcher(found.group(1)).replaceAll("$1=***") + "]"));
        hidden = QUERY.matcher(hidden).replaceAll("$1***");
        hidden = USER.matcher(hidden).replaceAll("***@");
        hidden = NUMBER.matcher(hidden).replaceAll("a text in place of a number");
        hidden = UNREADABLE.matcher(hidden).replaceAll("a text that could not be parsed");
        hidden = CONSTANT.matcher(hidden).replaceAll("$1 of that name");
        return UNCONVERTED.matcher(hidden).replaceAll("");
    }
}
