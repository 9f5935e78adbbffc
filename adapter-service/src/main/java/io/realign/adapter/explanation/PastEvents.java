package io.realign.adapter.explanation;

import io.realign.adaptation.AdaptationRecord;
import io.realign.adapter.model.Snapshots;
import io.realign.alert.DriftAlert;
import io.realign.client.log.Log;
import io.realign.client.log.LostEventsException;
import io.realign.client.log.Replay;
import io.realign.client.log.Sieve;
import io.realign.client.log.SourceData;
import io.realign.client.log.Stretch;
import io.realign.event.EventContract;
import io.realign.event.FeatureEvent;
import io.realign.event.OffsetRange;
import io.realign.model.DataDigest;
import io.realign.model.ModelRelease;
import io.realign.schemas.Decoded;
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
public final class PastEvents {
    private final PastModels models;
    private final Snapshots snapshots;
    private final Log log;
    private final Replay replay;
    private final EventContract contract;

    public PastEvents(PastModels models, Snapshots snapshots, Log log, EventContract contract) {
        this.models = models;
        this.snapshots = snapshots;
        this.log = log;
        this.replay = new Replay(log);
        this.contract = contract;
    }

    /** The alert of an adaptation. */
    DriftAlert alert(AdaptationRecord record) throws NoAnswerException {
        return log.records(Topics.DRIFT_ALERTS.name()).stream()
                .map(found -> Topics.DRIFT_ALERTS.codec().decode(found.value()))
                .flatMap(found ->
                        found instanceof Decoded.Value<DriftAlert> value ? Stream.of(value.message()) : Stream.empty())
                .filter(alert -> alert.id().equals(record.alertId()))
                .findFirst()
                .orElseThrow(
                        () -> new NoAnswerException("expected alert %s on %s, which no longer holds it; keep it longer"
                                        .formatted(record.alertId(), Topics.DRIFT_ALERTS.name())
                                + " (retention.ms) than somebody may want to look at its adaptation"));
    }

    /** The labelled events that version 1 was made of. */
    synchronized SourceData source() throws NoAnswerException, IOException {
        ModelRelease first = models.first();
        if (first.provenance().repeatable()) {
            Optional<List<Stretch>> training = snapshots.find(first.data());
            Optional<List<Stretch>> heldOut = snapshots.find(first.provenance().heldOut());
            if (training.isPresent() && heldOut.isPresent()) {
                return new SourceData(training.get(), heldOut.get());
            }
        }
        try {
            return SourceData.read(
                    replay, ranges(first.data(), Topics.SOURCE_EVENTS.name()), contract, first.createdAt());
        } catch (LostEventsException e) {
            throw new NoAnswerException(e);
        }
    }

    /** The events that had moved, at least one. */
    synchronized List<FeatureEvent> window(AdaptationRecord record) throws NoAnswerException, IOException {
        Optional<List<Stretch>> kept = snapshots.window(record.id());
        if (kept.isPresent()) {
            return Stretch.events(kept.get());
        }
        List<OffsetRange> ranges = record.data().stream()
                .filter(range -> range.topic().equals(Topics.TARGET_EVENTS.name()))
                .toList();
        return target(ranges, record.domain(), record.startedAt());
    }

    /** What the domain was compared with when the alert was raised, at least one event. */
    synchronized List<FeatureEvent> reference(DriftAlert alert, AdaptationRecord record)
            throws NoAnswerException, IOException {
        if (!alert.reference().equals(DriftWindow.SOURCE)) {
            return target(alert.referenceOffsets(), record.domain(), record.startedAt());
        }
        SourceData source = source();
        return Stream.of(source.training(), source.heldOut())
                .flatMap(stretches -> Stretch.events(stretches).stream())
                .toList();
    }

    private List<FeatureEvent> target(List<OffsetRange> ranges, String domain, Instant asOf) throws NoAnswerException {
        try {
            List<FeatureEvent> events = Stretch.events(replay.read(ranges, Sieve.target(contract, domain, asOf)));
            if (events.isEmpty()) {
                throw new NoAnswerException("expected events of %s in %s, got none".formatted(domain, ranges));
            }
            return events;
        } catch (LostEventsException e) {
            throw new NoAnswerException(e);
        }
    }

    private static List<OffsetRange> ranges(List<DataDigest> data, String topic) {
        return data.stream()
                .map(DataDigest::range)
                .filter(range -> range.topic().equals(topic))
                .toList();
    }
}
