package io.github.podsights.camel.route;

import io.github.podsights.camel.deadletter.DirectoryLetters;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Erases the dead letters of a directory that are kept long enough, at the start and once an hour. */
final class SweepDeadLetters extends ServiceSupport {

    private static final Logger LOG = LoggerFactory.getLogger(SweepDeadLetters.class);

    /** A letter is written in an instant: what was begun so long ago is of a process that died. */
    private static final Duration UNFINISHED = Duration.ofHours(1);

    private final DirectoryLetters letters;
    private final Duration keep;
    private final InstantSource clock;
    private ScheduledExecutorService timer;

    /** @param keep how long letters are kept; zero for ever */
    SweepDeadLetters(Path directory, Duration keep, InstantSource clock) {
        this.letters = new DirectoryLetters(directory);
        this.keep = keep;
        this.clock = clock;
    }

    @Override
    protected void doStart() {
        timer = Timers.daemon("podsights-dead-letter-sweep");
        timer.execute(this::removeUnfinished);
        var unused = timer.scheduleWithFixedDelay(this::sweep, 0, 1, TimeUnit.HOURS);
    }

    @Override
    protected void doStop() {
        if (timer != null) { // the context may never have started
            timer.shutdownNow();
        }
    }

    /** Erases what is older than letters are kept. */
    void sweep() {
        if (keep.isZero()) {
            return;
        }
        try {
            Instant before = clock.instant().minus(keep);
            long erased = letters.eraseBefore(before);
            if (erased > 0) {
                LOG.info("{} dead letters from before {} are erased (podsights.dead-letter.keep)", erased, before);
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn(
                    "Old dead letters in {} can't be erased ({}); it is tried again in an hour",
                    letters.place(),
                    e.getClass().getSimpleName());
        }
    }

    /** Removes what a process that died had begun to write. */
    void removeUnfinished() {
        try {
            letters.removeUnfinished(clock.instant().minus(UNFINISHED));
        } catch (IOException | RuntimeException e) {
            LOG.warn(
                    "What was left half-written in {} can't be removed ({})",
                    letters.place(),
                    e.getClass().getSimpleName());
        }
    }
}
