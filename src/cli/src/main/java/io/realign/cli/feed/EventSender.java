package io.realign.cli.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.realign.client.internal.KafkaAccess;
import io.realign.event.FeatureEvent;
import io.realign.schemas.KafkaConnection;
import io.realign.schemas.KafkaGrant.Operation;
import io.realign.schemas.Topic;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes events to Kafka. The next call after a failed write throws its exception. */
final class EventSender implements AutoCloseable {
    private final KafkaConnection kafka;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    EventSender(KafkaConnection kafka) {
        this.kafka = kafka;
        producer = new KafkaProducer<>(
                kafka.clientProperties(Map.of("acks", "all", "linger.ms", "5")),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    void send(Topic<FeatureEvent> topic, FeatureEvent event) {
        check();
        byte[] key = event.domain().getBytes(UTF_8);
        var unused = producer.send(
                new ProducerRecord<>(topic.name(), key, topic.codec().encode(event)), (metadata, problem) -> {
                    if (problem != null) {
                        failure.compareAndSet(null, problem);
                    }
                });
    }

    /** Waits until all events are written. */
    void flush() {
        producer.flush();
        check();
    }

    @Override
    public void close() {
        producer.close();
    }

    private void check() {
        Exception problem = failure.get();
        if (problem != null) {
            throw new IllegalStateException(
                    KafkaAccess.describe(kafka, Operation.WRITE, problem)
                            .orElse("cannot write an event: check that the broker is running"),
                    problem);
        }
    }
}
