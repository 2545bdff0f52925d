package io.github.podsights.camel.deadletter;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Looks into folders of letters, in the order of their names, and keeps no more than a part of the names at a time. */
final class LetterFolders {

    static final String ENDING = ".json";

    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    /** Of a folder with more letters it is looked through as often as there are so many in it. */
    private static final int AT_A_TIME = 20_000;

    private LetterFolders() {}

    /** The folders of days in a directory, from the first day on; none if there is no such directory. */
    static List<String> days(Path directory, String first) throws IOException {
        List<String> days = new ArrayList<>();
        each(directory, name -> {
            if (DAY.matcher(name).matches() && name.compareTo(first) >= 0) {
                days.add(name);
            }
        });
        days.sort(Comparator.naturalOrder());
        return days;
    }

    /** The names of folders in a directory that don't begin with a dot. */
    static List<String> folders(Path directory) throws IOException {
        List<String> folders = new ArrayList<>();
        each(directory, name -> {
            if (!name.startsWith(".")) {
                folders.add(name);
            }
        });
        folders.sort(Comparator.naturalOrder());
        return folders;
    }

    /** The names of letters in a folder that come after one, in their order, at most so many as are kept at a time. */
    static List<String> letters(Path folder, String after) throws IOException {
        return letters(folder, after, AT_A_TIME);
    }

    static List<String> letters(Path folder, String after, int most) throws IOException {
        PriorityQueue<String> first = new PriorityQueue<>(Comparator.reverseOrder());
        each(folder, name -> {
            if (isLetter(name) && name.compareTo(after) > 0) {
                first.add(name);
                if (first.size() > most) {
                    first.remove();
                }
            }
        });
        List<String> names = new ArrayList<>(first);
        names.sort(Comparator.naturalOrder());
        return names;
    }

    /** How many letters are in a folder. */
    static long count(Path folder) throws IOException {
        long[] count = {0};
        each(folder, name -> {
            if (isLetter(name)) {
                count[0]++;
            }
        });
        return count[0];
    }

    /** Deletes the files of a folder whose names are such; how many there were. */
    static long delete(Path folder, Predicate<String> which) throws IOException {
        List<String> names = new ArrayList<>();
        long deleted = 0;
        do {
            names.clear();
            each(folder, name -> {
                if (names.size() < AT_A_TIME && which.test(name)) {
                    names.add(name);
                }
            });
            for (String name : names) {
                if (Files.deleteIfExists(folder.resolve(name))) {
                    deleted++;
                }
            }
        } while (names.size() == AT_A_TIME);
        return deleted;
    }

    /** Whether a file is one of ours: nothing else is ever erased. */
    static boolean isOurs(String name) {
        return isLetter(name) && LetterId.is(name.substring(0, name.length() - ENDING.length()));
    }

    static boolean isLetter(String name) {
        return name.endsWith(ENDING) && !name.startsWith(".");
    }

    /** Makes a folder that is its owner's alone, where the file system knows of owners. */
    static void create(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        if (folder.getParent() != null) {
            create(folder.getParent());
        }
        Files.createDirectories(folder);
        PosixFileAttributeView posix = Files.getFileAttributeView(folder, PosixFileAttributeView.class);
        if (posix != null) {
            posix.setPermissions(PosixFilePermissions.fromString("rwx------"));
        }
    }

    /** What can be done with a name. */
    private interface Named {

        void of(String name) throws IOException;
    }

    private static void each(Path folder, Named then) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                then.of(entry.getFileName().toString());
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            // Nothing lies there.
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }
}
