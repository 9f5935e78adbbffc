package io.realign.adapter.console.notification;

import io.realign.adapter.instance.Instance;
import io.realign.adapter.instance.ServiceComponent;
import io.realign.client.internal.KafkaAccess;
import io.realign.replay.AddedPartitions;
import io.realign.schemas.KafkaConnection;
import io.realign.schemas.KafkaGrant.Operation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

/**
 * Delivers the records of Kafka topics (the log) to one handler, at least once, on a thread of its own. The offset of a record is
 * committed after the handler returns. A record whose handler fails repeatedly is skipped. A subscriber without committed offsets starts at the end
 * of the topics. Only the leader delivers.
 */
public final class LogSubscriber implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(LogSubscriber.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration RETRY_DELAY = Duration.ofSeconds(5);
    private static final int MAX_ATTEMPTS = 3;

    /** Brokers delete the offsets of a group that commits nothing for a week. */
    private static final Duration COMMIT_INTERVAL = Duration.ofHours(1);

    private final KafkaConnection kafka;
    private final String groupId;
    private final Set<String> topics;
    private final AddedPartitions addedPartitions;
    private final RecordHandler handler;
    private final InstantSource clock;
    private final Instance instance;
    private final Thread thread;
    private final CountDownLatch closed = new CountDownLatch(1);
    private Instant lastCommitAt = Instant.MIN;

    @FunctionalInterface
    public interface RecordHandler {
        /** Returns after the record has been handled; its offset is committed then. */
        void handle(ConsumerRecord<byte[], byte[]> record) throws InterruptedException;
    }

    /**
     * @param groupId consumer group, unique to this subscriber
     * @param instance only the leader delivers
     */
    public LogSubscriber(
            KafkaConnection kafka,
            String groupId,
            Set<String> topics,
            RecordHandler handler,
            InstantSource clock,
            Instance instance) {
        this.kafka = kafka;
        this.groupId = groupId;
        this.topics = Set.copyOf(topics);
        this.addedPartitions = new AddedPartitions(topics);
        this.handler = handler;
        this.clock = clock;
        this.instance = instance;
        this.thread = new Thread(this::run, groupId);
        thread.setDaemon(true);
    }

    /**
     * Starts delivery. Records that are written after this method returns are delivered.
     *
     * @throws KafkaException if the broker is unavailable; the call may be repeated
     */
    public void start() {
        open().close();
        if (thread.getState() == Thread.State.NEW) {
            thread.start();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (closed.getCount() > 0) {
            try {
                instance.awaitLeadership();
                deliverWhileLeader(open());
            } catch (InterruptedException | InterruptException e) {
                LOG.debugf(e, "%s: stopped; the remaining records are delivered after the next start", groupId);
                return;
            } catch (RuntimeException e) {
                KafkaAccess.describeAccessFailure(kafka, Operation.READ, e)
                        .ifPresentOrElse(
                                problem -> LOG.errorf("%s: %s; retrying in %s", groupId, problem, RETRY_DELAY),
                                () -> LOG.errorf(e, "%s: delivery failed; retrying in %s", groupId, RETRY_DELAY));
                pause();
            }
        }
    }

    private void deliverWhileLeader(KafkaConsumer<byte[], byte[]> consumer) throws InterruptedException {
        try {
            while (closed.getCount() > 0 && instance.isLeader()) {
                deliverPolledRecords(consumer);
            }
        } finally {
            // An interrupted thread cannot close a consumer.
            boolean interrupted = Thread.interrupted();
            consumer.close();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void deliverPolledRecords(KafkaConsumer<byte[], byte[]> consumer) throws InterruptedException {
        addedPartitions.assign(consumer);
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            handle(record);
            TopicPartition partition = new TopicPartition(record.topic(), record.partition());
            commit(consumer, Map.of(partition, new OffsetAndMetadata(record.offset() + 1)));
        }
        if (clock.instant().isAfter(lastCommitAt.plus(COMMIT_INTERVAL))) {
            commit(consumer, positions(consumer, consumer.assignment()));
        }
    }

    private void handle(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                handler.handle(record);
                return;
            } catch (InterruptException e) {
                throw e;
            } catch (RuntimeException e) {
                if (attempt == MAX_ATTEMPTS) {
                    ServiceComponent.NOTIFICATIONS.countSkipped(record, e);
                    return;
                }
                LOG.warnf(e, "%s: attempt %d of %d failed", groupId, attempt, MAX_ATTEMPTS);
            }
        }
    }

    /** Opens a consumer at the committed offset of each partition, or at the end of a partition that has none. */
    private KafkaConsumer<byte[], byte[]> open() {
        KafkaConsumer<byte[], byte[]> consumer = consumer();
        try {
            List<TopicPartition> partitions = topics.stream()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(Set.copyOf(partitions));
            List<TopicPartition> uncommitted = partitions.stream()
                    .filter(partition -> committed.get(partition) == null)
                    .toList();
            if (!uncommitted.isEmpty()) {
                consumer.seekToEnd(uncommitted);
                commit(consumer, positions(consumer, uncommitted));
            }
            return consumer;
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    /** If the next record has expired, the consumer continues with the oldest available record. */
    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                kafka.clientProperties(Map.of(
                        "group.id", groupId,
                        "isolation.level", "read_committed",
                        "auto.offset.reset", "earliest",
                        "enable.auto.commit", "false",
                        "allow.auto.create.topics", "false",
                        "metadata.max.age.ms", AddedPartitions.INTERVAL.toMillis())),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private void commit(KafkaConsumer<?, ?> consumer, Map<TopicPartition, OffsetAndMetadata> offsets) {
        consumer.commitSync(offsets);
        lastCommitAt = clock.instant();
    }

    private static Map<TopicPartition, OffsetAndMetadata> positions(
            KafkaConsumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        return partitions.stream()
                .collect(Collectors.toMap(
                        Function.identity(), partition -> new OffsetAndMetadata(consumer.position(partition))));
    }

    private void pause() {
        try {
            closed.await(RETRY_DELAY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            LOG.debugf(e, "%s: stopped while waiting to retry", groupId);
        }
    }
}
