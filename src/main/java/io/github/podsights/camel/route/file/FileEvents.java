package io.github.podsights.camel.route.file;

import io.github.podsights.camel.event.FileOrigin;
import io.github.podsights.camel.event.Frame;
import io.github.podsights.camel.event.Position;
import io.github.podsights.camel.event.Received;
import io.github.podsights.camel.route.HandOver;
import io.github.podsights.camel.route.Safe;
import io.github.podsights.camel.settlement.InFlight;
import io.github.podsights.camel.settlement.Lane;
import io.github.podsights.camel.settlement.Settlement;
import io.github.podsights.camel.settlement.Window;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.support.AsyncProcessorSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The step that takes a file apart: reads event by event, hands each on once a permit is free, and moves the file when its
 * last event is settled. It does not wait for that: the next file is begun meanwhile, so that many small files are as fast
 * as a large one.
 */
public final class FileEvents extends AsyncProcessorSupport {

    private static final Logger LOG = LoggerFactory.getLogger(FileEvents.class);

    /** A straggler holds back what is kept of a file, not its reading: until so many events wait behind it. */
    private static final int SPAN = 65_536;

    /** How often a source that is held looks whether it may go on. */
    private static final long HELD_MILLIS = 50;

    private final Inbox inbox;
    private final int maxBytes;
    private final Window window;
    private final HandOver handOver;
    private final BooleanSupplier stopping;
    private final BooleanSupplier held;
    private final Set<Path> begun = ConcurrentHashMap.newKeySet();
    private final List<EventFile> open = new CopyOnWriteArrayList<>();
    private final Ending ending;

    /** One for all files, since they are read one after the other. */
    private final Lane lane = new Lane();

    /**
     * @param window how much may be in flight, of all files together
     * @param stopping whether nothing is to be begun any more
     * @param held whether nothing is to be begun for now: reading waits where it is
     */
    public FileEvents(
            Inbox inbox,
            int maxBytes,
            Window window,
            HandOver handOver,
            BooleanSupplier stopping,
            BooleanSupplier held) {
        this.inbox = inbox;
        this.ending = new Ending(inbox, stopping);
        this.maxBytes = maxBytes;
        this.window = window;
        this.handOver = handOver;
        this.stopping = stopping;
        this.held = held;
    }

    @Override
    protected void doShutdown() throws IOException {
        inbox.close();
    }

    /** Bytes of the open files, and how many of them are read: what a progress bar shows. */
    public ReadSoFar readSoFar() {
        long size = 0;
        long read = 0;
        for (EventFile file : open) {
            size += file.size();
            read += Math.min(file.read(), file.size());
        }
        return new ReadSoFar(size, read);
    }

    /** The files of events that lie in the inbox. */
    public List<Path> filesWaiting() throws IOException {
        return inbox.files();
    }

    /** How many files went to {@code failed/}. */
    public int failedFiles() {
        return ending.failedFiles();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        Path path = ((File) ((GenericFile<?>) exchange.getIn().getBody()).getFile()).toPath();
        // It may have been touched, or begun, since the directory was listed.
        if (!inbox.takes(path) || !begun.add(path)) {
            callback.done(true);
            return true;
        }
        EventFile file;
        try {
            file = EventFile.open(path, inbox, maxBytes);
        } catch (IOException e) {
            begun.remove(path);
            ending.notOpened(path, e);
            callback.done(true);
            return true;
        } catch (RuntimeException | Error e) {
            begun.remove(path);
            ending.notOpened(path, unexpected(e));
            callback.done(true);
            return true;
        }
        open.add(file);
        work(exchange, file, callback);
        return false;
    }

    private void work(Exchange exchange, EventFile file, AsyncCallback callback) {
        InFlight<Position> inFlight = new InFlight<>(
                window, SPAN, file.progress().start(), file.progress(), new WarnOnce(file.progress())::warn);
        IOException broken = null;
        boolean whole = false;
        try {
            whole = read(file, inFlight, () -> GoOn.isWanted(exchange, stopping));
        } catch (IOException e) {
            broken = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            // Whatever it was, what is in flight of the file has to be brought to its end, and the source goes on.
            broken = unexpected(e);
        }
        boolean readWhole = whole;
        IOException brokenBy = broken;
        inFlight.end(() -> {
            open.remove(file);
            begun.remove(file.path());
            ending.ended(file, inFlight.isSettled(), readWhole, brokenBy);
            callback.done(false);
        });
    }

    private static IOException unexpected(Throwable failure) {
        return new IOException("unexpected " + failure.getClass().getSimpleName());
    }

    /** Says once for a file that its progress can't be kept, however often that is tried. */
    private static final class WarnOnce {

        private final Object progress;
        private final AtomicBoolean said = new AtomicBoolean();

        WarnOnce(Object progress) {
            this.progress = progress;
        }

        void warn(IOException e) {
            if (said.compareAndSet(false, true)) {
                LOG.warn(
                        "{}: how far it is settled can't be kept ({}); it is tried again with each event",
                        Safe.text(progress),
                        Safe.text(e.getMessage()));
            }
        }
    }

    /** Reads to the end, or until it is to stop; whether it came to the end. */
    private boolean read(EventFile file, InFlight<Position> inFlight, BooleanSupplier goOn)
            throws IOException, InterruptedException {
        String name = file.path().getFileName().toString();
        BitSet settledBefore = file.progress().settledBeyond();
        OneAhead frames = new OneAhead(file.frames());
        int number = 0;
        for (Optional<Frame> next = frames.next(); next.isPresent(); next = frames.next()) {
            Frame frame = next.get();
            if (frames.isLast() && file.hasGrown()) {
                // Somebody still writes: what looks like the last event may be half of one.
                return false;
            }
            if (settledBefore.get(number++)) {
                inFlight.skip(frame.end());
                continue;
            }
            while (held.getAsBoolean() && goOn.getAsBoolean()) {
                TimeUnit.MILLISECONDS.sleep(HELD_MILLIS);
            }
            Optional<Settlement> taken = inFlight.take(frame.end(), frame.bytes().length, goOn);
            if (taken.isEmpty()
                    || !handOver.hand(Received.of(frame, new FileOrigin(name, frame.line())), taken.get(), lane)) {
                return false;
            }
        }
        return true;
    }

    /**
     * How far the open files are read.
     *
     * @param size bytes on disk
     * @param read bytes of those that are read
     */
    public record ReadSoFar(long size, long read) {}
}
