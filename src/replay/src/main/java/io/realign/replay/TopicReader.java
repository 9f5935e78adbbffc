package io.realign.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Reads topics from chosen offsets without a consumer group. Not thread-safe.
 *
 * <p>Every method throws a {@link TimeoutException} if the broker does not answer within the given timeout, or if a read makes
 * no progress for as long.
 */
public final class TopicReader implements AutoCloseable {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);

    private final Consumer<byte[], byte[]> consumer;
    private final AddedPartitions addedPartitions;

    /** Processes a record. An exception of the handler ends the read. */
    @FunctionalInterface
    public interface Handler<E extends Exception> {
        void handle(ConsumerRecord<byte[], byte[]> record) throws E;
    }

    /** The first retained offset of a partition, and the offset after the last committed record. */
    public record RetainedOffsets(long begin, long end) {}

    TopicReader(Consumer<byte[], byte[]> consumer, AddedPartitions addedPartitions) {
        this.consumer = consumer;
        this.addedPartitions = addedPartitions;
    }

    /** Opens a reader without an assignment. */
    public static TopicReader open(KafkaLogReader logReader) {
        return open(logReader, List.of());
    }

    private static TopicReader open(KafkaLogReader logReader, Collection<String> topics) {
        return new TopicReader(logReader.openConsumer(), new AddedPartitions(topics));
    }

    /** Opens a reader at the beginning of all partitions of some topics. It also reads partitions that are added later. */
    public static TopicReader open(KafkaLogReader logReader, Collection<String> topics, Duration timeout) {
        TopicReader reader = open(logReader, topics);
        try {
            List<TopicPartition> partitions = topics.stream()
                    .flatMap(topic -> reader.partitions(topic, timeout).stream())
                    .toList();
            reader.consumer.assign(partitions);
            reader.consumer.seekToBeginning(partitions);
            return reader;
        } catch (RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    /** Replaces the assignment by one partition, which is read from an offset. */
    public void assign(TopicPartition partition, long offset) {
        consumer.assign(List.of(partition));
        consumer.seek(partition, offset);
    }

    /** Partitions of a topic in ascending order; empty if the topic does not exist. */
    public List<TopicPartition> partitions(String topic, Duration timeout) {
        return consumer.partitionsFor(topic, timeout).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .sorted(Comparator.comparingInt(TopicPartition::partition))
                .toList();
    }

    /** Moves the assigned partitions of some topics to their ends. */
    public void seekToEnd(Collection<String> topics, Duration timeout) {
        consumer.endOffsets(
                        consumer.assignment().stream()
                                .filter(partition -> topics.contains(partition.topic()))
                                .toList(),
                        timeout)
                .forEach(consumer::seek);
    }

    /** Moves all assigned partitions to the first record with a Kafka timestamp at or after a time, or else to the end. */
    public void seekToTimestamp(Instant time, Duration timeout) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment(), timeout);
        Map<TopicPartition, Long> timestamps =
                ends.keySet().stream().collect(Collectors.toMap(Function.identity(), partition -> time.toEpochMilli()));
        Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(timestamps, timeout);
        ends.forEach((partition, end) -> consumer.seek(
                partition,
                found.get(partition) == null ? end : found.get(partition).offset()));
    }

    /** Retained offsets of every assigned partition. */
    public Map<TopicPartition, RetainedOffsets> retainedOffsets(Duration timeout) {
        addedPartitions.assign(consumer);
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment(), timeout);
        return consumer.beginningOffsets(consumer.assignment(), timeout).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, begin -> new RetainedOffsets(begin.getValue(), ends.get(begin.getKey()))));
    }

    /** Next records; empty if none arrives within {@code timeout}. */
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        addedPartitions.assign(consumer);
        return consumer.poll(timeout);
    }

    /**
     * Reads all assigned partitions to their end offsets at the time of the call. The next call continues after the last record.
     *
     * @param timeout maximum time without progress
     * @param maxRecords number of records after which the read stops early; the records of the last poll may exceed it
     * @return whether all ends were reached
     */
    public <E extends Exception> boolean readToEnd(Duration timeout, long maxRecords, Handler<E> handler) throws E {
        addedPartitions.assign(consumer);
        return readTo(consumer.endOffsets(consumer.assignment(), timeout), timeout, maxRecords, handler);
    }

    /**
     * Reads assigned partitions to exclusive end offsets. The handler may also receive records at or after them.
     *
     * @return whether all end offsets were reached
     */
    public <E extends Exception> boolean readTo(
            Map<TopicPartition, Long> ends, Duration timeout, long maxRecords, Handler<E> handler) throws E {
        long delivered = 0;
        long lastProgress = System.nanoTime();
        long position = totalPosition(timeout);
        while (isBehind(ends, timeout)) {
            if (delivered >= maxRecords) {
                return false;
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL_INTERVAL)) {
                handler.handle(record);
                delivered++;
            }
            long next = totalPosition(timeout);
            if (next > position) {
                position = next;
                lastProgress = System.nanoTime();
            } else if (System.nanoTime() - lastProgress > timeout.toNanos()) {
                throw new TimeoutException("expected to read up to %s, got no record for %s".formatted(ends, timeout));
            }
        }
        return true;
    }

    @Override
    public void close() {
        consumer.close();
    }

    private boolean isBehind(Map<TopicPartition, Long> ends, Duration timeout) {
        return ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey(), timeout) < end.getValue());
    }

    private long totalPosition(Duration timeout) {
        return consumer.assignment().stream()
                .mapToLong(partition -> consumer.position(partition, timeout))
                .sum();
    }
}
