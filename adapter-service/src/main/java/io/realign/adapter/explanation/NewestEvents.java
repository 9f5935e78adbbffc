package io.realign.adapter.explanation;

import io.realign.client.log.Log;
import io.realign.client.log.LostEventsException;
import io.realign.client.log.Replay;
import io.realign.client.log.Sieve;
import io.realign.client.log.Stretch;
import io.realign.event.EventContract;
import io.realign.event.FeatureEvent;
import io.realign.event.OffsetRange;
import io.realign.schemas.Topics;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** The newest events of a domain, looked for from the end of the log backwards. */
public final class NewestEvents {
    /** As many as the learner looks at when it names the kind of shift. */
    static final int MOST = 400;

    /** Records of each partition: first so many, and more if the domain is one of many. */
    private static final List<Integer> DEPTHS = List.of(2_000, 20_000);

    private final Log log;
    private final Replay replay;
    private final EventContract contract;
    private final InstantSource clock;

    public NewestEvents(Log log, EventContract contract, InstantSource clock) {
        this.log = log;
        this.replay = new Replay(log);
        this.contract = contract;
        this.clock = clock;
    }

    /** At most {@value #MOST} events, oldest first; fewer where the end of the log holds fewer. */
    synchronized List<FeatureEvent> of(String domain) throws NoAnswerException {
        Sieve sieve = Sieve.target(contract, domain, clock.instant());
        List<FeatureEvent> found = List.of();
        for (int depth : DEPTHS) {
            if (found.size() < MOST) {
                found = read(last(depth), sieve);
            }
        }
        List<FeatureEvent> ordered =
                found.stream().sorted(Comparator.comparing(FeatureEvent::time)).toList();
        return ordered.subList(Math.max(0, ordered.size() - MOST), ordered.size());
    }

    private List<FeatureEvent> read(List<OffsetRange> ranges, Sieve sieve) throws NoAnswerException {
        try {
            return Stretch.events(replay.read(ranges, sieve));
        } catch (LostEventsException e) {
            throw new NoAnswerException(e);
        }
    }

    private List<OffsetRange> last(int depth) {
        List<OffsetRange> ranges = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = log.open()) {
            List<TopicPartition> partitions = Log.partitions(consumer, Topics.TARGET_EVENTS.name());
            consumer.assign(partitions);
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            for (TopicPartition partition : partitions) {
                long end = ends.get(partition);
                long begin = Math.max(begins.get(partition), end - depth);
                if (begin < end) {
                    ranges.add(new OffsetRange(partition.topic(), partition.partition(), begin, end));
                }
            }
        }
        return ranges;
    }
}
