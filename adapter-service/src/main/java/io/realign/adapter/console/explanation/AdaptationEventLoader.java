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
import io.realign.schemas.Topic;
import io.realign.schemas.Topics;
import io.realign.window.DriftWindow;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Loads the events of an adaptation from its snapshot or, if there is none, from Kafka. Loads run one at a time, as windows may
 * be large.
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

    DriftAlert alert(AdaptationRecord record) throws ExplanationUnavailableException {
        return history.message(HistoryTopic.ALERTS, record.alertId())
                .map(Logged::message)
                .orElseThrow(() -> new ExplanationUnavailableException(
                        "alert %s of adaptation %s is not in the history; increase realign.history.message-retention to keep alerts longer"
                                .formatted(record.alertId(), record.id())));
    }

    /** Labelled events that version 1 was trained on. */
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
            List<OffsetRange> ranges =
                    ofTopic(base.trainingData().stream().map(DataDigest::range), Topics.SOURCE_EVENTS);
            return SourceData.read(replay, ranges, contract, base.createdAt());
        } catch (LostEventsException e) {
            throw new ExplanationUnavailableException(e);
        }
    }

    /** Events of the drifted window, at least one. */
    synchronized List<FeatureEvent> window(AdaptationRecord record)
            throws ExplanationUnavailableException, IOException {
        Optional<List<EventSlice>> snapshot = snapshots.window(record.id());
        if (snapshot.isPresent()) {
            return EventSlice.events(snapshot.get());
        }
        return readTarget(
                ofTopic(record.offsets().stream(), Topics.TARGET_EVENTS), record.domain(), record.startedAt());
    }

    /** Events of the reference at the time of the alert, at least one. */
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

    private static List<OffsetRange> ofTopic(Stream<OffsetRange> ranges, Topic<?> topic) {
        return ranges.filter(range -> range.topic().equals(topic.name())).toList();
    }
}
