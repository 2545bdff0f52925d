package io.github.podsights.camel.route;

import io.github.podsights.camel.yaml.Finding;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;

/**
 * A class that Java can't use, and says so by an error: one of those that it needs is not there, or is of another version.
 *
 * @param found what is wrong; without what an initialiser says, which may quote a secret
 * @param todo what a person can do
 */
public record ClassFault(String found, String todo) {

    private static final Pattern UNINITIALIZED = Pattern.compile("Could not initialize class ([\\w.$]+)");

    private static final Pattern ENDPOINT = Pattern.compile(
            "^[\\s-]*(?:to|toD|wireTap|uri|from)\\s*:\\s*[{\"']?(?:\\s*uri\\s*:\\s*[\"']?)?([a-z][a-z0-9.+-]*)");

    private static final Pattern TYPE = Pattern.compile("\\btype\\s*:\\s*[\"']?(?:#class:)?([\\w.$]+)");

    /** What of a failure is the fault of a class; empty if nothing. */
    public static Optional<ClassFault> of(Throwable failure) {
        List<Throwable> causes = RouteFault.causes(failure);
        return causes.stream()
                .filter(ExceptionInInitializerError.class::isInstance)
                .map(cause -> initializer(initialized(cause).orElse("")))
                .findFirst()
                .or(() ->
                        causes.stream().flatMap(cause -> single(cause).stream()).findFirst());
    }

    private static Optional<ClassFault> single(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        if (cause instanceof UnsupportedClassVersionError) {
            return Optional.of(new ClassFault(
                    "the class " + Finding.quoted(name(message.split(" ", 2)[0])) + ", which is made for a newer Java",
                    "run it with that Java, or take a jar that is made for Java "
                            + Runtime.version().feature()));
        }
        if (cause instanceof NoClassDefFoundError) {
            Matcher uninitialized = UNINITIALIZED.matcher(message);
            return Optional.of(
                    uninitialized.find()
                            ? initializer(uninitialized.group(1))
                            : new ClassFault(
                                    "the class " + Finding.quoted(name(message)) + ", which is not there",
                                    "add its jar to lib/ or the class path"));
        }
        if (cause instanceof LinkageError) {
            return Optional.of(new ClassFault(
                    "classes that do not fit each other (" + cause.getClass().getSimpleName() + ": "
                            + message.lines().findFirst().orElse("") + ")",
                    "put jars into lib/ or the class path whose versions fit"));
        }
        return cause instanceof StackOverflowError
                ? Optional.of(new ClassFault(
                        "what is nested too deeply, or calls itself without end (StackOverflowError)", "correct it"))
                : Optional.empty();
    }

    private static ClassFault initializer(String name) {
        return new ClassFault(
                "the class " + Finding.quoted(name) + ", which can't be initialized",
                "see what it needs when it is loaded");
    }

    private static Optional<String> initialized(Throwable failure) {
        return RouteFault.causes(failure).stream()
                .flatMap(cause -> Stream.of(cause.getStackTrace()))
                .filter(frame -> frame.getMethodName().equals("<clinit>"))
                .map(StackTraceElement::getClassName)
                .findFirst();
    }

    private static String name(String internal) {
        return internal.replace('/', '.');
    }

    /** The line of the bean, or of the endpoint, whose class it is about; empty if that can't be found. */
    static OptionalInt line(RouteFile file, Throwable failure, CamelContext context) {
        List<String> lines =
                new String(file.content(), StandardCharsets.UTF_8).lines().toList();
        List<String> classes = new ArrayList<>();
        for (Throwable cause : RouteFault.causes(failure)) {
            Matcher uninitialized = UNINITIALIZED.matcher(String.valueOf(cause.getMessage()));
            if (uninitialized.find()) {
                classes.add(uninitialized.group(1));
            }
            Stream.of(cause.getStackTrace())
                    .map(StackTraceElement::getClassName)
                    .forEach(classes::add);
        }
        for (int i = 0; i < lines.size(); i++) {
            Matcher type = TYPE.matcher(lines.get(i));
            Matcher endpoint = ENDPOINT.matcher(lines.get(i));
            if ((type.find() && (classes.contains(type.group(1)) || !isUsable(type.group(1), context)))
                    || (endpoint.find() && isOf(endpoint.group(1), classes, context))) {
                return OptionalInt.of(i + 1);
            }
        }
        return OptionalInt.empty();
    }

    private static boolean isUsable(String type, CamelContext context) {
        try {
            Class<?> known = context.getClassResolver().resolveClass(type);
            if (known != null) {
                var unused = List.of(known.getDeclaredConstructors(), known.getMethods()); // looks for what they name
            }
            return true;
        } catch (LinkageError e) {
            return false;
        }
    }

    /** Whether that component can't be made, or it is its code in which the class was missed. */
    private static boolean isOf(String scheme, List<String> classes, CamelContext context) {
        try {
            Component component = context.getComponent(scheme, true, false);
            return component != null
                    && classes.stream()
                            .anyMatch(
                                    name -> name.startsWith(component.getClass().getPackageName() + "."));
        } catch (RuntimeException e) {
            return of(e).isPresent();
        } catch (LinkageError | StackOverflowError e) {
            return true;
        }
    }
}
