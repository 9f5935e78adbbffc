package io.realign.adapter.control.adaptation;

import io.realign.adaptation.AdaptationRecord;
import io.realign.adapter.store.EventSnapshotStore;
import io.realign.alert.DriftAlert;
import io.realign.event.EventContract;
import io.realign.event.OffsetRange;
import io.realign.learning.portfolio.AdaptationDataset;
import io.realign.model.DataDigest;
import io.realign.model.ModelRelease;
import io.realign.model.ReleaseHistory;
import io.realign.replay.EventFilter;
import io.realign.replay.EventSlice;
import io.realign.replay.LostEventsException;
import io.realign.replay.OffsetRangeReader;
import io.realign.replay.SourceData;
import io.realign.schemas.Topics;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Draws from the log what an adaptation is made of: the events that moved, and the source that version 1 was made of.
 *
 * @param snapshots keeps what was drawn
 */
public record TrainingDataLoader(
        OffsetRangeReader replay,
        EventContract contract,
        LabelledProbeFiles labelledProbes,
        EventSnapshotStore snapshots) {
    private static final Logger LOG = Logger.getLogger(TrainingDataLoader.class);

    /**
     * What was drawn.
     *
     * @param trainingDigests what of it is trained on
     * @param holdOutDigests what of it is judged by
     * @param sourceUntil no later event of the source is in it
     * @param targetUntil no later event of the target is in it
     */
    public record LoadedDataset(
            AdaptationDataset dataset,
            List<DataDigest> trainingDigests,
            List<DataDigest> holdOutDigests,
            Instant sourceUntil,
            Instant targetUntil) {}

    /**
     * @throws LostEventsException if the log no longer holds all of it
     * @throws NonRetryableAdaptationException if it holds something else, or nothing that can be used
     * @throws IOException if it cannot be kept
     */
    public LoadedDataset load(DriftAlert alert, ReleaseHistory history)
            throws LostEventsException, NonRetryableAdaptationException, IOException {
        ModelRelease first = history.newestRelease(ModelRelease.SHARED).orElseThrow();
        List<EventSlice> target = target(alert);
        SourceData source = source(first);
        snapshots.save(source);
        snapshots.save(AdaptationRecord.id(alert), target);
        AdaptationDataset material = AdaptationDataset.fromEvents(
                EventSlice.events(source.training()),
                EventSlice.events(source.heldOut()),
                EventSlice.events(target),
                contract.labels(),
                labelledProbes.load(alert.domain()));
        return new LoadedDataset(
                material,
                Stream.concat(source.trainingDigests().stream(), target.stream().map(EventSlice::digest))
                        .toList(),
                source.heldOutDigests(),
                first.createdAt().plus(contract.maxClockSkew()),
                alert.confirmedAt().plus(contract.maxClockSkew()));
    }

    private List<EventSlice> target(DriftAlert alert) throws LostEventsException, NonRetryableAdaptationException {
        // No event of the window is younger than the alert, so this is no guess: whoever reads again gets the same.
        EventFilter sieve = EventFilter.target(contract, alert.domain(), alert.confirmedAt());
        List<EventSlice> target = replay.read(alert.windowOffsets(), sieve);
        int rows = EventSlice.events(target).size();
        long refused = target.stream().mapToLong(EventSlice::invalidRecords).sum();
        if (rows == 0) {
            throw new NonRetryableAdaptationException(
                    "expected events of %s in %s, got %d records that break the contract only"
                            .formatted(alert.domain(), alert.windowOffsets(), refused));
        }
        LOG.infof(
                "%s: %d events of %d in the alert, %d bad ones skipped", alert.domain(), rows, alert.count(), refused);
        return target;
    }

    private SourceData source(ModelRelease first) throws LostEventsException, NonRetryableAdaptationException {
        List<OffsetRange> ranges = first.trainingData().stream()
                .map(DataDigest::range)
                .filter(range -> range.topic().equals(Topics.SOURCE_EVENTS.name()))
                .toList();
        SourceData source = SourceData.read(replay, ranges, contract, first.createdAt());
        if (!source.trainingDigests().equals(first.trainingData())) {
            throw new NonRetryableAdaptationException(
                    "expected the source events that version 1 was made of, %s, got %s; the topic was written anew: empty"
                                    .formatted(first.trainingData(), source.trainingDigests())
                            + " " + Topics.MODELS.name() + " and start again from version 1");
        }
        return source;
    }
}
