package io.github.podsights.camel.delivery;

import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Whether deliveries may be sent: open, closed, or probing. There is one for the collector's endpoint, and one for each
 * integration, which is called paused while it is closed. While it is closed one attempt at a time is let through, the
 * probe; only a probe that is accepted opens it. It waits for nothing and starts nothing: whoever wants to send asks.
 *
 * <p>After it has opened it does not let everything through at once, see {@link SlowStart}. A collector that has just come
 * back is not overrun, and one that can't take more than so many is not asked for more again and again.
 *
 * <p>A delivery that always fails must neither close the gate for the others, so that failures of {@link
 * GateRules#deliveries} different ones are needed, nor keep it closed, so that after its probe others go first, see {@link
 * ProbeTimes}. An integration for which nothing is taken must not close the endpoint's for others for which it is, nor keep
 * it closed for others of which nothing is in hand that could be the probe.
 */
public final class Gate {

    /** What a gate is doing. */
    public enum State {
        /** Everything may be sent. */
        OPEN,
        /** Nothing may be sent before the time of the next probe. */
        CLOSED,
        /** One attempt is under way, which decides. */
        PROBING;

        /** The word for it in health and logs. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Why a gate has opened. */
    public enum Opening {
        /** A probe was accepted. */
        ACCEPTED,
        /** Only one integration fails, which is paused instead. */
        FOR_OTHERS,
        /** What it was paused for turned out to be a matter of all. */
        OF_ALL
    }

    /** What the failure of an attempt means. */
    enum Verdict {
        /** Nothing yet, or what was known before. */
        NONE,
        /** Nothing more can be sent: the gate has closed. */
        CLOSED,
        /** Nothing more should be sent for this integration, for which alone all fails; the gate stays open. */
        OF_ONE_ALONE
    }

    /** What is known of the integrations other than the one that failed. */
    interface Others {

        /** Whether something was accepted for one of them just now. */
        boolean areAccepted();

        /** Whether there is one. */
        boolean areThere();
    }

    /** What lets one attempt through; how the attempt ends is told by it, once. */
    public final class Pass {

        private final Object who;
        private final String integration;
        private final long closings;
        private final boolean isProbe;
        private final boolean isCounted;

        private Pass(Object who, String integration, boolean isProbe, boolean isCounted) {
            this.who = who;
            this.integration = integration;
            this.closings = Gate.this.closings;
            this.isProbe = isProbe;
            this.isCounted = isCounted;
        }

        /** Whether the gate has not closed since. */
        boolean isCurrent() {
            return isProbe || closings == Gate.this.closings;
        }

        /** Whether it is the one attempt that a closed gate lets through. */
        boolean isProbe() {
            return isProbe;
        }

        /** The collector took it. */
        void accepted() {
            Gate.this.accepted(this);
        }

        /** It failed in a way that others may fail, too. */
        Verdict failed(String reason, Others others) {
            return Gate.this.failed(this, reason, others);
        }

        /** It was a probe, which failed; that was found to be a matter of its integration alone, which is paused. */
        void openForOthers() {
            Gate.this.openIf(() -> closings == Gate.this.closings, Opening.FOR_OTHERS);
        }

        /** Too many failed, and all of them of this gate's integration. */
        void failedAlone(String reason) {
            Gate.this.failedAlone(this, reason);
        }

        /**
         * Nothing more may be sent for now.
         *
         * @param until the time that has to pass first; null for the backoff
         */
        void refused(Duration until, String reason) {
            Gate.this.refused(this, until, reason);
        }

        /** It says nothing about others. */
        void undecided() {
            Gate.this.undecided(this);
        }

        /** It was not made: another one may be, at once. */
        void unused() {
            Gate.this.unused(this);
        }
    }

    /**
     * So many probes in a row of one integration, while nothing of others waits, are enough to believe that it is the only
     * one for which all fails; by default that takes half a minute.
     */
    private static final int PROBES_OF_ONE = 10;

    private final String name;
    private final GateRules rules;
    private final LongSupplier nanoTime;
    private final Consumer<Gate> changed;
    private final IntConsumer room;

    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicLong accepted = new AtomicLong();
    private final FailureRow failures;
    private final ProbeTimes probes;
    private final SlowStart slowStart = new SlowStart();
    private volatile State state = State.OPEN;
    private volatile long acceptedAt;
    private volatile long closings;
    private volatile long openings;
    private volatile Opening opening;
    private volatile boolean closedByFailures;
    private Pass probe;
    private long closedAt;
    private String reason;

    /**
     * @param name {@code collector}, or the integration's id
     * @param nanoTime the time, on the scale of {@link System#nanoTime()}
     * @param changed is told when it has closed or opened; on the thread of the attempt that did it
     * @param room is told that so many of those who had to wait may ask again, while not everything is let through
     */
    public Gate(
            String name,
            GateRules rules,
            LongSupplier nanoTime,
            RandomGenerator random,
            Consumer<Gate> changed,
            IntConsumer room) {
        this.name = Objects.requireNonNull(name, "name");
        this.rules = Objects.requireNonNull(rules, "rules");
        this.nanoTime = nanoTime;
        this.changed = changed;
        this.room = room;
        long now = nanoTime.getAsLong();
        this.failures = new FailureRow(rules, accepted::get, now);
        this.probes = new ProbeTimes(rules, random);
        this.acceptedAt = now - rules.sampleTime().toNanos() - 1;
    }

    /** {@code collector}, or the integration's id. */
    public String name() {
        return name;
    }

    /** What it is doing. */
    public State state() {
        return state;
    }

    /** Whether everything may be sent. */
    public boolean isOpen() {
        return state == State.OPEN;
    }

    /** Why it is closed, safe to be shown; null if it is open. */
    public String reason() {
        lock.lock();
        try {
            return reason;
        } finally {
            lock.unlock();
        }
    }

    /** Why it has opened last; null if it never closed. */
    public Opening opening() {
        return opening;
    }

    /** How many times it has opened again. */
    public long openings() {
        return openings;
    }

    /** How long it has been closed; zero if it is open. */
    public Duration closedFor() {
        lock.lock();
        try {
            return isOpen() ? Duration.ZERO : Duration.ofNanos(nanoTime.getAsLong() - closedAt);
        } finally {
            lock.unlock();
        }
    }

    /** The time until a probe may be sent; zero if one may, or if it is open. */
    public Duration untilProbe() {
        lock.lock();
        try {
            return isOpen() ? Duration.ZERO : probes.left(nanoTime.getAsLong());
        } finally {
            lock.unlock();
        }
    }

    /** Whether something may be sent now: it is open, or the probe is free to anybody. */
    public boolean mayBeTried() {
        lock.lock();
        try {
            return isOpen() || (state == State.CLOSED && probes.isDueForAll(nanoTime.getAsLong()));
        } finally {
            lock.unlock();
        }
    }

    /** What it closed for may have been put right: a probe may be sent at once, by whoever it was that probed last. */
    public void probeNow() {
        lock.lock();
        try {
            probes.atOnce(nanoTime.getAsLong());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Asks to be let through.
     *
     * @param who the delivery
     * @param integration whose it is
     * @return empty if it has to wait
     */
    public Optional<Pass> ask(Object who, String integration) {
        if (state == State.OPEN && !slowStart.isOn()) {
            return Optional.of(new Pass(who, integration, false, false));
        }
        lock.lock();
        try {
            if (state == State.OPEN) {
                return askWhileOpen(who, integration);
            }
            if (state == State.PROBING || !probes.isDue(nanoTime.getAsLong(), who, integration)) {
                return Optional.empty();
            }
            state = State.PROBING;
            probe = new Pass(who, integration, true, false);
            return Optional.of(probe);
        } finally {
            lock.unlock();
        }
    }

    private Optional<Pass> askWhileOpen(Object who, String integration) {
        boolean isCounted = slowStart.isOn();
        return isCounted && !slowStart.admits()
                ? Optional.empty()
                : Optional.of(new Pass(who, integration, false, isCounted));
    }

    /** One has ended; how many more may begin while they are counted. */
    private int ended(Pass pass, boolean wasAccepted) {
        boolean isCounted = pass.isCounted && slowStart.isOn() && pass.closings == closings;
        return isCounted ? slowStart.ended(wasAccepted) : 0;
    }

    private void accepted(Pass pass) {
        accepted.incrementAndGet();
        acceptedAt = nanoTime.getAsLong();
        if (state == State.OPEN && failures.isEmpty() && !pass.isCounted) {
            return;
        }
        end(pass, true, false, () -> {
            if (pass == probe) {
                open(Opening.ACCEPTED);
                return true;
            }
            if (isCurrent(pass)) {
                failures.forget();
            }
            return false;
        });
    }

    private Verdict failed(Pass pass, String why, Others others) {
        AtomicReference<Verdict> verdict = new AtomicReference<>(Verdict.NONE);
        end(pass, false, false, () -> {
            if (pass == probe) {
                probeFailed(null, why, rules.longestProbe());
                boolean isOfOne = probes.inRowOfOne() >= PROBES_OF_ONE && others.areThere();
                verdict.set(isOfOne ? Verdict.OF_ONE_ALONE : Verdict.NONE);
                return false;
            }
            if (isCurrent(pass) && failures.add(pass.who, pass.integration, nanoTime.getAsLong())) {
                verdict.set(verdict(pass, others));
            }
            if (verdict.get() == Verdict.OF_ONE_ALONE) {
                failures.forget();
                failures.beginSample(nanoTime.getAsLong());
            } else if (verdict.get() == Verdict.CLOSED) {
                close(null, why);
            }
            return verdict.get() == Verdict.CLOSED;
        });
        return verdict.get();
    }

    /** What it means that so many have failed. */
    private Verdict verdict(Pass pass, Others others) {
        Optional<String> ofOne = failures.ofOne();
        if (ofOne.isEmpty()) {
            return Verdict.CLOSED;
        }
        if (!ofOne.get().equals(pass.integration)) {
            return Verdict.NONE; // the next failure of that one decides
        }
        return others.areAccepted() ? Verdict.OF_ONE_ALONE : Verdict.CLOSED;
    }

    private void failedAlone(Pass pass, String why) {
        end(pass, false, false, () -> {
            boolean closes = pass != probe && isCurrent(pass);
            if (pass == probe) {
                probeFailed(null, why, rules.longestProbe());
            } else if (closes) {
                close(null, why);
                closedByFailures = true;
            }
            return closes;
        });
    }

    /** Whether it is closed by failures, not by a refusal. */
    boolean isClosedByFailures() {
        return closedByFailures && !isOpen();
    }

    /** Opens again if it was closed just now by failures that turn out to be of all, not of this integration alone. */
    void forgive() {
        openIf(
                () -> closedByFailures
                        && nanoTime.getAsLong() - closedAt < rules.sampleTime().toNanos(),
                Opening.OF_ALL);
    }

    /** Opens if it is closed, no probe is under way, and a condition holds, which is asked under the lock. */
    private void openIf(BooleanSupplier condition, Opening why) {
        boolean hasChanged;
        lock.lock();
        try {
            hasChanged = state == State.CLOSED && condition.getAsBoolean();
            if (hasChanged) {
                open(why);
            }
        } finally {
            lock.unlock();
        }
        if (hasChanged) {
            changed.accept(this);
        }
    }

    /** Whether it is open, and something was accepted in the last seconds. */
    boolean isAccepting() {
        return isOpen()
                && nanoTime.getAsLong() - acceptedAt <= rules.sampleTime().toNanos();
    }

    private void refused(Pass pass, Duration until, String why) {
        end(pass, false, false, () -> {
            boolean closes = pass != probe && isCurrent(pass);
            if (pass == probe) {
                closedByFailures = false;
                probeFailed(until, why, rules.longestAfterRefusal());
            } else if (closes) {
                close(until, why);
            } else if (state != State.OPEN && until != null) {
                // It was under way when another one was refused; the later of the two times holds.
                probes.alsoUntil(nanoTime.getAsLong(), until);
                closedByFailures = false;
            }
            return closes;
        });
    }

    private void undecided(Pass pass) {
        end(pass, false, false, () -> {
            if (pass == probe) {
                endProbe();
                probes.undecided(nanoTime.getAsLong());
            }
            return false;
        });
    }

    /** Nobody is told that there is room: whoever took it would perhaps give it back, and so on without an end. */
    private void unused(Pass pass) {
        end(pass, false, true, () -> {
            if (pass == probe) {
                state = State.CLOSED;
                probe = null;
            }
            return false;
        });
    }

    /** Does what the end of an attempt means, under the lock; then tells others if the state has changed. */
    private void end(Pass pass, boolean wasAccepted, boolean silently, BooleanSupplier meaning) {
        boolean hasChanged;
        int mayBegin;
        lock.lock();
        try {
            hasChanged = meaning.getAsBoolean();
            mayBegin = ended(pass, wasAccepted);
        } finally {
            lock.unlock();
        }
        if (hasChanged) {
            changed.accept(this);
        }
        if (mayBegin > 0 && !silently) {
            room.accept(mayBegin);
        }
    }

    /** Whether an attempt began while the gate was open as it is now; an older one tells of something that is over. */
    private boolean isCurrent(Pass pass) {
        return state == State.OPEN && pass.closings == closings;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // changed under the lock, looked at without it
    private void close(Duration until, String why) {
        state = State.CLOSED;
        slowStart.stop();
        closings++;
        closedAt = nanoTime.getAsLong();
        reason = why;
        probes.begin(closedAt, until);
        closedByFailures = false;
        failures.forget();
    }

    private void probeFailed(Duration until, String why, Duration longest) {
        endProbe();
        reason = why;
        probes.failed(nanoTime.getAsLong(), until, longest);
    }

    private void endProbe() {
        state = State.CLOSED;
        probes.probed(probe.who, probe.integration);
        probe = null;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // changed under the lock, looked at without it
    private void open(Opening why) {
        state = State.OPEN;
        openings++;
        opening = why;
        slowStart.begin();
        probe = null;
        reason = null;
        failures.forget();
        failures.beginSample(nanoTime.getAsLong());
    }
}
