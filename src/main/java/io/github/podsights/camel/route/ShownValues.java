package io.github.podsights.camel.route;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;

/**
 * Hides values in what Camel says of routes. It tells each option with its value, also one whose name it does not know, and
 * by that name can't know for a secret; and it quotes what it can't take for a number.
 */
final class ShownValues {

    private static final String HIDDEN = "***";

    /** Placeholders may stand in placeholders. */
    private static final int DEEPEST = 5;

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{[^{}]+}}");

    /** What Camel says of options that an endpoint does not have. */
    private static final Pattern PARAMETERS = Pattern.compile("\\[\\{(.*)}]", Pattern.DOTALL);

    private static final Pattern PARAMETER = Pattern.compile("(?s)(?<=^|, )([^=]*)=.*?(?=, [^=,]+=|$)");

    private static final Pattern USER =
            Pattern.compile("(?<=[a-z0-9]:(?://)?)[^\\s/?@\"']+@", Pattern.CASE_INSENSITIVE);

    private static final Pattern QUERY = Pattern.compile(
            "([?&])([^?&=\\s\"'\\]]+)(=?)" + "(?:RAW\\(.*?\\)(?=&|\\s|$)|RAW\\{.*?}(?=&|\\s|$)|[^&\\s\"'\\]]*)");

    private static final Pattern NUMBER = Pattern.compile("(?s)For input string: .*");

    private static final Pattern UNCONVERTED = Pattern.compile("(?s) with value:? .*");

    private static final Pattern UNREADABLE = Pattern.compile("(?s)^Text '.*' could not be parsed.*");

    private static final Pattern CONSTANT = Pattern.compile("(No enum constant [\\w.$]+)\\.[^.]*$");

    private final List<String> values;
    private final String text;

    private ShownValues(List<String> values, String text) {
        this.values = values;
        this.text = text;
    }

    /** Those that the placeholders of a file stand for in a context, and whatever looks like a value. */
    static ShownValues of(RouteFile file, CamelContext context) {
        if (file.isShipped()) {
            return new ShownValues(List.of(), "");
        }
        String text = new String(file.content(), StandardCharsets.UTF_8);
        Set<String> values = new HashSet<>();
        resolve(text, context).forEach(value -> values.addAll(ValuePieces.of(value, text)));
        List<String> sorted = new ArrayList<>(values);
        sorted.sort(Comparator.comparingInt(String::length).reversed()); // it may hold a shorter one
        return new ShownValues(sorted, text);
    }

    private static List<String> resolve(String text, CamelContext context) {
        List<String> values = new ArrayList<>();
        String rest = text;
        for (int depth = 0; depth < DEEPEST && PLACEHOLDER.matcher(rest).find(); depth++) {
            rest = PLACEHOLDER.matcher(rest).replaceAll(found -> {
                String value = valueOf(found.group(), context);
                values.add(value);
                return Matcher.quoteReplacement(value);
            });
        }
        return values;
    }

    /** Empty if it stands for nothing. */
    private static String valueOf(String placeholder, CamelContext context) {
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
                .replaceAll(found -> Matcher.quoteReplacement("[" + parameters(found.group(1)) + "]"));
        hidden = QUERY.matcher(hidden)
                .replaceAll(found -> found.group(1)
                        + Matcher.quoteReplacement(name(found.group(2)))
                        + (found.group(3).isEmpty() ? "" : "=" + HIDDEN));
        hidden = USER.matcher(hidden).replaceAll("***@");
        hidden = NUMBER.matcher(hidden).replaceAll("a text in place of a number");
        hidden = UNREADABLE.matcher(hidden).replaceAll("a text that could not be parsed");
        hidden = CONSTANT.matcher(hidden).replaceAll("$1 of that name");
        return UNCONVERTED.matcher(hidden).replaceAll("");
    }

    private String parameters(String named) {
        return PARAMETER
                .matcher(named)
                .results()
                .map(found -> name(found.group(1)) + "=" + HIDDEN)
                .collect(Collectors.joining(", "));
    }

    /** The name of an option as it stands in the file: any other one may be the rest of a value. */
    private String name(String name) {
        boolean stands = Pattern.compile("(?<![\\w.-])" + Pattern.quote(name) + "(?![\\w.-])")
                .matcher(text)
                .find();
        return stands ? name : HIDDEN;
    }
}
