package io.github.podsights.camel.settlement;

import java.io.IOException;
import java.util.BitSet;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * What of one sequence of events (a file, a partition) is in flight, and how far it is settled.
 *
 * <p>A permit is taken before an event is read on, and given back only when what became of the event is kept: so no more
 * events than there are permits can come twice after a process dies. Events settle in any order. One of the threads that
 * settle keeps the progress for all that settled meanwhile; none waits for another.
 *
 * @param <P> a position in the source
 */
public final class InFlight<P> {

    /** An event that is in flight: its place in the sequence, from 0, and what it takes of memory. */
    private final class Taken implements Settlement {

        private final long number;
        private final int bytes;

        private Taken(long number, int bytes) {
            this.number = number;
            this.bytes = bytes;
        }

        @Override
        public void settled() {
            InFlight.this.settled(this);
        }

        @Override
        public void released() {
            InFlight.this.released(this);
        }
    }

    private static final long POLL_MILLIS = 100;

    private final Window window;
    private final int batch;
    private final Progress<P> progress;
    private final Consumer<IOException> onUnsaved;
    private final ReentrantLock lock = new ReentrantLock();
    private final SettledPrefix<P> prefix;

    private boolean saving;
    private int unsaved;
    private int underWay;
    private Runnable whenEmpty;

    /**
     * @param window how much may be in flight, shared by all sequences of a source
     * @param span how many events there may be between the oldest unsettled and the newest one
     * @param start where the sequence begins
     * @param progress where it is kept how far it is settled
     * @param onUnsaved is told when that failed; it is tried again with the next event, and while one is waited for
     */
    public InFlight(Window window, int span, P start, Progress<P> progress, Consumer<IOException> onUnsaved) {
        this.window = window;
        // Keeping the progress of each event alone would cost as much as reading it; what waits to be kept is in
        // flight.
        this.batch = Math.max(1, window.events() / 32);
        this.prefix = new SettledPrefix<>(span, start);
        this.progress = progress;
        this.onUnsaved = onUnsaved;
    }

    /**
     * Waits until another event may be in flight, and takes it in.
     *
     * @param position where reading goes on after the event
     * @param bytes what it takes of memory
     * @param goOn asked while waiting, whether to
     * @return empty if it is not to be taken
     */
    public Optional<Settlement> take(P position, int bytes, BooleanSupplier goOn) throws InterruptedException {
        while (goOn.getAsBoolean()) {
            if (window.take(bytes, POLL_MILLIS)) {
                long number = takeInSpan(position);
                if (number >= 0) {
                    return Optional.of(new Taken(number, bytes));
                }
                window.give(bytes);
                TimeUnit.MILLISECONDS.sleep(1);
            }
            save();
        }
        return Optional.empty();
    }

    private long takeInSpan(P position) {
        lock.lock();
        try {
            if (!prefix.hasRoom()) {
                return -1;
            }
            underWay++;
            return prefix.add(position);
        } finally {
            lock.unlock();
        }
    }

    /** Takes in an event that was settled before the process began: it needs no permit. */
    public void skip(P position) {
        lock.lock();
        try {
            prefix.settle(prefix.add(position));
        } finally {
            lock.unlock();
        }
    }

    private void settled(Taken event) {
        window.giveBytes(event.bytes);
        lock.lock();
        try {
            prefix.settle(event.number);
            underWay--;
            unsaved++;
            if (unsaved < batch && underWay > 0) {
                return;
            }
        } finally {
            lock.unlock();
        }
        save();
    }

    private void released(Taken event) {
        lock.lock();
        try {
            underWay--;
        } finally {
            lock.unlock();
        }
        window.give(event.bytes);
        save(); // of what is settled nothing may wait to be kept once the last event is gone
    }

    /** Keeps the progress, unless another thread is about it, which then keeps it for this one too. */
    private void save() {
        while (true) {
            P position;
            BitSet beyond;
            int events;
            lock.lock();
            try {
                if (saving || unsaved == 0) {
                    break;
                }
                saving = true;
                events = unsaved;
                position = prefix.position();
                beyond = prefix.settledBeyond();
            } finally {
                lock.unlock();
            }
            if (!save(position, beyond, events)) {
                break; // tried again with the next event; if it was the last one, the sequence ends all the same
            }
        }
        runWhenEmpty();
    }

    private boolean save(P position, BitSet beyond, int events) {
        boolean saved = false;
        try {
            progress.save(position, beyond);
            saved = true;
        } catch (IOException e) {
            onUnsaved.accept(e);
        } finally {
            lock.lock();
            try {
                saving = false;
                if (saved) {
                    unsaved -= events;
                }
            } finally {
                lock.unlock();
            }
        }
        if (saved) {
            window.giveEvents(events);
        }
        return saved;
    }

    /**
     * No more events come: runs {@code then} once none is in flight any more, on the thread that settles the last one, or
     * at once.
     */
    public void end(Runnable then) {
        lock.lock();
        try {
            whenEmpty = then;
        } finally {
            lock.unlock();
        }
        save();
        runWhenEmpty();
    }

    private void runWhenEmpty() {
        Runnable then;
        int notKept;
        lock.lock();
        try {
            if (whenEmpty == null || underWay > 0 || saving) {
                return;
            }
            then = whenEmpty;
            whenEmpty = null;
            notKept = unsaved;
            unsaved = 0;
        } finally {
            lock.unlock();
        }
        window.giveEvents(notKept);
        then.run();
    }

    /** Whether every event that was taken in is settled. */
    public boolean isSettled() {
        lock.lock();
        try {
            return prefix.behindPrefix() == 0;
        } finally {
            lock.unlock();
        }
    }
}
