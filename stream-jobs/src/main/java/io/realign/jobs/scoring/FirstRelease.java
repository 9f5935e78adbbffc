package io.realign.jobs.scoring;

import io.realign.client.ReleaseReader;
import io.realign.model.ModelRelease;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Waits for the shared release, which every domain can begin with. */
final class FirstRelease {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration SILENCE = Duration.ofSeconds(2);

    private final InstantSource clock;
    private final PrintStream out;
    private ModelRelease newest;

    FirstRelease(InstantSource clock, PrintStream out) {
        this.clock = clock;
        this.out = out;
    }

    /** The shared release on {@code models}, as soon as there is one; whoever waits for long is told for what. */
    ModelRelease await(String bootstrap) {
        Instant begun = clock.instant();
        boolean told = false;
        try (ReleaseReader reader = new ReleaseReader(bootstrap)) {
            while (newest == null) {
                reader.poll(POLL, this::take);
                if (newest == null && !told && clock.instant().isAfter(begun.plus(SILENCE))) {
                    out.println(ScoringFlow.NAME + " job waits for the first shared release on models at " + bootstrap);
                    told = true;
                }
            }
        }
        return newest;
    }

    private void take(ModelRelease release) {
        boolean newer = Optional.ofNullable(newest).map(ModelRelease::version).orElse(0L) < release.version();
        if (release.domain().equals(ModelRelease.SHARED) && newer) {
            newest = release;
        }
    }
}
