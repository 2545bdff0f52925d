package io.github.podsights.camel.reload;

import io.github.podsights.camel.yaml.Finding;
import java.util.List;

/** What became of a configuration that was to be put in force. */
public sealed interface Outcome {

    /**
     * It is in force.
     *
     * @param what what changed by it, for the log
     */
    record Applied(String what) implements Outcome {}

    /**
     * It has errors, and what was in force before still is, or is to be.
     *
     * @param isTried whether it was tried in earnest to find that out, which held up what flows: not to be done often
     * @param isBroken whether what was in force before could not be put back, so that nothing flows: to be tried again soon
     */
    record Refused(List<Finding> findings, boolean isTried, boolean isBroken) implements Outcome {

        public Refused {
            findings = List.copyOf(findings);
        }

        /** Found without holding up anything. */
        public Refused(List<Finding> findings) {
            this(findings, false, false);
        }

        /** Found when it was tried in earnest. */
        public static Outcome tried(Finding finding) {
            return new Refused(List.of(finding), true, false);
        }

        /** Found when it was tried in earnest, and there was no way back. */
        public static Outcome broken(Finding finding) {
            return new Refused(List.of(finding), true, true);
        }
    }

    /**
     * What is in flight did not come to its end in time: what was in force before still is.
     *
     * @param why what it waits for, for people
     */
    record Postponed(String why) implements Outcome {}
}
