package io.github.podsights.camel.reload;

import io.github.podsights.camel.yaml.Contents;
import io.github.podsights.camel.yaml.Finding;
import io.github.podsights.camel.yaml.Findings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches what a configuration was read from, and puts a change of it in force: detect, plan, apply. One change at a time;
 * what changes meanwhile is one further change. Each is refused as a whole or in force as a whole.
 *
 * <p>What was read counts once all of it, files among it that were not there before, still stands there the same at the
 * next look: a file that is being written is not taken half. What is refused is read again later and later, for it may have
 * been a secret that could not be had for a moment; it is said again only if something else is found.
 *
 * @param <C> a configuration
 */
public final class Reloader<C> {

    private static final Logger LOG = LoggerFactory.getLogger(Reloader.class);

    private static final Duration PERIOD = Duration.ofSeconds(1);

    private static final Duration FIRST_RETRY = Duration.ofSeconds(5);

    private static final Duration LONGEST_RETRY = Duration.ofMinutes(5);

    /** What holds up what flows is not done again for less than a change of a file. */
    private static final Duration COSTLY_RETRY = Duration.ofHours(1);

    /** What was read of some files, and what was found wrong with it. */
    private record Read<C>(SeenFiles seen, Optional<C> configuration, List<Finding> findings) {

        private boolean isUsable() {
            return configuration.isPresent() && errors(findings).isEmpty();
        }
    }

    /**
     * What is taken up again at a time.
     *
     * @param read what waits; null if it is to be read anew
     * @param errors what was found wrong with it; null if that is not known
     * @param rest how long the rest before it is
     */
    private record Later<C>(Read<C> read, List<Finding> errors, long notBefore, Duration rest) {

        private static <C> Later<C> first(Read<C> read, List<Finding> errors, long now) {
            return new Later<>(read, errors, now + FIRST_RETRY.toNanos(), FIRST_RETRY);
        }

        private Later<C> next(Read<C> again, List<Finding> found, long now) {
            Duration twice = rest.multipliedBy(2);
            Duration next = twice.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : twice;
            return new Later<>(again, found, now + next.toNanos(), next);
        }

        private static <C> Later<C> costly(Read<C> read, List<Finding> errors, long now) {
            return new Later<>(read, errors, now + COSTLY_RETRY.toNanos(), FIRST_RETRY);
        }

        private boolean isDue(long now) {
            return now - notBefore >= 0;
        }
    }

    private final Reconfigurable<C> target;
    private final Reloads reloads;
    private final Optional<LastGood> lastGood;
    private final LongSupplier nanoTime;
    private SeenFiles judged;
    private SeenFiles properties;
    private SeenFiles inForce;
    /** Whether what is in force was put back, so that it may not be all that it was: the same is then a change. */
    private boolean isPutBack;

    private Read<C> candidate;
    private Later<C> postponed;
    private Later<C> refused;
    private Class<?> failure;

    /**
     * @param seen what was read, and judged: be it in force or not
     * @param inForce what is in force; null if that is not what stands in the files
     * @param properties a file of which a change needs a restart; null for none
     * @param reloads is told what becomes of changes
     * @param lastGood keeps what is in force; empty for nowhere
     * @param nanoTime the time, on the scale of {@link System#nanoTime()}
     */
    public Reloader(
            Reconfigurable<C> target,
            SeenFiles seen,
            SeenFiles inForce,
            Path properties,
            Reloads reloads,
            Optional<LastGood> lastGood,
            LongSupplier nanoTime) {
        this.target = target;
        this.judged = seen;
        this.inForce = inForce;
        Recording recording = new Recording(Contents.DISK);
        if (properties != null) {
            recording.look(properties, true);
        }
        this.properties = recording.seen();
        this.reloads = reloads;
        this.lastGood = lastGood;
        this.nanoTime = nanoTime;
        if (!seen.equals(inForce)) {
            // Why it is not in force was said; that may have been a secret that could not be had for a moment.
            this.refused = Later.first(null, null, nanoTime.getAsLong());
        }
    }

    /** Looks once a second from now on, until the timer is shut down. */
    public void start(ScheduledExecutorService timer) {
        var unused =
                timer.scheduleWithFixedDelay(this::look, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Looks once; what has changed, and was seen the same twice, is put in force. */
    public synchronized void look() {
        try {
            lookAtProperties();
            lookAtFiles();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Throwable e) {
            // Whatever it is: the next look is in a second, and it must come to that.
            candidate = null;
            if (e.getClass() != failure) {
                failure = e.getClass();
                LOG.error("The configuration can't be watched ({})", failure.getSimpleName());
                reloads.refused("it can't be taken (" + failure.getSimpleName() + ")");
            }
        }
    }

    private void lookAtProperties() {
        SeenFiles now = properties.again();
        if (!now.equals(properties)) {
            properties = now;
            LOG.warn(
                    "{} has changed: a restart is needed for that, until then nothing of it is in force",
                    now.files().keySet().iterator().next());
        }
    }

    private void lookAtFiles() throws InterruptedException {
        long now = nanoTime.getAsLong();
        if (candidate != null && candidate.seen().again().equals(candidate.seen())) {
            Read<C> read = candidate;
            candidate = null;
            refused = null;
            failure = null;
            judge(read);
        } else if (candidate != null || !judged.again().equals(judged)) {
            Read<C> read = read();
            candidate = read.seen().equals(judged) ? null : read;
        } else if (postponed != null && postponed.isDue(now)) {
            apply(postponed.read());
        } else if (refused != null && refused.isDue(now)) {
            Read<C> read = read();
            if (read.seen().equals(judged)) {
                judge(read);
            } else {
                candidate = read;
            }
        }
    }

    private Read<C> read() {
        Recording recording = new Recording(Contents.DISK);
        Findings findings = new Findings();
        Optional<C> configuration = target.read(recording, findings);
        return new Read<>(recording.seen(), configuration, findings.list());
    }

    private void judge(Read<C> read) throws InterruptedException {
        judged = read.seen();
        postponed = null;
        if (!read.isUsable()) {
            refuse(read, new Outcome.Refused(errors(read.findings())));
        } else if (judged.equals(inForce) && !isPutBack) {
            refused = null;
            LOG.info("The configuration was changed back to what is in force");
            reloads.changedBack();
        } else {
            if (refused == null) {
                read.findings().forEach(warning -> LOG.warn("{}", warning));
            }
            apply(read);
        }
    }

    private void apply(Read<C> planned) throws InterruptedException {
        Later<C> before = postponed;
        postponed = null;
        Outcome outcome;
        try {
            outcome = target.apply(planned.configuration().orElseThrow());
        } catch (RuntimeException | Error e) {
            long now = nanoTime.getAsLong();
            refused = refused == null ? Later.first(planned, null, now) : refused.next(planned, null, now);
            inForce = SeenFiles.NOTHING; // who knows how far it came
            throw e;
        }
        failure = null;
        if (outcome instanceof Outcome.Applied applied) {
            refused = null;
            inForce = planned.seen();
            isPutBack = false;
            reloads.applied();
            LOG.info("The configuration was reloaded: {}", applied.what());
            keep(planned.seen());
        } else if (outcome instanceof Outcome.Refused no) {
            isPutBack |= no.isTried();
            refuse(planned, no);
        } else if (outcome instanceof Outcome.Postponed waits) {
            refused = null;
            // A part of it may be in force already: what was before is a change, too.
            inForce = SeenFiles.NOTHING;
            long now = nanoTime.getAsLong();
            postponed = before == null ? Later.first(planned, null, now) : before.next(planned, null, now);
            if (before == null) {
                reloads.postponed(waits.why());
                LOG.warn("The configuration has changed, and is in force later: {}", waits.why());
            }
        }
    }

    private static List<Finding> errors(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                .toList();
    }

    /** What is refused for the same again and again is said once. */
    private void refuse(Read<C> read, Outcome.Refused no) {
        long now = nanoTime.getAsLong();
        List<Finding> errors = errors(no.findings());
        Later<C> before = refused;
        if (no.isTried() && !no.isBroken()) {
            refused = Later.costly(read, errors, now);
        } else {
            refused = before == null ? Later.first(read, errors, now) : before.next(read, errors, now);
        }
        failure = null;
        if (before != null && errors.equals(before.errors())) {
            return;
        }
        reloads.refused(summary(errors));
        LOG.error("The configuration was changed, and the change is refused; {}:", whatStays(no));
        errors.forEach(error -> LOG.error("{}", error));
    }

    private String whatStays(Outcome.Refused no) {
        if (no.isBroken()) {
            return "the former routes could not be put back, and nothing is taken in until routes run again";
        }
        return SeenFiles.NOTHING.equals(inForce)
                ? "the routes stay as they were, what needs none of them is in force already"
                : "everything stays as it was";
    }

    /** The first of them, and how many more there are. */
    public static String summary(List<Finding> errors) {
        if (errors.isEmpty()) {
            return "it can't be read";
        }
        return errors.get(0) + (errors.size() == 1 ? "" : " (and " + (errors.size() - 1) + " more)");
    }

    private void keep(SeenFiles seen) {
        lastGood.ifPresent(kept -> keep(kept, seen));
    }

    /** Keeps what is in force; that it can't be kept holds nothing up. */
    public static void keep(LastGood lastGood, SeenFiles seen) {
        try {
            lastGood.save(seen);
        } catch (IOException e) {
            LOG.warn(
                    "{}: the configuration in force can't be kept ({}): a restart with a broken file is refused",
                    lastGood.file(),
                    e.getClass().getSimpleName());
        }
    }
}
