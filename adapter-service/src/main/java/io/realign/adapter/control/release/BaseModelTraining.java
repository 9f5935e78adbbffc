package io.realign.adapter.control.release;

import io.realign.adapter.control.adaptation.AdaptationReporter;
import io.realign.adapter.control.adaptation.AdaptationReporterFactory;
import io.realign.adapter.control.adaptation.AdaptationStage;
import io.realign.adapter.control.event.SourceCollector;
import io.realign.adapter.store.EventSnapshotStore;
import io.realign.adapter.store.ModelRegistry;
import io.realign.event.EventContract;
import io.realign.event.OffsetRange;
import io.realign.learning.portfolio.SourceOnlyTraining;
import io.realign.learning.training.Candidate;
import io.realign.model.ModelRelease;
import io.realign.replay.EventSlice;
import io.realign.replay.LostEventsException;
import io.realign.replay.OffsetRangeReader;
import io.realign.replay.SourceData;
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
 * @param reporters starts the account of a course
 */
public record BaseModelTraining(
        ModelRegistry registry,
        SourceCollector sourceCollector,
        OffsetRangeReader replay,
        EventContract contract,
        EventSnapshotStore snapshots,
        SourceOnlyTraining training,
        ReleasePublisher releases,
        long seed,
        AdaptationReporterFactory reporters,
        InstantSource clock) {
    /**
     * The shared version 1, made now unless it is there.
     *
     * @throws IllegalArgumentException if the source cannot be trained on
     */
    public ModelRelease trainIfAbsent() throws IOException, LostEventsException {
        Optional<ModelRelease> there = existingBaseModel();
        if (there.isPresent()) {
            return there.get();
        }
        List<OffsetRange> ranges = sourceCollector.await();
        // Releases travel in milliseconds, and whoever replays by this one must get the same time.
        Instant asOf = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        SourceData source = SourceData.read(replay, ranges, contract, asOf);
        snapshots.save(source);
        AdaptationReporter course = reporters.forBaseModel();
        course.enterStage(AdaptationStage.TRAINING, "source events of " + ranges + ", seed " + seed);
        Candidate candidate = training.train(
                EventSlice.events(source.training()), contract.featureCount(), contract.labels(), seed, course);
        // Another process may have been faster.
        Optional<ModelRelease> meanwhile = existingBaseModel();
        if (meanwhile.isPresent()) {
            return meanwhile.get();
        }
        ModelRelease release =
                releases.publishBaseModel(candidate, source, seed, asOf, asOf.plus(contract.maxClockSkew()));
        registry.refresh(ModelRegistry.BROKER_TIMEOUT);
        course.enterStage(AdaptationStage.RELEASED, release.displayName());
        return release;
    }

    private Optional<ModelRelease> existingBaseModel() {
        return registry.refresh(ModelRegistry.BROKER_TIMEOUT).newestRelease(ModelRelease.SHARED);
    }
}
