package io.github.podsights.camel.route;

import io.github.podsights.camel.event.Printable;
import io.github.podsights.camel.identity.Redaction;
import io.github.podsights.camel.yaml.Finding;
import io.github.podsights.camel.yaml.Place;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.NoSuchBeanException;
import org.apache.camel.NoSuchEndpointException;
import org.apache.camel.ResolveEndpointFailedException;

/** Routes that can't run, and where and why. */
public final class RouteFault extends Exception {

    private static final long serialVersionUID = 1L;

    private static final int LONGEST = 400;

    private static final Pattern LINE = Pattern.compile("line[: ] ?(\\d+)");

    private static final Pattern QUOTED = Pattern.compile(
            "(?:detected: |id: |option(?:s)? \\[|key |value: |node id: |function: |found for: |with name: |parameters=\\[\\{|parsing \\[|')"
                    + "'?([\\w.:{}#-]{2,})");

    /** What a message ends in is often what it is about. */
    private static final Pattern LAST = Pattern.compile(": ([^\\s:]{2,})\\s*$", Pattern.MULTILINE);

    private static final Pattern ROUTE = Pattern.compile("route:? ([\\w.-]+)");

    private final transient Finding finding;

    RouteFault(Finding finding) {
        super(finding.toString(), null, false, false);
        this.finding = finding;
    }

    /**
     * What Camel threw, made a finding: with the line of what it names, as far as that can be found, and without any value
     * that may be secret.
     *
     * @param context in which it was thrown: what the placeholders of the file stand for there is not shown
     */
    static RouteFault of(RouteFile file, Throwable failure, CamelContext context) {
        return of(file, failure, context, 1);
    }

    /** @param from the line of the step that it is about; 1 if that is not known */
    static RouteFault of(RouteFile file, Throwable failure, CamelContext context, int from) {
        Optional<ClassFault> ofClass = ClassFault.of(failure);
        if (ofClass.isPresent()) {
            int line = file.isShipped()
                    ? 0
                    : ClassFault.line(file, failure, context).orElseGet(() -> line(file, failure, from));
            return new RouteFault(Finding.error(
                    new Place(file.shown(), line, ""),
                    ofClass.get().found(),
                    "classes that Camel can use",
                    ofClass.get().todo()));
        }
        Optional<String> property = BeanProperty.of(file, failure, context);
        ShownValues values = ShownValues.of(file, context);
        return new RouteFault(Finding.error(
                new Place(
                        file.shown(),
                        property.map(name -> lineOf(file, List.of(name + ":", name + "="), from))
                                .orElseGet(() -> line(file, failure, from)),
                        ""),
                property.map(name -> "the property " + Finding.quoted(values.hidden(name))
                                + ", which is not there, or can't have that value")
                        .orElseGet(() -> message(failure, values)),
                "routes that Camel can run",
                "correct it; the README says what the steps are called"));
    }

    /** Where and why. */
    public Finding finding() {
        return finding;
    }

    static List<Throwable> causes(Throwable failure) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable cause = failure; cause != null && !causes.contains(cause); cause = cause.getCause()) {
            causes.add(cause);
        }
        return causes;
    }

    /** The innermost one says it. */
    private static String message(Throwable failure, ShownValues values) {
        List<Throwable> causes = causes(failure);
        Throwable last = causes.get(causes.size() - 1);
        if (last instanceof ClassNotFoundException) {
            return "the class " + Finding.quoted(Redaction.redact(values.hidden(last.getMessage())))
                    + ", which is not there";
        }
        String message = last.getMessage() == null ? last.getClass().getSimpleName() : last.getMessage();
        String line = values.hidden(message)
                .lines()
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("a fault");
        return Printable.escape(Redaction.redact(line.substring(0, Math.min(line.length(), LONGEST))));
    }

    private static int line(RouteFile file, Throwable failure, int from) {
        if (file.isShipped()) {
            return 0;
        }
        List<String> names = new ArrayList<>();
        for (Throwable cause : causes(failure)) {
            String message = String.valueOf(cause.getMessage());
            Matcher marked = LINE.matcher(message);
            if (marked.find() && cause.getClass().getName().contains("aml")) {
                return Integer.parseInt(marked.group(1));
            }
            QUOTED.matcher(message).results().forEach(found -> names.add(found.group(1)));
            if (cause instanceof NoSuchBeanException bean) {
                names.add(bean.getName());
            } else if (cause instanceof NoSuchEndpointException endpoint) {
                names.add(endpoint.getUri());
            } else if (cause instanceof ResolveEndpointFailedException endpoint) {
                names.add(endpoint.getUri());
            } else if (cause instanceof ClassNotFoundException) {
                names.add(message);
            }
        }
        for (Pattern pattern : List.of(LAST, ROUTE)) {
            causes(failure).forEach(cause -> pattern.matcher(String.valueOf(cause.getMessage()))
                    .results()
                    .forEach(found -> names.add(found.group(1))));
        }
        return lineOf(file, names, from);
    }

    /** The first line that names one of them, from a line on; that line if none does. */
    static int lineOf(RouteFile file, List<String> names, int from) {
        if (file.isShipped()) {
            return 0;
        }
        List<String> lines =
                new String(file.content(), StandardCharsets.UTF_8).lines().toList();
        for (String name : names) {
            String plain = name.replace("://", ":").replaceAll("\\?.*", "");
            for (int i = Math.max(1, from); i <= lines.size(); i++) {
                if (!plain.isEmpty() && lines.get(i - 1).contains(plain)) {
                    return i;
                }
            }
        }
        return Math.max(1, from);
    }
}
