package io.realign.adapter.control.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.realign.replay.KafkaLogReader;
import io.realign.schemas.DeadLetter;
import io.realign.schemas.Topic;
import io.realign.schemas.Topics;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends dead letters to where they came from again, as they came. The record and the word that it has been sent go out in one
 * transaction, the word into the topic of the dead letters, so the log alone says which letters are done.
 */
public final class DeadLetterRedriver implements AutoCloseable {
    private static final Duration BROKER_TIMEOUT = Duration.ofSeconds(10);

    private final KafkaLogReader log;
    /** What was sent since the start: whoever keeps the word in a table may not have read it yet. */
    private final Set<String> redriven = new HashSet<>();

    private KafkaProducer<byte[], byte[]> producer;

    public DeadLetterRedriver(KafkaLogReader log) {
        this.log = log;
    }

    /** What became of it. */
    public enum RedriveResult {
        SENT,
        ALREADY_SENT,
        /** The log no longer has the letter. */
        GONE
    }

    /**
     * Sends the letter that lies there.
     *
     * @throws KafkaException if the broker does not take it; then nothing has been sent
     */
    public synchronized RedriveResult redrive(String letters, int partition, long offset) {
        String place = letters + "-" + partition + "-" + offset;
        if (redriven.contains(place)) {
            return RedriveResult.ALREADY_SENT;
        }
        Optional<ConsumerRecord<byte[], byte[]>> letter = read(new TopicPartition(letters, partition), offset);
        if (letter.isEmpty()) {
            return RedriveResult.GONE;
        }
        byte[] key = letter.get().key();
        ProducerRecord<byte[], byte[]> again =
                new ProducerRecord<>(originalTopic(letters), key, letter.get().value());
        again.headers().add(DeadLetter.REDRIVEN, place.getBytes(UTF_8));
        ProducerRecord<byte[], byte[]> word = new ProducerRecord<>(letters, partition, key, null);
        word.headers().add(DeadLetter.REDRIVEN, Long.toString(offset).getBytes(UTF_8));
        sendInTransaction(List.of(again, word));
        redriven.add(place);
        return RedriveResult.SENT;
    }

    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.close(BROKER_TIMEOUT);
        }
    }

    private void sendInTransaction(List<ProducerRecord<byte[], byte[]>> records) {
        if (producer == null) {
            producer = open();
        }
        try {
            producer.beginTransaction();
            for (ProducerRecord<byte[], byte[]> record : records) {
                // What becomes of each shows when the transaction ends.
                var unused = producer.send(record);
            }
            producer.commitTransaction();
        } catch (KafkaException e) {
            // A producer whose transaction has failed may be of no further use.
            producer.close(Duration.ZERO);
            producer = null;
            throw e;
        }
    }

    private KafkaProducer<byte[], byte[]> open() {
        KafkaProducer<byte[], byte[]> opened = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        log.bootstrapServers(),
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                        "adapter-service-redrive",
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        (int) BROKER_TIMEOUT.toMillis()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        opened.initTransactions();
        return opened;
    }

    private Optional<ConsumerRecord<byte[], byte[]>> read(TopicPartition partition, long offset) {
        try (KafkaConsumer<byte[], byte[]> consumer = log.openConsumer()) {
            consumer.assign(List.of(partition));
            consumer.seek(partition, offset);
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(BROKER_TIMEOUT)) {
                return Optional.of(record).filter(read -> read.offset() == offset);
            }
            throw new KafkaException(
                    "expected the record at " + partition + "@" + offset + ", got nothing for " + BROKER_TIMEOUT);
        } catch (OffsetOutOfRangeException e) {
            return Optional.empty();
        }
    }

    private static String originalTopic(String letters) {
        return Topics.withDeadLetterTopic().stream()
                .filter(topic -> topic.deadLetterTopic().equals(letters))
                .map(Topic::name)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected a topic of dead letters, got " + letters));
    }
}
