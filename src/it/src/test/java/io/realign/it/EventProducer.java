package io.realign.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.realign.event.FeatureEvent;
import io.realign.event.Tensor;
import io.realign.schemas.KafkaConnection;
import io.realign.schemas.Topic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends events, and keeps their ids, partitions and offsets. */
final class EventProducer implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final List<SentRecord> sent = new ArrayList<>();

    /**
     * A record that was sent.
     *
     * @param valid whether the record satisfies the contract
     */
    record SentRecord(String topic, String domain, String id, boolean valid, int partition, long offset) {}

    EventProducer(String bootstrap) {
        this(KafkaConnection.plaintext(bootstrap));
    }

    EventProducer(KafkaConnection kafka) {
        producer = new KafkaProducer<>(
                kafka.clientProperties(Map.of("acks", "all")), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Sends an event and returns its id. */
    String send(Topic<FeatureEvent> topic, String domain, float[] features, Optional<String> label) {
        FeatureEvent event = event(domain, features, label);
        write(topic.name(), domain, event.id(), true, topic.codec().encode(event));
        return event.id();
    }

    /** Sends an invalid record. */
    void sendInvalid(Topic<FeatureEvent> topic, String domain, byte[] bytes) {
        write(topic.name(), domain, "unusable-" + sent.size(), false, bytes);
    }

    FeatureEvent event(String domain, float[] features, Optional<String> label) {
        return new FeatureEvent(domain + "-" + sent.size(), domain, Instant.now(), Tensor.vector(features), label);
    }

    List<SentRecord> sent(Topic<?> topic) {
        return sent.stream()
                .filter(record -> record.topic().equals(topic.name()))
                .toList();
    }

    /** Valid records of a domain, in send order. */
    List<SentRecord> valid(Topic<?> topic, String domain) {
        return sent(topic).stream()
                .filter(record -> record.valid() && record.domain().equals(domain))
                .toList();
    }

    @Override
    public void close() {
        producer.close();
    }

    private void write(String topic, String domain, String id, boolean valid, byte[] bytes) {
        try {
            RecordMetadata metadata = producer.send(new ProducerRecord<>(topic, domain.getBytes(UTF_8), bytes))
                    .get();
            sent.add(new SentRecord(topic, domain, id, valid, metadata.partition(), metadata.offset()));
        } catch (ExecutionException e) {
            throw new AssertionError("failed to send " + id, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
