package io.realign.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.realign.event.FeatureEvent;
import io.realign.event.Tensor;
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

/** Where events come from; remembers each one and where it lies. */
final class EventProducer implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final List<SentRecord> sent = new ArrayList<>();

    /**
     * One record that was sent.
     *
     * @param valid whether it keeps the contract
     */
    record SentRecord(String topic, String domain, String id, boolean valid, int partition, long offset) {}

    EventProducer(String bootstrap) {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Returns the event's id. */
    String send(Topic<FeatureEvent> topic, String domain, float[] features, Optional<String> label) {
        FeatureEvent event = event(domain, features, label);
        write(topic.name(), domain, event.id(), true, topic.codec().encode(event));
        return event.id();
    }

    /** Sends bytes that no program can use. */
    void sendInvalid(Topic<FeatureEvent> topic, String domain, byte[] bytes) {
        write(topic.name(), domain, "unusable-" + sent.size(), false, bytes);
    }

    FeatureEvent event(String domain, float[] features, Optional<String> label) {
        return new FeatureEvent(domain + "-" + sent.size(), domain, Instant.now(), Tensor.vector(features), label);
    }

    List<SentRecord> sent(Topic<?> topic) {
        return sent.stream().filter(one -> one.topic().equals(topic.name())).toList();
    }

    /** The usable ones of a domain on the target, in the order of the log. */
    List<SentRecord> valid(Topic<?> topic, String domain) {
        return sent(topic).stream()
                .filter(one -> one.valid() && one.domain().equals(domain))
                .toList();
    }

    @Override
    public void close() {
        producer.close();
    }

    private void write(String topic, String domain, String id, boolean usable, byte[] bytes) {
        try {
            RecordMetadata at = producer.send(new ProducerRecord<>(topic, domain.getBytes(UTF_8), bytes))
                    .get();
            sent.add(new SentRecord(topic, domain, id, usable, at.partition(), at.offset()));
        } catch (ExecutionException e) {
            throw new AssertionError("the broker did not take " + id, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
