package io.github.podsights.camel.yaml;

import java.util.ArrayList;
import java.util.List;

/** Collects what was found while files are read, so that one run shows everything. For one thread. */
public final class Findings {

    private final List<Finding> list = new ArrayList<>();

    /** Adds what somebody else has found. */
    public void add(Finding finding) {
        list.add(finding);
    }

    /** Adds what makes the file unusable. */
    public void error(Place place, String found, String expected, String todo) {
        add(place, Finding.Severity.ERROR, found, expected, todo);
    }

    /** Adds what should be changed, though the file can be used. */
    public void warning(Place place, String found, String expected, String todo) {
        add(place, Finding.Severity.WARNING, found, expected, todo);
    }

    private void add(Place place, Finding.Severity severity, String found, String expected, String todo) {
        list.add(new Finding(place.file(), place.line(), place.path(), severity, found, expected, todo));
    }

    /** What was found up to now, in the order in which it was found. */
    public List<Finding> list() {
        return List.copyOf(list);
    }

    /** Whether anything up to now is an error. */
    public boolean hasErrors() {
        return errors() > 0;
    }

    /** How many errors there are up to now: if it did not grow, what was read in between can be used. */
    public int errors() {
        int errors = 0;
        for (Finding finding : list) {
            errors += finding.severity() == Finding.Severity.ERROR ? 1 : 0;
        }
        return errors;
    }
}
