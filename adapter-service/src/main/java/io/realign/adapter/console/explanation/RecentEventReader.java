package io.realign.adapter.console.explanation;

import io.realign.event.EventContract;
import io.realign.event.FeatureEvent;
import io.realign.event.OffsetRange;
import io.realign.replay.EventFilter;
import io.realign.replay.EventSlice;
import io.realign.replay.KafkaLogReader;
import io.realign.replay.LostEventsException;
import io.realign.replay.OffsetRangeReader;
import io.realign.replay.TopicReader;
import io.realign.schemas.Topics;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads the newest events of a domain from the end of the target topic. */
@Singleton
public final class RecentEventReader {
    /** Number of events on which the type of shift is classified. */
    static final int MAX_EVENTS = 400;

    /** Numbers of records to read per partition: the second one if the first yields too few events of the domain. */
    private static final List<Integer> DEPTHS = List.of(2_000, 20_000);

    private static final Duration BROKER_TIMEOUT = Duration.ofSeconds(60);

    private final KafkaLogReader log;
    private final OffsetRangeReader replay;
    private final EventContract contract;
    private final InstantSource clock;

    RecentEventReader(KafkaLogReader log, OffsetRangeReader replay, EventContract contract, InstantSource clock) {
        this.log = log;
        this.replay = replay;
        this.contract = contract;
        this.clock = clock;
    }

    /** At most {@value #MAX_EVENTS} events, oldest first. */
    synchronized List<FeatureEvent> newest(String domain) throws ExplanationUnavailableException {
        EventFilter filter = EventFilter.target(contract, domain, clock.instant());
        List<FeatureEvent> found = List.of();
        for (int depth : DEPTHS) {
            if (found.size() < MAX_EVENTS) {
                found = read(lastOffsets(depth), filter);
            }
        }
        List<FeatureEvent> ordered =
                found.stream().sorted(Comparator.comparing(FeatureEvent::time)).toList();
        return ordered.subList(Math.max(0, ordered.size() - MAX_EVENTS), ordered.size());
    }

    private List<FeatureEvent> read(List<OffsetRange> ranges, EventFilter filter)
            throws ExplanationUnavailableException {
        try {
            return EventSlice.events(replay.read(ranges, filter));
        } catch (LostEventsException e) {
            throw new ExplanationUnavailableException(e);
        }
    }

    private List<OffsetRange> lastOffsets(int depth) {
        List<OffsetRange> ranges = new ArrayList<>();
        try (TopicReader reader = TopicReader.open(log, List.of(Topics.TARGET_EVENTS.name()), BROKER_TIMEOUT)) {
            reader.retainedOffsets(BROKER_TIMEOUT).forEach((partition, retained) -> {
                long begin = Math.max(retained.begin(), retained.end() - depth);
                if (begin < retained.end()) {
                    ranges.add(new OffsetRange(partition.topic(), partition.partition(), begin, retained.end()));
                }
            });
        }
        ranges.sort(Comparator.comparingInt(OffsetRange::partition));
        return ranges;
    }
}
