package io.realign.adapter.control.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.realign.client.internal.KafkaAccess;
import io.realign.replay.KafkaLogReader;
import io.realign.replay.TopicReader;
import io.realign.schemas.DeadLetter;
import io.realign.schemas.KafkaProgram;
import io.realign.schemas.Topic;
import io.realign.schemas.Topics;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Redrives dead letters: sends the record to its original topic again. The same transaction writes a marker to the dead letter
 * topic, so that the topics alone show which dead letters were redriven.
 */
@Singleton
public class DeadLetterRedriver implements AutoCloseable {
    private static final Duration BROKER_TIMEOUT = Duration.ofSeconds(10);

    /** The history database lags behind the topics by far fewer dead letters. */
    private static final int MAX_REMEMBERED = 10_000;

    private final KafkaLogReader logReader;

    /** Dead letters redriven by this process. Prevents a second redrive before the history database has read the marker. */
    private final Map<String, Boolean> redriven = new LinkedHashMap<>();

    private KafkaProducer<byte[], byte[]> producer;

    public DeadLetterRedriver(KafkaLogReader logReader) {
        this.logReader = logReader;
    }

    /** Outcome of a redrive. */
    public enum RedriveResult {
        SENT,
        ALREADY_SENT,
        /** The topic no longer retains the dead letter. */
        GONE,
        /** The dead letter holds only the beginning of the record. */
        TRUNCATED
    }

    /**
     * Redrives the dead letter at an offset.
     *
     * @throws KafkaException if the dead letter cannot be read or the transaction fails; in both cases nothing is committed
     */
    public synchronized RedriveResult redrive(String deadLetterTopic, int partition, long offset) {
        String position = deadLetterTopic + "-" + partition + "-" + offset;
        if (redriven.containsKey(position)) {
            return RedriveResult.ALREADY_SENT;
        }
        Optional<ConsumerRecord<byte[], byte[]>> deadLetter =
                read(new TopicPartition(deadLetterTopic, partition), offset);
        if (deadLetter.isEmpty()) {
            return RedriveResult.GONE;
        }
        if (deadLetter.get().headers().lastHeader(DeadLetter.TRUNCATED) != null) {
            return RedriveResult.TRUNCATED;
        }
        byte[] key = deadLetter.get().key();
        ProducerRecord<byte[], byte[]> original = new ProducerRecord<>(
                originalTopic(deadLetterTopic), key, deadLetter.get().value());
        original.headers().add(DeadLetter.REDRIVEN, position.getBytes(UTF_8));
        ProducerRecord<byte[], byte[]> marker = new ProducerRecord<>(deadLetterTopic, partition, key, null);
        marker.headers().add(DeadLetter.REDRIVEN, Long.toString(offset).getBytes(UTF_8));
        sendInTransaction(List.of(original, marker));
        remember(position);
        return RedriveResult.SENT;
    }

    @Override
    @PreDestroy
    public synchronized void close() {
        if (producer != null) {
            producer.close(BROKER_TIMEOUT);
        }
    }

    private void remember(String position) {
        redriven.put(position, true);
        if (redriven.size() > MAX_REMEMBERED) {
            redriven.remove(redriven.keySet().iterator().next());
        }
    }

    private void sendInTransaction(List<ProducerRecord<byte[], byte[]>> records) {
        if (producer == null) {
            producer = open();
        }
        try {
            producer.beginTransaction();
            for (ProducerRecord<byte[], byte[]> record : records) {
                // commitTransaction() throws if a send failed.
                var unused = producer.send(record);
            }
            producer.commitTransaction();
        } catch (KafkaException e) {
            // After a failed transaction the producer may be fenced or otherwise unusable.
            producer.close(Duration.ZERO);
            producer = null;
            throw e;
        }
    }

    private KafkaProducer<byte[], byte[]> open() {
        new KafkaAccess(logReader.kafka(), KafkaProgram.REDRIVE).check();
        KafkaProducer<byte[], byte[]> opened = new KafkaProducer<>(
                logReader
                        .kafka()
                        .clientProperties(Map.of(
                                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                                "adapter-service-redrive",
                                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                                (int) BROKER_TIMEOUT.toMillis())),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        try {
            opened.initTransactions();
            return opened;
        } catch (RuntimeException e) {
            opened.close(Duration.ZERO);
            throw e;
        }
    }

    private Optional<ConsumerRecord<byte[], byte[]>> read(TopicPartition partition, long offset) {
        try (TopicReader reader = TopicReader.open(logReader)) {
            reader.assign(partition, offset);
            for (ConsumerRecord<byte[], byte[]> record : reader.poll(BROKER_TIMEOUT)) {
                return Optional.of(record).filter(found -> found.offset() == offset);
            }
            throw new KafkaException(
                    "expected a record at " + partition + "@" + offset + ", got none within " + BROKER_TIMEOUT);
        } catch (OffsetOutOfRangeException e) {
            return Optional.empty();
        }
    }

    private static String originalTopic(String deadLetterTopic) {
        return Topics.withDeadLetterTopic().stream()
                .filter(topic -> topic.deadLetterTopic().equals(deadLetterTopic))
                .map(Topic::name)
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("expected a dead letter topic, got " + deadLetterTopic));
    }
}
