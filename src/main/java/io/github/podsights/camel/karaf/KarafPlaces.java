package io.github.podsights.camel.karaf;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Where in Karaf things lie.
 *
 * @param properties the file of properties, {@code etc/io.github.podsights.camel.cfg}
 * @param configuration the directory with {@code integrations/} and {@code routes/}, {@code etc/podsights}
 * @param base what a relative path is taken from, {@code podsights}: beside {@code data/}, which a clean start of Karaf
 *     empties
 */
record KarafPlaces(Path properties, Path configuration, Path base) {

    /** What OSGi, Declarative Services and Karaf add to a configuration. */
    private static final Pattern OF_THE_HOST =
            Pattern.compile("service\\..*|component\\..*|felix\\..*|org\\.apache\\.karaf\\..*");

    /**
     * The places of a Karaf.
     *
     * @param framework looks up a property of the framework, null where it is not set
     * @param pid the PID of the configuration
     */
    static KarafPlaces of(Function<String, String> framework, String pid) {
        Path karaf = Path.of(Optional.ofNullable(framework.apply("karaf.base")).orElse(""))
                .toAbsolutePath();
        Path etc = Optional.ofNullable(framework.apply("karaf.etc"))
                .map(karaf::resolve)
                .orElse(karaf.resolve("etc"));
        return new KarafPlaces(etc.resolve(pid + ".cfg"), etc.resolve("podsights"), karaf.resolve("podsights"));
    }

    /**
     * Where a configuration stands that is not the one of the PID, but of a file such as {@code PID-old.cfg}: one of many.
     *
     * @return empty if it is the one
     */
    static Optional<String> otherFile(Map<String, Object> configuration) {
        if (!configuration.containsKey("service.factoryPid")) {
            return Optional.empty();
        }
        Object file = configuration.get("felix.fileinstall.filename");
        return Optional.of(String.valueOf(file == null ? configuration.get("service.pid") : file)
                .replaceFirst("^file:", ""));
    }

    /** What a person has written of a configuration. */
    static Map<String, String> properties(Map<String, Object> configuration) {
        Map<String, String> written = new TreeMap<>();
        configuration.forEach((key, value) -> {
            if (!OF_THE_HOST.matcher(key).matches()) {
                written.put(key, String.valueOf(value));
            }
        });
        return written;
    }
}
