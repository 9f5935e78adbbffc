package io.realign.adapter.console.explanation;

import io.realign.adaptation.AdaptationRecord;
import io.realign.adapter.console.history.HistoryStore;
import io.realign.adapter.console.history.HistoryTopic;
import io.realign.adapter.console.history.TimestampedMessage;
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
import io.realign.replay.OffsetRangeReader;
import io.realign.replay.SourceData;
import io.realign.replay.TopicReader;
import io.realign.replay.UnreadableEventsException;
import io.realign.schemas.Topic;
import io.realign.schemas.Topics;
import io.realign.window.DriftWindow;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Loads source and target events. Loads run one at a time, as windows may be large. */
@Singleton
public final class EventLoader {
    /** Maximum number of newest events of a domain that a diagnosis loads. */
    static final int MAX_RECENT_EVENTS = 400;

    /** Numbers of records to read per partition. The second applies if the first yields too few events of the domain. */
    private static final List<Integer> RECORDS_PER_PARTITION = List.of(2_000, 20_000);

    private static final Duration BROKER_TIMEOUT = Duration.ofSeconds(60);

    private final ModelLookup models;
    private final HistoryStore history;
    private final EventSnapshotStore snapshots;
    private final KafkaLogReader logReader;
    private final OffsetRangeReader eventReader;
    private final EventContract contract;
    private final InstantSource clock;

    EventLoader(
            ModelLookup models,
            HistoryStore history,
            ArtifactStore artifacts,
            KafkaLogReader logReader,
            OffsetRangeReader eventReader,
            EventContract contract,
            InstantSource clock) {
        this.models = models;
        this.history = history;
        this.snapshots = new EventSnapshotStore(artifacts);
        this.logReader = logReader;
        this.eventReader = eventReader;
        this.contract = contract;
        this.clock = clock;
    }

    DriftAlert alert(AdaptationRecord record) throws ExplanationUnavailableException {
        return history.message(HistoryTopic.ALERTS, record.alertId())
                .map(TimestampedMessage::message)
                .orElseThrow(() -> new ExplanationUnavailableException(
                        "alert %s of adaptation %s is not in the history; increase realign.history.message-retention to keep alerts longer"
                                .formatted(record.alertId(), record.id())));
    }

    /** Labelled source events of the base model: training data and hold-out set. */
    synchronized SourceData sourceData() throws ExplanationUnavailableException, IOException {
        ModelRelease base = models.baseModel();
        // Only a reproducible release contains the digests that identify a snapshot.
        if (base.provenance().reproducible()) {
            Optional<List<EventSlice>> training =
                    snapshots.find(base.provenance().trainingData());
            Optional<List<EventSlice>> holdOut =
                    snapshots.find(base.provenance().holdOutData());
            if (training.isPresent() && holdOut.isPresent()) {
                return new SourceData(training.get(), holdOut.get());
            }
        }
        try {
            // These ranges also contain the hold-out events.
            List<OffsetRange> ranges =
                    ofTopic(base.provenance().trainingData().stream().map(DataDigest::range), Topics.SOURCE_EVENTS);
            return SourceData.read(eventReader, ranges, contract, base.createdAt());
        } catch (UnreadableEventsException e) {
            throw new ExplanationUnavailableException(e);
        }
    }

    /** Events of the drifted window, at least one: from their snapshot or, if there is none, from Kafka. */
    synchronized List<FeatureEvent> window(AdaptationRecord record)
            throws ExplanationUnavailableException, IOException {
        Optional<List<EventSlice>> snapshot = snapshots.window(record.id());
        if (snapshot.isPresent()) {
            return EventSlice.events(snapshot.get());
        }
        return readTargetEvents(
                ofTopic(record.input().offsets().stream(), Topics.TARGET_EVENTS),
                record.domain(),
                record.timing().startedAt());
    }

    /** Events of the reference at the time of the alert, at least one. */
    synchronized List<FeatureEvent> reference(DriftAlert alert, AdaptationRecord record)
            throws ExplanationUnavailableException, IOException {
        if (!alert.reference().name().equals(DriftWindow.SOURCE)) {
            return readTargetEvents(
                    alert.reference().offsets(),
                    record.domain(),
                    record.timing().startedAt());
        }
        SourceData source = sourceData();
        return Stream.of(source.training(), source.holdOut())
                .flatMap(slices -> EventSlice.events(slices).stream())
                .toList();
    }

    private List<FeatureEvent> readTargetEvents(List<OffsetRange> ranges, String domain, Instant asOf)
            throws ExplanationUnavailableException {
        List<FeatureEvent> events = read(ranges, EventFilter.target(contract, domain, asOf));
        if (events.isEmpty()) {
            throw new ExplanationUnavailableException(
                    "expected events of %s in %s, got none".formatted(domain, ranges));
        }
        return events;
    }

    /** The newest events of a domain, at most {@value #MAX_RECENT_EVENTS}, oldest first; read from the end of the topic. */
    synchronized List<FeatureEvent> newestTargetEvents(String domain) throws ExplanationUnavailableException {
        EventFilter filter = EventFilter.target(contract, domain, clock.instant());
        List<FeatureEvent> found = List.of();
        for (int recordsPerPartition : RECORDS_PER_PARTITION) {
            if (found.size() < MAX_RECENT_EVENTS) {
                found = read(lastOffsets(recordsPerPartition), filter);
            }
        }
        List<FeatureEvent> ordered =
                found.stream().sorted(Comparator.comparing(FeatureEvent::time)).toList();
        return ordered.subList(Math.max(0, ordered.size() - MAX_RECENT_EVENTS), ordered.size());
    }

    private List<FeatureEvent> read(List<OffsetRange> ranges, EventFilter filter)
            throws ExplanationUnavailableException {
        try {
            return EventSlice.events(eventReader.read(ranges, filter));
        } catch (UnreadableEventsException e) {
            throw new ExplanationUnavailableException(e);
        }
    }

    private List<OffsetRange> lastOffsets(int recordsPerPartition) {
        List<OffsetRange> ranges = new ArrayList<>();
        try (TopicReader reader = TopicReader.open(logReader, List.of(Topics.TARGET_EVENTS.name()), BROKER_TIMEOUT)) {
            reader.retainedOffsets(BROKER_TIMEOUT).forEach((partition, retained) -> {
                long begin = Math.max(retained.begin(), retained.end() - recordsPerPartition);
                if (begin < retained.end()) {
                    ranges.add(new OffsetRange(partition.topic(), partition.partition(), begin, retained.end()));
                }
            });
        }
        ranges.sort(Comparator.comparingInt(OffsetRange::partition));
        return ranges;
    }

    private static List<OffsetRange> ofTopic(Stream<OffsetRange> ranges, Topic<?> topic) {
        return ranges.filter(range -> range.topic().equals(topic.name())).toList();
    }
}
