package io.github.podsights.camel.route.file;

import io.github.podsights.camel.event.FileOrigin;
import io.github.podsights.camel.event.Received;
import io.github.podsights.camel.route.HandOver;
import io.github.podsights.camel.route.Safe;
import io.github.podsights.camel.route.Timers;
import io.github.podsights.camel.settlement.Settlement;
import io.github.podsights.camel.settlement.Window;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.support.AsyncProcessorSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The step that takes a parked delivery back that is due: hands it on once there is room, and removes its file when it is
 * settled, be it for good or in a new file. It does not wait for that.
 */
public final class ParkedFiles extends AsyncProcessorSupport {

    private static final Logger LOG = LoggerFactory.getLogger(ParkedFiles.class);

    private static final long POLL_MILLIS = 100;

    private static final Duration BETWEEN_COUNTS = Duration.ofMinutes(1);

    private final Spool spool;
    private final Window window;
    private final HandOver handOver;
    private final BooleanSupplier held;
    private final Duration betweenCounts;
    private ScheduledExecutorService timer;

    /**
     * @param window how much may be in flight of what comes back
     * @param held whether what is parked rests where it is: nothing can be sent, or the bundle stops
     */
    public ParkedFiles(Spool spool, Window window, HandOver handOver, BooleanSupplier held) {
        this(spool, window, handOver, held, BETWEEN_COUNTS);
    }

    /** @param betweenCounts how often the files are counted anew */
    ParkedFiles(Spool spool, Window window, HandOver handOver, BooleanSupplier held, Duration betweenCounts) {
        this.betweenCounts = betweenCounts;
        this.spool = spool;
        this.window = window;
        this.handOver = handOver;
        this.held = held;
    }

    @Override
    protected void doStart() {
        timer = Timers.daemon("podsights-parked-count");
        long millis = betweenCounts.toMillis();
        var unused = timer.scheduleWithFixedDelay(spool::recount, millis, millis, TimeUnit.MILLISECONDS);
    }

    @Override
    protected void doStop() {
        if (timer != null) {
            timer.shutdownNow();
        }
    }

    @Override
    protected void doShutdown() throws IOException {
        spool.close();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        Path path = ((File) ((GenericFile<?>) exchange.getIn().getBody()).getFile()).toPath();
        if (!spool.begin(path)) {
            callback.done(true);
            return true;
        }
        byte[] bytes = read(path);
        boolean taken = bytes != null && take(bytes.length, exchange);
        if (bytes != null && !taken) {
            spool.leave(path);
        }
        if (!taken) {
            callback.done(true);
            return true;
        }
        handOver.hand(
                Received.of(bytes, new FileOrigin(path.getFileName().toString(), 1)),
                new Taken(path, bytes.length, callback));
        return false;
    }

    /** Null if it is not there any more, or can't be read at the moment. */
    private byte[] read(Path path) {
        try {
            return Files.readAllBytes(path);
        } catch (NoSuchFileException e) {
            spool.leave(path);
        } catch (IOException e) {
            spool.rest(path);
            LOG.warn(
                    "{} can't be read at the moment ({}); it is tried again",
                    Safe.text(path),
                    Safe.text(e.getClass().getSimpleName()));
        }
        return null;
    }

    private boolean take(int bytes, Exchange exchange) {
        try {
            while (GoOn.isWanted(exchange, held)) {
                if (window.take(bytes, POLL_MILLIS)) {
                    return true;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private final class Taken implements Settlement {

        private final Path path;
        private final int bytes;
        private final AsyncCallback callback;

        private Taken(Path path, int bytes, AsyncCallback callback) {
            this.path = path;
            this.bytes = bytes;
            this.callback = callback;
        }

        @Override
        public void settled() {
            spool.remove(path);
            done();
        }

        @Override
        public void released() {
            spool.rest(path);
            done();
        }

        private void done() {
            window.give(bytes);
            callback.done(false);
        }
    }
}
