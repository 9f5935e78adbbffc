package io.realign.jobs.scoring;

import io.realign.client.ReleaseReader;
import io.realign.model.ModelRelease;
import io.realign.model.TrustedKeys;
import io.realign.schemas.Announcement;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Waits for a shared release that can be served, which every domain can begin with. The one that comes first on the log
 * will do: those after it are read again by the job, and would pass for replayed ones if it began with a later one.
 */
final class FirstRelease {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration SILENCE = Duration.ofSeconds(2);

    private final InstantSource clock;
    private final PrintStream out;
    private ModelRelease first;

    FirstRelease(InstantSource clock, PrintStream out) {
        this.clock = clock;
        this.out = out;
    }

    /** A shared release on {@code models}, as soon as there is one; whoever waits for long is told for what. */
    ModelRelease await(String bootstrap, TrustedKeys keys) {
        Instant begun = clock.instant();
        boolean told = false;
        try (ReleaseReader reader = new ReleaseReader(bootstrap, keys, clock)) {
            while (first == null) {
                reader.poll(POLL, this::take);
                if (first == null && !told && clock.instant().isAfter(begun.plus(SILENCE))) {
                    out.println(ScoringFlow.NAME + " job waits for the first shared release on models at " + bootstrap);
                    told = true;
                }
            }
        }
        return first;
    }

    private void take(Announcement announcement) {
        if (announcement instanceof Announcement.Refused refused) {
            out.println(ScoringFlow.NAME + " job passes over " + refused);
        } else if (first == null
                && announcement instanceof Announcement.Released released
                && released.release().domain().equals(ModelRelease.SHARED)
                && !released.release().expiredAt(clock.instant())) {
            first = released.release();
        }
    }
}
