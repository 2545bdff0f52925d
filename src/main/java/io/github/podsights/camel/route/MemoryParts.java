package io.github.podsights.camel.route;

import io.github.podsights.camel.delivery.AcceptedInDatabase;
import io.github.podsights.camel.delivery.AcceptedInMemory;
import io.github.podsights.camel.delivery.AcceptedKeys;
import io.github.podsights.camel.delivery.Duplicates;
import io.github.podsights.camel.settings.DuplicatesSettings;
import io.github.podsights.camel.settings.Settings;
import java.time.Clock;
import java.util.function.LongSupplier;
import org.apache.camel.CamelContext;

/** What is remembered from one event to the next: what was accepted, and whose address is known. */
final class MemoryParts {

    private final CamelContext context;
    private final Settings settings;
    private final DeliveryParts delivering;
    private final Stopping stopping;
    private final BundleWatch watch;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private CheckDuplicate checkDuplicate;
    private KnowVisitor knowVisitor;

    MemoryParts(
            CamelContext context,
            Settings settings,
            DeliveryParts delivering,
            Stopping stopping,
            BundleWatch watch,
            Clock clock,
            LongSupplier nanoTime) {
        this.context = context;
        this.settings = settings;
        this.delivering = delivering;
        this.stopping = stopping;
        this.watch = watch;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    /** Opens the identity store, and makes the step that works it. */
    KnowVisitor identities() throws Exception {
        knowVisitor = IdentityParts.step(
                settings.identity(),
                delivering.redelivery(),
                settings.redelivery().budget(),
                clock,
                nanoTime);
        watch.identities(settings.identity(), knowVisitor);
        if (settings.identity().database().isPresent()) {
            OwnServices.add(context, new DatabaseWatch(knowVisitor::look));
        }
        return knowVisitor;
    }

    /** Opens what knows duplicates, and binds the step that asks it. */
    void bindDuplicates() throws Exception {
        DuplicatesSettings duplicates = settings.duplicates();
        if (!duplicates.isOn()) {
            NoDuplicates.bind(context.getRegistry());
            return;
        }
        AcceptedKeys accepted = duplicates.database().isPresent()
                ? new AcceptedInDatabase(
                        Databases.open(duplicates.database().get(), "podsights-duplicates"), duplicates.window(), clock)
                : new AcceptedInMemory(duplicates.window(), duplicates.maxEntries(), nanoTime);
        checkDuplicate = new CheckDuplicate(
                new Duplicates(accepted),
                delivering::parksTwin,
                delivering.redelivery(),
                settings.redelivery().budget(),
                stopping::isStopping,
                nanoTime);
        checkDuplicate.bind(context.getRegistry());
        if (duplicates.database().isPresent()) {
            OwnServices.add(context, new DatabaseWatch(checkDuplicate::look));
            watch.duplicates(checkDuplicate);
        }
    }

    /** How many deliveries wait for a twin, or for a database. */
    int waiting() {
        int forTwins = checkDuplicate == null ? 0 : checkDuplicate.waiting();
        return forTwins + (knowVisitor == null ? 0 : knowVisitor.waiting());
    }

    /** What waits is let go, unsettled. */
    void letGo() {
        if (checkDuplicate != null) {
            checkDuplicate.letGo();
        }
        if (knowVisitor != null) {
            knowVisitor.letGo();
        }
    }

    void close() {
        if (checkDuplicate != null) {
            checkDuplicate.close();
        }
        if (knowVisitor != null) {
            knowVisitor.close();
        }
    }
}
