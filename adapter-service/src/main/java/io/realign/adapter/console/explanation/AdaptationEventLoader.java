package io.realign.adapter.console.explanation;

import io.realign.adaptation.AdaptationRecord;
import io.realign.adapter.console.history.HistoryStore;
import io.realign.adapter.console.history.HistoryTopic;
import io.realign.adapter.console.history.Logged;
import io.realign.adapter.store.ArtifactStore;
import io.realign.adapter.store.EventSnapshotStore;
import io.realign.alert.DriftAlert;
import io.realign.event.EventContract;
import io.realign.event.FeatureEvent;
import io.realign.event.OffsetRange;
import io.realign.model.DataDigest;
import io.realign.model.ModelRelease;
import io.realign.replay.EventFilter;
import io.realign.replay.EventSlice;
import io.realign.replay.KafkaLogReader;
import io.realign.replay.LostEventsException;
import io.realign.replay.OffsetRangeReader;
import io.realign.replay.SourceData;
import io.realign.schemas.Topics;
import io.realign.window.DriftWindow;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Loads the events of an adaptation from its snapshot, or from Kafka if there is none and the events have not expired. One load
 * at a time, as windows may be large.
 */
@Singleton
public final class AdaptationEventLoader {
    private final ModelLookup models;
    private final HistoryStore history;
    private final EventSnapshotStore snapshots;
    private final OffsetRangeReader replay;
    private final EventContract contract;

    AdaptationEventLoader(
            ModelLookup models,
            HistoryStore history,
            ArtifactStore artifacts,
            KafkaLogReader log,
            EventContract contract) {
        this.models = models;
        this.history = history;
        this.snapshots = new EventSnapshotStore(artifacts);
        this.replay = new OffsetRangeReader(log);
        this.contract = contract;
    }

    /** The alert of an adaptation, from the history. */
    DriftAlert alert(AdaptationRecord record) throws ExplanationUnavailableException {
        return history.message(HistoryTopic.ALERTS, record.alertId())
                .map(Logged::message)
                .orElseThrow(() -> new ExplanationUnavailableException(
                        "alert %s of adaptation %s is not in the history; increase realign.history.message-retention to keep alerts longer"
                                .formatted(record.alertId(), record.id())));
    }

    /** The labelled events of version 1. */
    synchronized SourceData sourceData() throws ExplanationUnavailableException, IOException {
        ModelRelease base = models.baseModel();
        if (base.provenance().reproducible()) {
            Optional<List<EventSlice>> training = snapshots.find(base.trainingData());
            Optional<List<EventSlice>> heldOut =
                    snapshots.find(base.provenance().holdOutData());
            if (training.isPresent() && heldOut.isPresent()) {
                return new SourceData(training.get(), heldOut.get());
            }
        }
        try {
            return SourceData.read(
                    replay, ranges(base.trainingData(), Topics.SOURCE_EVENTS.name()), contract, base.createdAt());
        } catch (LostEventsException e) {
            throw new ExplanationUnavailableException(e);
        }
    }

    /** The events of the drifted window, at least one. */
    synchronized List<FeatureEvent> window(AdaptationRecord record)
            throws ExplanationUnavailableException, IOException {
        Optional<List<EventSlice>> snapshot = snapshots.window(record.id());
        if (snapshot.isPresent()) {
            return EventSlice.events(snapshot.get());
        }
        List<OffsetRange> ranges = record.offsets().stream()
                .filter(range -> range.topic().equals(Topics.TARGET_EVENTS.name()))
                .toList();
        return readTarget(ranges, record.domain(), record.startedAt());
    }

    /** The events of the reference at the time of the alert, at least one. */
    synchronized List<FeatureEvent> reference(DriftAlert alert, AdaptationRecord record)
            throws ExplanationUnavailableException, IOException {
        if (!alert.reference().equals(DriftWindow.SOURCE)) {
            return readTarget(alert.referenceOffsets(), record.domain(), record.startedAt());
        }
        SourceData source = sourceData();
        return Stream.of(source.training(), source.heldOut())
                .flatMap(slices -> EventSlice.events(slices).stream())
                .toList();
    }

    private List<FeatureEvent> readTarget(List<OffsetRange> ranges, String domain, Instant asOf)
            throws ExplanationUnavailableException {
        try {
            List<FeatureEvent> events =
                    EventSlice.events(replay.read(ranges, EventFilter.target(contract, domain, asOf)));
            if (events.isEmpty()) {
                throw new ExplanationUnavailableException(
                        "expected events of %s in %s, got none".formatted(domain, ranges));
            }
            return events;
        } catch (LostEventsException e) {
            throw new ExplanationUnavailableException(e);
        }
    }

    private static List<OffsetRange> ranges(List<DataDigest> data, String topic) {
        return data.stream()
                .map(DataDigest::range)
                .filter(range -> range.topic().equals(topic))
                .toList();
    }
}
