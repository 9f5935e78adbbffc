package io.realign.client.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.realign.model.ModelRelease;
import io.realign.model.TrustedKeys;
import io.realign.schemas.ReleaseAnnouncement;
import io.realign.schemas.SignedRelease;
import io.realign.schemas.Topic;
import io.realign.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads {@code models} from its beginning; without a group, as every consumer needs every release. What no trusted key
 * vouches for is refused before it is decoded.
 */
public final class ReleaseReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReleaseReader.class);
    private static final Topic<ModelRelease> MODELS = Topics.MODELS;

    /** Of W3C Trace Context, version 00. */
    private static final int TRACEPARENT_LENGTH = 55;

    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(2);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final TrustedKeys keys;
    private final InstantSource clock;

    /**
     * Begins at the beginning.
     *
     * @param bootstrap addresses of the Kafka brokers
     * @param keys who may vouch for a release
     * @param clock says which keys count
     */
    public ReleaseReader(String bootstrap, TrustedKeys keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "isolation.level",
                        "read_committed",
                        "auto.offset.reset",
                        "earliest",
                        "allow.auto.create.topics",
                        false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = IntStream.range(0, MODELS.partitions())
                .mapToObj(partition -> new TopicPartition(MODELS.name(), partition))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Hands on what comes within {@code patience}; returns as soon as there is something. */
    public void poll(Duration patience, Consumer<ReleaseAnnouncement> announcements) {
        pollRecords(patience, heard -> announcements.accept(heard.announcement()));
    }

    /** The same, with the records as they travelled. */
    public void pollRecords(Duration patience, Consumer<ReceivedRelease> records) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(patience)) {
            if (record.value() != null) {
                records.accept(new ReceivedRelease(signed(record), verify(record, keys, clock.instant())));
            }
        }
    }

    /** Whether everything that the topic holds now has been handed on; false if no broker says so soon. */
    public boolean atEnd() {
        try {
            return consumer.endOffsets(consumer.assignment(), REQUEST_TIMEOUT).entrySet().stream()
                    .allMatch(end -> consumer.position(end.getKey(), REQUEST_TIMEOUT) >= end.getValue());
        } catch (TimeoutException e) {
            LOG.debug("no broker says where the topic ends", e);
            return false;
        }
    }

    /** Verifies and decodes a record of {@code models} that has a value. */
    public static ReleaseAnnouncement verify(ConsumerRecord<byte[], byte[]> record, TrustedKeys keys, Instant now) {
        ReleaseAnnouncement announcement = signed(record).verify(keys, now);
        if (announcement instanceof ReleaseAnnouncement.Invalid refused) {
            return withOffset(refused, record);
        }
        return new ReleaseAnnouncement.Verified(
                ((ReleaseAnnouncement.Verified) announcement).release(), traceparent(record));
    }

    @Override
    public void close() {
        consumer.close();
    }

    private static ReleaseAnnouncement withOffset(
            ReleaseAnnouncement.Invalid refused, ConsumerRecord<byte[], byte[]> record) {
        String place = "%s-%d offset %d: ".formatted(record.topic(), record.partition(), record.offset());
        return new ReleaseAnnouncement.Invalid(refused.domain(), place + refused.reason());
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
