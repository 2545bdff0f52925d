package io.github.podsights.camel.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.podsights.camel.admin.Replays;
import io.github.podsights.camel.deadletter.DeadLetterStore;
import io.github.podsights.camel.deadletter.DeadLetterStore.State;
import io.github.podsights.camel.route.PodsightsBundle;
import io.github.podsights.camel.route.ReplayLetters;
import java.io.IOException;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;
import org.apache.camel.CamelContext;

/** Replays dead letters through the bundle of this process, for whoever asks on its admin port. */
final class InstanceReplays implements Replays {

    private final Configuration configuration;
    private final PodsightsBundle bundle;
    private final CamelContext context;
    private final InstantSource clock;
    private ReplayLetters letters;

    InstanceReplays(Configuration configuration, PodsightsBundle bundle, CamelContext context, InstantSource clock) {
        this.configuration = configuration;
        this.bundle = bundle;
        this.context = context;
        this.clock = clock;
    }

    @Override
    public String place() {
        return OpenLetters.place(configuration.settings());
    }

    @Override
    public boolean areReady() {
        return context.isStarted();
    }

    @Override
    public Replay of(JsonNode json) {
        ReplayLetters.Order order = ReplayOrder.read(json, clock.instant());
        return told -> run(order, new ReplayLines(told));
    }

    private void run(ReplayLetters.Order order, ReplayLines lines) throws IOException, InterruptedException {
        try (DeadLetterStore store = OpenLetters.within(configuration, context)) {
            lines.letters(store.count(EnumSet.of(State.OPEN)));
            Set<String> missing = letters().run(store, order, lines);
            lines.end(new ReplayLines.Ended(missing, letters().isStopping()));
        } catch (IOException e) {
            lines.failed(Problem.message(e));
        }
    }

    /** One for all replays: each that is made stays with the context. */
    private synchronized ReplayLetters letters() throws IOException {
        if (letters == null) {
            try {
                letters = bundle.replay();
            } catch (Exception e) {
                throw new IOException("the routes that dead letters take can't be reached: " + Problem.message(e), e);
            }
        }
        return letters;
    }
}
