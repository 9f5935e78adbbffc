package io.realign.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.realign.rollout.RolloutStatus;
import io.realign.schemas.Topics;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells {@code rollouts} what became of each release; a report that cannot be sent does not keep a model from serving. */
final class Reports implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reports.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

    private final Producer<byte[], byte[]> producer;

    Reports(String bootstrap) {
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "acks",
                        "all",
                        "enable.idempotence",
                        true,
                        "max.block.ms",
                        CLOSE_WITHIN.toMillis()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    void send(RolloutStatus status) {
        send(new RolloutMessage(status));
    }

    void send(RolloutMessage message) {
        try {
            var unused = producer.send(record(message), (sent, failure) -> {
                if (failure != null) {
                    warn(message.status(), failure);
                }
            });
        } catch (KafkaException e) {
            warn(message.status(), e);
        }
    }

    @Override
    public void close() {
        producer.close(CLOSE_WITHIN);
    }

    private static ProducerRecord<byte[], byte[]> record(RolloutMessage message) {
        var record = new ProducerRecord<>(
                Topics.ROLLOUTS.name(),
                message.key().getBytes(UTF_8),
                Topics.ROLLOUTS.codec().encode(message.status()));
        message.cloudEvent().headers().forEach(record.headers()::add);
        return record;
    }

    private static void warn(RolloutStatus status, Exception failure) {
        LOG.warn("the report {} could not be sent", status, failure);
    }
}
