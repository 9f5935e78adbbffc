package io.realign.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.realign.event.FeatureEvent;
import io.realign.event.Tensor;
import io.realign.schemas.Topics;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The producer that {@code data.md} documents. */
final class ExampleProducer {
    private ExampleProducer() {}

    static void send(String bootstrap) throws ExecutionException, InterruptedException {
        // data.md: begin
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            var event = new FeatureEvent(
                    "4711", "oven-3", Instant.now(), Tensor.vector(.1f, 4.2f, -.3f, .2f, 3.8f, .4f), Optional.empty());
            var topic = Topics.TARGET_EVENTS;
            var record = new ProducerRecord<>(
                    topic.name(), event.domain().getBytes(UTF_8), topic.codec().encode(event));
            producer.send(record).get(); // for many events, pass a callback instead
        }
        // data.md: end
    }
}
