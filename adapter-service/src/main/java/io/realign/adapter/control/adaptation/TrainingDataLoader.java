package io.realign.adapter.control.adaptation;

import io.realign.adaptation.AdaptationRecord;
import io.realign.adapter.store.EventSnapshotStore;
import io.realign.alert.DriftAlert;
import io.realign.event.EventContract;
import io.realign.event.OffsetRange;
import io.realign.learning.selection.AdaptationDataset;
import io.realign.model.DataDigest;
import io.realign.model.ModelRelease;
import io.realign.model.Provenance;
import io.realign.model.ReleaseHistory;
import io.realign.replay.EventFilter;
import io.realign.replay.EventSlice;
import io.realign.replay.OffsetRangeReader;
import io.realign.replay.SourceData;
import io.realign.replay.UnreadableEventsException;
import io.realign.schemas.Topics;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Loads the dataset of an adaptation: the window of the alert, and the source events of the base model. Events that Kafka no longer
 * retains are read from their snapshot.
 */
@Singleton
public record TrainingDataLoader(
        OffsetRangeReader eventReader,
        EventContract contract,
        LabelledProbeFiles labelledProbes,
        EventSnapshotStore snapshots) {
    private static final Logger LOG = Logger.getLogger(TrainingDataLoader.class);

    /**
     * Dataset with its provenance.
     *
     * @param trainingDigests digests of the events used for training
     * @param holdOutDigests digests of the events used for evaluation
     * @param sourceCutoff source events with a later event time were rejected
     * @param targetCutoff target events with a later event time were rejected
     */
    public record LoadedDataset(
            AdaptationDataset dataset,
            List<DataDigest> trainingDigests,
            List<DataDigest> holdOutDigests,
            Instant sourceCutoff,
            Instant targetCutoff) {}

    /**
     * Loads the dataset and stores a snapshot of its events.
     *
     * @throws UnreadableEventsException if Kafka no longer retains all events, and there is no snapshot
     * @throws NonRetryableAdaptationException if there is no valid event, or the source has changed
     * @throws IOException if a snapshot cannot be read or stored
     */
    public LoadedDataset load(DriftAlert alert, ReleaseHistory history)
            throws UnreadableEventsException, NonRetryableAdaptationException, IOException {
        ModelRelease baseModel = history.newestRelease(ModelRelease.SHARED).orElseThrow();
        List<EventSlice> target = readTarget(alert);
        SourceData source = readSource(baseModel);
        snapshots.save(source);
        snapshots.save(AdaptationRecord.id(alert), target);
        AdaptationDataset dataset = AdaptationDataset.fromEvents(
                EventSlice.events(source.training()),
                EventSlice.events(source.holdOut()),
                EventSlice.events(target),
                contract.labels(),
                labelledProbes.load(alert.domain()));
        return new LoadedDataset(
                dataset,
                Stream.concat(source.trainingDigests().stream(), target.stream().map(EventSlice::digest))
                        .toList(),
                source.holdOutDigests(),
                baseModel.createdAt().plus(contract.maxClockSkew()),
                alert.times().confirmedAt().plus(contract.maxClockSkew()));
    }

    private List<EventSlice> readTarget(DriftAlert alert)
            throws UnreadableEventsException, NonRetryableAdaptationException, IOException {
        // Validates against the time of the alert, not the current time, so that later reads accept the same events.
        EventFilter filter =
                EventFilter.target(contract, alert.domain(), alert.times().confirmedAt());
        List<EventSlice> target = readWindow(alert, filter);
        int rows = EventSlice.events(target).size();
        long invalid = target.stream().mapToLong(EventSlice::invalidRecords).sum();
        if (rows == 0) {
            throw new NonRetryableAdaptationException(
                    "expected at least one valid event of %s in %s, got none and %d invalid records"
                            .formatted(alert.domain(), alert.window().offsets(), invalid));
        }
        LOG.infof(
                "%s: loaded %d of the %d events of the alert, skipped %d invalid records",
                alert.domain(), rows, alert.window().count(), invalid);
        return target;
    }

    /** An earlier attempt of the adaptation may have stored a snapshot. */
    private List<EventSlice> readWindow(DriftAlert alert, EventFilter filter)
            throws UnreadableEventsException, IOException {
        try {
            return eventReader.read(alert.window().offsets(), filter);
        } catch (UnreadableEventsException e) {
            List<EventSlice> snapshot =
                    snapshots.window(AdaptationRecord.id(alert)).orElseThrow(() -> e);
            LOG.warnf("%s: reading the window from its snapshot: %s", alert.domain(), e.getMessage());
            return snapshot;
        }
    }

    private SourceData readSource(ModelRelease baseModel)
            throws UnreadableEventsException, NonRetryableAdaptationException, IOException {
        Provenance provenance = baseModel.provenance();
        List<OffsetRange> ranges = provenance.trainingData().stream()
                .map(DataDigest::range)
                .filter(range -> range.topic().equals(Topics.SOURCE_EVENTS.name()))
                .toList();
        try {
            SourceData source = SourceData.read(eventReader, ranges, contract, baseModel.createdAt());
            if (source.trainingDigests().equals(provenance.trainingData())) {
                return source;
            }
            String changed =
                    "expected the source events that the base model was trained on, %s, got %s; the topic has changed"
                            .formatted(provenance.trainingData(), source.trainingDigests());
            return sourceSnapshot(provenance, changed)
                    .orElseThrow(() -> new NonRetryableAdaptationException(
                            changed + "; delete all records of " + Topics.MODELS.name() + " to get a new base model"));
        } catch (UnreadableEventsException e) {
            return sourceSnapshot(provenance, e.getMessage()).orElseThrow(() -> e);
        }
    }

    /**
     * Source events of the base model from their snapshot; empty if it is incomplete.
     *
     * @param cause why the events are not read from Kafka
     */
    private Optional<SourceData> sourceSnapshot(Provenance provenance, String cause) throws IOException {
        Optional<List<EventSlice>> training = snapshots.find(provenance.trainingData());
        Optional<List<EventSlice>> holdOut = snapshots.find(provenance.holdOutData());
        if (training.isEmpty() || holdOut.isEmpty()) {
            return Optional.empty();
        }
        LOG.warnf("reading the source events from their snapshot: %s", cause);
        return Optional.of(new SourceData(training.get(), holdOut.get()));
    }
}
