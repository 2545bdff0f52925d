package io.github.podsights.camel.karaf;

import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The features file of Camel for Karaf with other bundles in place of those that Maven Central does not serve everywhere:
 * Camel's own jars, wrapped.
 */
final class CamelFeatures {

    private static final String VERSION = "4.14.1";

    private static final Pattern BUNDLE =
            Pattern.compile("<bundle>mvn:org\\.apache\\.camel\\.karaf/(camel-[a-z0-9-]+)/[0-9.]+</bundle>");

    private static final Set<String> GENUINE = Set.of("camel-core-osgi");

    private static final Set<String> LEFT_OUT = Set.of("camel-karaf-shell", "camel-vm", "camel-directvm");

    /** What Camel for Karaf has within its bundle for YAML, and Camel itself in jars of their own. */
    private static final List<String> OF_YAML =
            List.of("camel-yaml-dsl", "camel-yaml-dsl-common", "camel-yaml-dsl-deserializers", "camel-dsl-support");

    private CamelFeatures() {}

    /** The same file, re-pointed. */
    static String repointed(String features) {
        return BUNDLE.matcher(features).replaceAll(CamelFeatures::bundle);
    }

    private static String bundle(MatchResult found) {
        String name = found.group(1);
        if (GENUINE.contains(name)) {
            return java.util.regex.Matcher.quoteReplacement(found.group());
        }
        if (LEFT_OUT.contains(name)) {
            return "";
        }
        StringBuilder bundles = new StringBuilder();
        (name.equals("camel-yaml-dsl") ? OF_YAML : List.of(name)).forEach(jar -> bundles.append(wrapped(jar)));
        return java.util.regex.Matcher.quoteReplacement(bundles.toString());
    }

    private static String wrapped(String jar) {
        return "<bundle>wrap:mvn:org.apache.camel/" + jar + "/" + VERSION + "$overwrite=full&amp;Bundle-SymbolicName="
                + jar + "&amp;Bundle-Version=" + VERSION + "&amp;Export-Package=org.apache.camel.*;version=" + VERSION
                + "&amp;Import-Package=*;resolution:=optional&amp;DynamicImport-Package=*</bundle>";
    }
}
