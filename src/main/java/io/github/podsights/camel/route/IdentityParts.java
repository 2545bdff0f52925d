package io.github.podsights.camel.route;

import io.github.podsights.camel.delivery.Redelivery;
import io.github.podsights.camel.identity.IdentitiesInDatabase;
import io.github.podsights.camel.identity.IdentitiesInMemory;
import io.github.podsights.camel.identity.IdentityStore;
import io.github.podsights.camel.settings.IdentitySettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import java.util.function.LongSupplier;

/** The identity store that the settings say, and the step that works it. */
final class IdentityParts {

    private static final int MOST_IN_PREVIEW = 1_000_000;

    private IdentityParts() {}

    /**
     * The step of a bundle.
     *
     * @param redelivery how long to wait before a database is asked again
     * @param budget how long a caller of {@code direct:podsights} may have to wait for it
     * @throws IllegalStateException if the driver of the database is not there
     */
    static KnowVisitor step(
            IdentitySettings settings,
            Redelivery redelivery,
            Duration budget,
            InstantSource clock,
            LongSupplier nanoTime) {
        UntilAvailable access =
                new UntilAvailable("Identities", "podsights.identity.jdbc", redelivery, budget, nanoTime);
        return new KnowVisitor(store(settings, clock, nanoTime), access);
    }

    private static IdentityStore store(IdentitySettings settings, InstantSource clock, LongSupplier nanoTime) {
        if (!settings.isOn()) {
            return IdentityStore.NONE;
        }
        return settings.database().isPresent()
                ? new IdentitiesInDatabase(
                        Databases.open(settings.database().get(), "podsights-identity"),
                        settings.timeToLive(),
                        settings.maxEntries(),
                        clock)
                : new IdentitiesInMemory(settings.timeToLive(), settings.maxEntries(), nanoTime);
    }

    /**
     * The step of a preview: it knows what stands before in the same input.
     *
     * @param isOn whether addresses are remembered at all
     */
    static KnowVisitor forPreview(boolean isOn) {
        Redelivery never = new Redelivery(1, Duration.ZERO, 1, Duration.ZERO, Duration.ZERO, new Random());
        return new KnowVisitor(
                isOn
                        ? new IdentitiesInMemory(Duration.ofDays(365), MOST_IN_PREVIEW, System::nanoTime)
                        : IdentityStore.NONE,
                new UntilAvailable("Identities", "", never, Duration.ZERO, System::nanoTime));
    }
}
