package io.realign.replay;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Adds new partitions of topics to the assignment of a consumer, from their beginning. Not thread-safe. */
public final class AddedPartitions {
    /** Interval of the checks, and setting {@code metadata.max.age.ms} of the consumers. */
    public static final Duration INTERVAL = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(AddedPartitions.class);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(2);

    private final Set<String> topics;
    private final Duration interval;
    private long checkedNanos = System.nanoTime();

    /** @param topics topics of which the consumer reads all partitions */
    public AddedPartitions(Collection<String> topics) {
        this(topics, INTERVAL);
    }

    AddedPartitions(Collection<String> topics, Duration interval) {
        this.topics = Set.copyOf(topics);
        this.interval = interval;
    }

    /**
     * Assigns partitions that have been added since the last check; does nothing before the interval has passed. The consumer
     * usually answers from its metadata, without a request.
     */
    public void assign(Consumer<?, ?> consumer) {
        if (System.nanoTime() - checkedNanos < interval.toNanos()) {
            return;
        }
        checkedNanos = System.nanoTime();
        try {
            List<TopicPartition> added = topics.stream()
                    .flatMap(topic -> consumer.partitionsFor(topic, REQUEST_TIMEOUT).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .filter(partition -> !consumer.assignment().contains(partition))
                    .toList();
            if (!added.isEmpty()) {
                LOG.info("reading the added partitions {}", added);
                consumer.assign(Stream.concat(consumer.assignment().stream(), added.stream())
                        .toList());
                consumer.seekToBeginning(added);
            }
        } catch (TimeoutException e) {
            LOG.debug("no response to the request for the partitions of {}", topics, e);
        }
    }
}
