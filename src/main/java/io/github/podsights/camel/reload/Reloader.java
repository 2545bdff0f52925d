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
 * @param <C> a configuration
 */
public final class Reloader<C> {

    private static final Logger LOG = LoggerFactory.getLogger(Reloader.class);

    private static final Duration PERIOD = Duration.ofSeconds(1);

    private static final Duration FIRST_RETRY = Duration.ofSeconds(5);

    private static final Duration LONGEST_RETRY = Duration.ofMinutes(5);

    private record Pending<C>(C configuration, SeenFiles seen, long notBefore, Duration rest) {}

    private final Reconfigurable<C> target;
    private final Reloads reloads;
    private final Optional<LastGood> lastGood;
    private final LongSupplier nanoTime;
    private final ChangeDetector files;
    private final ChangeDetector properties;
    private SeenFiles inForce;
    private Pending<C> pending;

    /**
     * @param seen what was read, and judged: be it in force or not
     * @param inForce what is in force; null if that is not what stands in the files
     * @param properties a file of which a change needs a restart
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
        this.files = new ChangeDetector(seen);
        this.inForce = inForce;
        Recording recording = new Recording(Contents.DISK);
        recording.look(properties, true);
        this.properties = new ChangeDetector(recording.seen());
        this.reloads = reloads;
        this.lastGood = lastGood;
        this.nanoTime = nanoTime;
    }

    /** Looks once a second from now on, until the timer is shut down. */
    public void start(ScheduledExecutorService timer) {
        var unused =
                timer.scheduleWithFixedDelay(this::look, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Looks once; what was seen the same twice, and has changed, is put in force. */
    public synchronized void look() {
        try {
            lookAtProperties();
            Optional<SeenFiles> changed = files.look(files.judged().again());
            if (changed.isPresent()) {
                plan(changed.get());
            } else if (pending != null && nanoTime.getAsLong() - pending.notBefore() >= 0) {
                apply(pending, true);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) {
            // Whatever it is: the next look is in a second, and it must come to that.
            LOG.error("The configuration can't be watched ({})", e.getClass().getSimpleName());
            reloads.refused("it can't be taken (" + e.getClass().getSimpleName() + ")");
        }
    }

    private void lookAtProperties() {
        properties.look(properties.judged().again()).ifPresent(seen -> {
            properties.judge(seen);
            LOG.warn(
                    "{} has changed: a restart is needed for that, until then nothing of it is in force",
                    seen.files().keySet().iterator().next());
        });
    }

    private void plan(SeenFiles changed) throws InterruptedException {
        pending = null;
        Recording recording = new Recording(changed.over(Contents.DISK));
        Findings findings = new Findings();
        Optional<C> configuration = target.read(recording, findings);
        SeenFiles seen = recording.seen();
        files.judge(seen);
        if (findings.hasErrors() || configuration.isEmpty()) {
            refuse(errors(findings.list()));
        } else if (seen.equals(inForce)) {
            LOG.info("The configuration was changed back to what is in force");
            reloads.changedBack();
        } else {
            findings.list().forEach(warning -> LOG.warn("{}", warning));
            apply(new Pending<>(configuration.get(), seen, nanoTime.getAsLong(), FIRST_RETRY), false);
        }
    }

    private void apply(Pending<C> planned, boolean isRetry) throws InterruptedException {
        pending = null;
        Outcome outcome = target.apply(planned.configuration());
        if (outcome instanceof Outcome.Applied applied) {
            inForce = planned.seen();
            reloads.applied();
            LOG.info("The configuration was reloaded: {}", applied.what());
            keep(planned.seen());
        } else if (outcome instanceof Outcome.Refused refused) {
            refuse(errors(refused.findings()));
        } else if (outcome instanceof Outcome.Postponed postponed) {
            pending = later(planned);
            // A part of it may be in force already: what was before is a change, too.
            inForce = SeenFiles.NOTHING;
            if (!isRetry) {
                reloads.postponed(postponed.why());
                LOG.warn("The configuration has changed, and is in force later: {}", postponed.why());
            }
        }
    }

    private Pending<C> later(Pending<C> planned) {
        Duration twice = planned.rest().multipliedBy(2);
        return new Pending<>(
                planned.configuration(),
                planned.seen(),
                nanoTime.getAsLong() + planned.rest().toNanos(),
                twice.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : twice);
    }

    private static List<Finding> errors(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                .toList();
    }

    private void refuse(List<Finding> errors) {
        reloads.refused(summary(errors));
        LOG.error("The configuration was changed, and the change is refused; everything stays as it was:");
        errors.forEach(error -> LOG.error("{}", error));
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
