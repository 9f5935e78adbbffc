package io.realign.jobs.scoring;

import io.realign.client.internal.ReleaseReader;
import io.realign.model.ModelRelease;
import io.realign.model.TrustedKeys;
import io.realign.schemas.ReleaseAnnouncement;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Waits for a shared release that can be served, which every domain can begin with. The one that comes first on the log
 * will do: those after it are read again by the job, and would pass for replayed ones if it began with a later one.
 */
final class InitialReleaseReader {
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(200);
    private static final Duration LOG_WAITING_AFTER = Duration.ofSeconds(2);

    private final InstantSource clock;
    private final PrintStream out;
    private ModelRelease initialRelease;

    InitialReleaseReader(InstantSource clock, PrintStream out) {
        this.clock = clock;
        this.out = out;
    }

    /** A shared release on {@code models}, as soon as there is one; whoever waits for long is told for what. */
    ModelRelease await(String bootstrap, TrustedKeys keys) {
        Instant begun = clock.instant();
        boolean told = false;
        try (ReleaseReader reader = new ReleaseReader(bootstrap, keys, clock)) {
            while (initialRelease == null) {
                reader.poll(POLL_TIMEOUT, this::onAnnouncement);
                if (initialRelease == null && !told && clock.instant().isAfter(begun.plus(LOG_WAITING_AFTER))) {
                    out.println(ScoringFlow.NAME + " job waits for the first shared release on models at " + bootstrap);
                    told = true;
                }
            }
        }
        return initialRelease;
    }

    private void onAnnouncement(ReleaseAnnouncement announcement) {
        if (announcement instanceof ReleaseAnnouncement.Invalid refused) {
            out.println(ScoringFlow.NAME + " job passes over " + refused);
        } else if (initialRelease == null
                && announcement instanceof ReleaseAnnouncement.Verified released
                && released.release().domain().equals(ModelRelease.SHARED)
                && !released.release().isExpiredAt(clock.instant())) {
            initialRelease = released.release();
        }
    }
}
