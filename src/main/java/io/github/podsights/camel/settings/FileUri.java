package io.github.podsights.camel.settings;

import java.io.File;
import java.nio.file.Path;

/**
 * The address of a directory as Camel takes it: {@code file:} and the path, in which no character means anything else than
 * itself, and maybe options after a {@code ?}. Camel decodes a path twice, and takes some characters as its own however
 * they are written.
 */
public final class FileUri {

    private static final String SCHEME = "file:";

    /** What a directory must be like to have an address. */
    static final String POSSIBLE =
            "a directory without ?, \\ or ${ in its path, which Camel's file component can't take";

    private FileUri() {}

    /** Whether there is an address of it. */
    static boolean isPossible(Path directory) {
        String path = directory.toString();
        return !path.contains("?")
                && !path.contains("${")
                && !path.contains("$simple{")
                && (File.separatorChar == '\\' || !path.contains("\\"));
    }

    /** The address of a directory, without options. */
    public static String of(Path directory) {
        return SCHEME + path(directory);
    }

    /** The part of the address behind {@code file:}. */
    public static String path(Path directory) {
        return directory
                .toString()
                .replace("%", "%2525")
                .replace("?", "%3F")
                .replace("{", "%7B")
                .replace("}", "%7D");
    }
}
