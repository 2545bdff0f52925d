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

    /** It has errors, and what was in force before still is. */
    record Refused(List<Finding> findings) implements Outcome {

        public Refused {
            findings = List.copyOf(findings);
        }
    }

    /**
     * What is in flight did not come to its end in time: what was in force before still is.
     *
     * @param why what it waits for, for people
     */
    record Postponed(String why) implements Outcome {}
}
