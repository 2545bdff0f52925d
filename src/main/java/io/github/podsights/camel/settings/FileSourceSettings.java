package io.github.podsights.camel.settings;

import static io.github.podsights.camel.settings.Check.check;

import io.github.podsights.camel.yaml.Finding;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * The file source.
 *
 * @param directory the directory that is watched
 * @param inFlight how many events may be in flight, 1 to 10,000
 * @param quiet how long a file must have been left alone before it is taken; zero for not at all
 */
public record FileSourceSettings(Path directory, int inFlight, Duration quiet) {

    public FileSourceSettings {
        Objects.requireNonNull(directory, "directory");
        check(
                Property.FILE_DIRECTORY,
                FileUri.isPossible(directory),
                Finding.quoted(directory.toString()),
                FileUri.POSSIBLE);
        check(
                Property.FILE_IN_FLIGHT,
                inFlight >= 1 && inFlight <= 10_000,
                Integer.toString(inFlight),
                "a number from 1 to 10000");
        check(
                Property.FILE_QUIET,
                !quiet.isNegative() && quiet.compareTo(Duration.ofDays(1)) <= 0,
                quiet.toMillis() + "ms",
                "a duration of at most a day, such as 0s or 2s");
    }
}
