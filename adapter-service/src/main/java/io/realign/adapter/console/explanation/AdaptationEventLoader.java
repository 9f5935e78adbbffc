package io.realign.adapter.console.explanation;

import io.realign.adaptation.AdaptationRecord;
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
import io.realign.schemas.DecodeResult;
import io.realign.schemas.Topics;
import io.realign.window.DriftWindow;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The events that an adaptation was about: from its snapshot, or from the log where there is none and for as long as that holds
 * them. One reader at a time, for a window may be large.
 */
public final class AdaptationEventLoader {
    private final ModelLookup models;
    private final EventSnapshotStore snapshots;
    private final KafkaLogReader log;
    private final OffsetRangeReader replay;
    private final EventContract contract;

    public AdaptationEventLoader(
            ModelLookup models, EventSnapshotStore snapshots, KafkaLogReader log, EventContract contract) {
        this.models = models;
        this.snapshots = snapshots;
        this.log = log;
        this.replay = new OffsetRangeReader(log);
        this.contract = contract;
    }

    /** The alert of an adaptation. */
    DriftAlert alert(AdaptationRecord record) throws ExplanationUnavailableException {
        return log.readAll(Topics.DRIFT_ALERTS.name()).stream()
                .map(found -> Topics.DRIFT_ALERTS.codec().decode(found.value()))
                .flatMap(found -> found instanceof DecodeResult.Valid<DriftAlert> value
                        ? Stream.of(value.message())
                        : Stream.empty())
                .filter(alert -> alert.id().equals(record.alertId()))
                .findFirst()
                .orElseThrow(() -> new ExplanationUnavailableException(
                        "expected alert %s on %s, which no longer holds it; keep it longer"
                                        .formatted(record.alertId(), Topics.DRIFT_ALERTS.name())
                                + " (retention.ms) than somebody may want to look at its adaptation"));
    }

    /** The labelled events that version 1 was made of. */
    synchronized SourceData sourceData() throws ExplanationUnavailableException, IOException {
        ModelRelease first = models.baseModel();
        if (first.provenance().reproducible()) {
            Optional<List<EventSlice>> training = snapshots.find(first.trainingData());
            Optional<List<EventSlice>> heldOut =
                    snapshots.find(first.provenance().holdOutData());
            if (training.isPresent() && heldOut.isPresent()) {
                return new SourceData(training.get(), heldOut.get());
            }
        }
        try {
            return SourceData.read(
                    replay, ranges(first.trainingData(), Topics.SOURCE_EVENTS.name()), contract, first.createdAt());
        } catch (LostEventsException e) {
            throw new ExplanationUnavailableException(e);
        }
    }

    /** The events that had moved, at least one. */
    synchronized List<FeatureEvent> window(AdaptationRecord record)
            throws ExplanationUnavailableException, IOException {
        Optional<List<EventSlice>> kept = snapshots.window(record.id());
        if (kept.isPresent()) {
            return EventSlice.events(kept.get());
        }
        List<OffsetRange> ranges = record.offsets().stream()
                .filter(range -> range.topic().equals(Topics.TARGET_EVENTS.name()))
                .toList();
        return readTarget(ranges, record.domain(), record.startedAt());
    }

    /** What the domain was compared with when the alert was raised, at least one event. */
    synchronized List<FeatureEvent> reference(DriftAlert alert, AdaptationRecord record)
            throws ExplanationUnavailableException, IOException {
        if (!alert.reference().equals(DriftWindow.SOURCE)) {
            return readTarget(alert.referenceOffsets(), record.domain(), record.startedAt());
        }
        SourceData source = sourceData();
        return Stream.of(source.training(), source.heldOut())
                .flatMap(stretches -> EventSlice.events(stretches).stream())
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
