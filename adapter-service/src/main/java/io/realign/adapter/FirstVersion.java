package io.realign.adapter;

import io.realign.adapter.adaptation.Course;
import io.realign.adapter.adaptation.Stage;
import io.realign.adapter.event.SourceWatch;
import io.realign.adapter.model.Registry;
import io.realign.adapter.model.Snapshots;
import io.realign.client.log.LostEventsException;
import io.realign.client.log.Replay;
import io.realign.client.log.SourceData;
import io.realign.client.log.Stretch;
import io.realign.event.EventContract;
import io.realign.event.OffsetRange;
import io.realign.learning.portfolio.SourceTraining;
import io.realign.learning.training.Candidate;
import io.realign.model.ModelRelease;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Makes the shared version 1 from the source alone, where there is none yet.
 *
 * @param snapshots keeps the source that it is made of
 * @param seed the configured seed
 * @param courses starts the account of a course
 */
record FirstVersion(
        Registry registry,
        SourceWatch watch,
        Replay replay,
        EventContract contract,
        Snapshots snapshots,
        SourceTraining training,
        Releases releases,
        long seed,
        Courses courses,
        InstantSource clock) {
    /**
     * The shared version 1, made now unless it is there.
     *
     * @throws IllegalArgumentException if the source cannot be trained on
     */
    ModelRelease make() throws IOException, LostEventsException {
        Optional<ModelRelease> there = known();
        if (there.isPresent()) {
            return there.get();
        }
        List<OffsetRange> ranges = watch.await();
        // Releases travel in milliseconds, and whoever replays by this one must get the same time.
        Instant asOf = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        SourceData source = SourceData.read(replay, ranges, contract, asOf);
        snapshots.keep(source);
        Course course = courses.first();
        course.enter(Stage.TRAINING, "source events of " + ranges + ", seed " + seed);
        Candidate candidate =
                training.make(Stretch.events(source.training()), contract.features(), contract.labels(), seed, course);
        // Another process may have been faster.
        Optional<ModelRelease> meanwhile = known();
        if (meanwhile.isPresent()) {
            return meanwhile.get();
        }
        ModelRelease release = releases.first(candidate, source, seed, asOf, asOf.plus(contract.futureTolerance()));
        registry.refresh(Registry.PATIENCE);
        course.enter(Stage.RELEASED, release.name());
        return release;
    }

    private Optional<ModelRelease> known() {
        return registry.refresh(Registry.PATIENCE).newest(ModelRelease.SHARED);
    }
}
