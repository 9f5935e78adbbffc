package io.realign.client.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.realign.model.TrustedKeys;
import io.realign.schemas.KafkaConnection;
import io.realign.schemas.ReleaseVerification;
import io.realign.schemas.SignedRelease;
import io.realign.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the topic {@code models} from the beginning without a consumer group, and verifies the records. Records without a valid
 * signature are not decoded.
 */
public final class ReleaseReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReleaseReader.class);

    /** Length of a {@code traceparent} header of version 00. */
    private static final int TRACEPARENT_LENGTH = 55;

    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(2);

    /** Maximum age of the list of partitions. */
    private static final Duration PARTITION_REFRESH = Duration.ofSeconds(10);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final TrustedKeys keys;
    private final InstantSource clock;
    private Instant partitionsRefreshedAt;

    /** Opens a consumer at the beginning of the topic. */
    public ReleaseReader(KafkaConnection kafka, TrustedKeys keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
        consumer = new KafkaConsumer<>(
                kafka.clientProperties(Map.of(
                        "isolation.level",
                        "read_committed",
                        "auto.offset.reset",
                        "earliest",
                        "allow.auto.create.topics",
                        false,
                        "metadata.max.age.ms",
                        PARTITION_REFRESH.toMillis())),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = IntStream.range(0, Topics.MODELS.partitions())
                .mapToObj(partition -> new TopicPartition(Topics.MODELS.name(), partition))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        partitionsRefreshedAt = clock.instant();
    }

    /** Verifies the records that arrive within {@code timeout}. The handler receives each record and its verification result. */
    public void poll(Duration timeout, BiConsumer<SignedRelease, ReleaseVerification> handler) {
        if (clock.instant().isAfter(partitionsRefreshedAt.plus(PARTITION_REFRESH))) {
            assignAddedPartitions();
        }
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(timeout)) {
            if (record.value() != null) {
                handler.accept(signed(record), verify(record, keys, clock.instant()));
            }
        }
    }

    /** Reads partitions that have been added to the topic from their beginning. */
    private void assignAddedPartitions() {
        partitionsRefreshedAt = clock.instant();
        try {
            List<TopicPartition> added = consumer.partitionsFor(Topics.MODELS.name(), REQUEST_TIMEOUT).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .filter(partition -> !consumer.assignment().contains(partition))
                    .toList();
            if (!added.isEmpty()) {
                consumer.assign(Stream.concat(consumer.assignment().stream(), added.stream())
                        .toList());
                consumer.seekToBeginning(added);
            }
        } catch (TimeoutException e) {
            LOG.debug("no response to the request for the partitions", e);
        }
    }

    /** Whether all current records of the topic have been read; false if the broker does not respond in time. */
    public boolean atEnd() {
        try {
            return consumer.endOffsets(consumer.assignment(), REQUEST_TIMEOUT).entrySet().stream()
                    .allMatch(end -> consumer.position(end.getKey(), REQUEST_TIMEOUT) >= end.getValue());
        } catch (TimeoutException e) {
            LOG.debug("no response to the request for the end offsets", e);
            return false;
        }
    }

    /** Verifies and decodes a record of {@code models}, which must have a value. */
    public static ReleaseVerification verify(ConsumerRecord<byte[], byte[]> record, TrustedKeys keys, Instant now) {
        ReleaseVerification verification = signed(record).verify(keys, now);
        if (verification instanceof ReleaseVerification.Invalid invalid) {
            return withOffset(invalid, record);
        }
        return new ReleaseVerification.Verified(
                ((ReleaseVerification.Verified) verification).verifiedRelease(), traceparent(record));
    }

    @Override
    public void close() {
        consumer.close();
    }

    private static ReleaseVerification withOffset(
            ReleaseVerification.Invalid invalid, ConsumerRecord<byte[], byte[]> record) {
        String location = "%s-%d offset %d: ".formatted(record.topic(), record.partition(), record.offset());
        return new ReleaseVerification.Invalid(invalid.domain(), location + invalid.reason());
    }

    private static SignedRelease signed(ConsumerRecord<byte[], byte[]> record) {
        return SignedRelease.fromRecord(record.key(), record.value(), name -> header(record, name));
    }

    private static Optional<String> traceparent(ConsumerRecord<byte[], byte[]> record) {
        return Optional.ofNullable(header(record, "traceparent"))
                .filter(value -> value.length == TRACEPARENT_LENGTH)
                .map(value -> new String(value, UTF_8));
    }

    private static byte[] header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : header.value();
    }
}
