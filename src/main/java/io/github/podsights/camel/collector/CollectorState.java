package io.github.podsights.camel.collector;

import java.time.Clock;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** What the event loops of one stand-in share. */
final class CollectorState {

    private final CollectorOptions options;
    private final BehaviourDocument documents = new BehaviourDocument(new SplittableRandom(), Clock.systemUTC());
    private final AtomicReference<Ledger> ledger = new AtomicReference<>();
    private final AtomicReference<Set> set = new AtomicReference<>(new Set("{}", Behaviours.accept()));
    private final AtomicLong connections = new AtomicLong();
    private final AtomicLong openConnections = new AtomicLong();

    CollectorState(CollectorOptions options) {
        this.options = options;
        clear();
        if (options.behaviour() != null) {
            behave(options.behaviour());
        }
    }

    CollectorOptions options() {
        return options;
    }

    Ledger ledger() {
        return ledger.get();
    }

    void clear() {
        ledger.set(new Ledger(options));
    }

    Stats stats() {
        return ledger().stats(connections.get(), openConnections.get());
    }

    void connected() {
        connections.incrementAndGet();
        openConnections.incrementAndGet();
    }

    void disconnected() {
        openConnections.decrementAndGet();
    }

    Behaviour behaviour() {
        return set.get().behaviour();
    }

    /** The document that set the behaviour, as it was written. */
    String document() {
        return set.get().document();
    }

    void behave(Behaviour behaviour) {
        set.set(new Set("{\"set\":\"in code\"}", behaviour));
    }

    /** @throws IllegalArgumentException if the document does not hold; the behaviour then stays as it is */
    void behave(String document) {
        set.set(new Set(document, documents.read(document)));
    }

    private record Set(String document, Behaviour behaviour) {}
}
