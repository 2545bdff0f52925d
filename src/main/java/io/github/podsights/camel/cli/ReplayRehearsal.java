package io.github.podsights.camel.cli;

import io.github.podsights.camel.deadletter.DeadLetterStore.Entry;
import io.github.podsights.camel.deadletter.DeadLetterStore.State;
import io.github.podsights.camel.deadletter.KeptLetter;
import io.github.podsights.camel.deadletter.LetterFilter;
import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.route.PreviewBundle;
import io.github.podsights.camel.route.ReplayLetters;
import io.github.podsights.camel.route.ReplayResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A replay that is only looked at: through the pipeline's own route, with an end that sends and writes nothing. */
final class ReplayRehearsal {

    private final PreviewBundle preview;
    private final Configuration configuration;
    private final boolean claimed;
    private final ReplayOutput output;

    private ReplayRehearsal(PreviewBundle preview, Configuration configuration, boolean claimed, ReplayOutput output) {
        this.preview = preview;
        this.configuration = configuration;
        this.claimed = claimed;
        this.output = output;
    }

    /** Says what would become of each letter; the ids that were not found. */
    static Set<String> run(Configuration configuration, LetterFilter filter, boolean claimed, ReplayOutput output)
            throws Exception {
        int maxBytes = configuration.settings().eventMaxBytes();
        try (OpenLetters open = OpenLetters.of(configuration);
                PreviewBundle preview = new PreviewBundle(maxBytes, configuration.integrations())) {
            ReplayRehearsal rehearsal = new ReplayRehearsal(preview, configuration, claimed, output);
            Set<String> missing = filter.visit(
                    open.store(), EnumSet.of(State.OPEN, State.CLAIMED), rehearsal::letter, output::broken);
            output.summary();
            return missing;
        }
    }

    private boolean letter(Entry entry, KeptLetter letter) throws IOException {
        if (entry.state() == State.CLAIMED && !(claimed && entry.isAbandoned())) {
            if (entry.isAbandoned()) {
                output.abandoned(letter);
            }
            return true;
        }
        Optional<String> obstacle = ReplayLetters.obstacle(letter, configuration.integrations());
        List<Delivery> deliveries = new ArrayList<>();
        if (obstacle.isEmpty()) {
            preview(letter, deliveries);
        }
        output.result(new ReplayResult(
                letter,
                obstacle.isPresent() ? ReplayResult.End.LEFT : ReplayResult.End.REPLAYED,
                deliveries,
                obstacle.orElse(null)));
        return true;
    }

    private void preview(KeptLetter letter, List<Delivery> deliveries) throws IOException {
        try {
            preview.preview(letter.received(), deliveries::add);
        } catch (Exception e) {
            throw new IOException("the " + letter + " can't be looked at: " + Problem.message(e), e);
        }
    }
}
