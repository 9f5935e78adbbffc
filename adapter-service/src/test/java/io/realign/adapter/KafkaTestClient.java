package io.realign.adapter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.realign.event.OffsetRange;
import io.realign.model.ModelRelease;
import io.realign.replay.KafkaLogReader;
import io.realign.schemas.KafkaConnection;
import io.realign.schemas.SignedRelease;
import io.realign.schemas.Topic;
import io.realign.schemas.Topics;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends and reads records in a test. */
public final class KafkaTestClient implements AutoCloseable {
    private final KafkaLogReader log;
    private final KafkaProducer<byte[], byte[]> producer;

    public KafkaTestClient(String bootstrap) {
        log = new KafkaLogReader(KafkaConnection.plaintext(bootstrap));
        producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Sends signed releases. */
    public void send(List<ModelRelease> releases) {
        releases.forEach(release -> await(signed(release)));
    }

    /** Sends a signed release with a CloudEvents id. */
    public void sendWithEventId(ModelRelease release, String id) {
        ProducerRecord<byte[], byte[]> record = signed(release);
        record.headers().add("ce_id", id.getBytes(UTF_8));
        await(record);
    }

    private static ProducerRecord<byte[], byte[]> signed(ModelRelease release) {
        SignedRelease signed =
                SignedRelease.sign(release, TestSigningKeys.keys().signer());
        var record = new ProducerRecord<>(Topics.MODELS.name(), signed.key(), signed.value());
        signed.headers().forEach(record.headers()::add);
        return record;
    }

    /** Sends messages with the same key and returns their offsets. */
    public <T> List<OffsetRange> send(Topic<T> topic, String key, List<T> messages) {
        List<byte[]> values = messages.stream().map(topic.codec()::encode).toList();
        return sendBytes(topic.name(), key, values);
    }

    public List<OffsetRange> sendBytes(String topic, String key, List<byte[]> values) {
        var sent = values.stream()
                .map(value -> producer.send(new ProducerRecord<>(topic, key.getBytes(UTF_8), value)))
                .toList();
        Map<Integer, OffsetRange> ranges = new TreeMap<>();
        try {
            for (var future : sent) {
                RecordMetadata metadata = future.get();
                ranges.merge(
                        metadata.partition(),
                        OffsetRange.of(topic, metadata.partition(), metadata.offset()),
                        OffsetRange::span);
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("cannot send to " + topic, e);
        }
        return List.copyOf(ranges.values());
    }

    /** Sends a compressed record that exceeds the default size limit of producers. */
    public void sendLarge(String topic, String key, byte[] value) {
        Map<String, Object> settings = log.kafka()
                .clientProperties(Map.of(
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "gzip",
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        2 * value.length));
        try (var large = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            large.send(new ProducerRecord<>(topic, key.getBytes(UTF_8), value)).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("cannot send to " + topic, e);
        }
    }

    /** Copies a record of another broker to the same partition. */
    public void copy(ConsumerRecord<byte[], byte[]> record) {
        await(new ProducerRecord<>(record.topic(), record.partition(), record.key(), record.value(), record.headers()));
    }

    public void send(ProducerRecord<byte[], byte[]> record) {
        await(record);
    }

    private void await(ProducerRecord<byte[], byte[]> record) {
        try {
            producer.send(record).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("cannot send to " + record.topic(), e);
        }
    }

    /** Current records of a topic. */
    public List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        return log.readAll(topic);
    }

    /** Current messages of a topic. */
    public <T> List<T> messages(Topic<T> topic) {
        return records(topic.name()).stream()
                .map(record -> topic.codec()
                        .decode(record.value())
                        .orElseThrow(rejection -> new IllegalStateException(topic.name() + ": " + rejection)))
                .toList();
    }

    @Override
    public void close() {
        producer.close();
    }
}
