package io.github.podsights.camel.reload;

import java.util.Optional;

/**
 * Says when what is looked at has changed. A change is one when two looks after each other saw the same: a file that is
 * being written is not taken half. What was judged once is no change again, however that ended.
 */
final class ChangeDetector {

    private SeenFiles judged;
    private SeenFiles before;

    /** @param judged what is known already */
    ChangeDetector(SeenFiles judged) {
        this.judged = judged;
    }

    /** What was judged last; the next look is at the same files and directories. */
    SeenFiles judged() {
        return judged;
    }

    /** Takes a look; what it saw, if that is a change. */
    Optional<SeenFiles> look(SeenFiles now) {
        if (now.equals(judged)) {
            before = null;
            return Optional.empty();
        }
        if (!now.equals(before)) {
            before = now;
            return Optional.empty();
        }
        before = null;
        return Optional.of(now);
    }

    /** That is known from now on. */
    void judge(SeenFiles seen) {
        judged = seen;
        before = null;
    }
}
