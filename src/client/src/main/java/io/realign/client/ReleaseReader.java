package io.realign.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.realign.model.ModelRelease;
import io.realign.model.TrustedKeys;
import io.realign.schemas.Announcement;
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

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(2);

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
    public void poll(Duration patience, Consumer<Announcement> announcements) {
        hear(patience, heard -> announcements.accept(heard.announcement()));
    }

    /** The same, with the records as they travelled. */
    void hear(Duration patience, Consumer<Heard> records) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(patience)) {
            if (record.value() != null) {
                records.accept(new Heard(signed(record), open(record, keys, clock.instant())));
            }
        }
    }

    /** Whether everything that the topic holds now has been handed on; false if no broker says so soon. */
    boolean atEnd() {
        try {
            return consumer.endOffsets(consumer.assignment(), ANSWER_WITHIN).entrySet().stream()
                    .allMatch(end -> consumer.position(end.getKey(), ANSWER_WITHIN) >= end.getValue());
        } catch (TimeoutException e) {
            LOG.debug("no broker says where the topic ends", e);
            return false;
        }
    }

    /** Verifies and decodes a record of {@code models} that has a value. */
    public static Announcement open(ConsumerRecord<byte[], byte[]> record, TrustedKeys keys, Instant now) {
        Announcement announcement = signed(record).open(keys, now);
        if (announcement instanceof Announcement.Refused refused) {
            return located(refused, record);
        }
        return new Announcement.Released(((Announcement.Released) announcement).release(), traceparent(record));
    }

    @Override
    public void close() {
        consumer.close();
    }

    private static Announcement located(Announcement.Refused refused, ConsumerRecord<byte[], byte[]> record) {
        String place = "%s-%d offset %d: ".formatted(record.topic(), record.partition(), record.offset());
        return new Announcement.Refused(refused.domain(), place + refused.reason());
    }

    private static SignedRelease signed(ConsumerRecord<byte[], byte[]> record) {
        return SignedRelease.read(record.key(), record.value(), name -> header(record, name));
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
