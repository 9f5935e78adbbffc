package io.realign.client.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.realign.model.ModelRelease;
import io.realign.model.SigningKeys;
import io.realign.rollout.RolloutStatus;
import io.realign.schemas.SignedRelease;
import io.realign.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The topics {@code models} and {@code rollouts}: publishes releases and reads rollout statuses.
 *
 * @param bootstrap address of the broker
 * @param keys keys that sign the published releases
 */
public record ModelTopicsFixture(String bootstrap, SigningKeys keys) {
    public static final Duration DEADLINE = Duration.ofSeconds(60);

    public void publish(ModelRelease release) throws ExecutionException, InterruptedException {
        SignedRelease signed = SignedRelease.sign(release, keys.signer());
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap), new ByteArraySerializer(), new ByteArraySerializer())) {
            var record = new ProducerRecord<>(Topics.MODELS.name(), signed.key(), signed.value());
            signed.headers().forEach(record.headers()::add);
            producer.send(record).get();
        }
    }

    /** The records of {@code rollouts}, as soon as there are at least {@code minCount}. */
    public List<ConsumerRecord<byte[], byte[]>> rolloutRecords(int minCount) {
        TopicPartition partition = new TopicPartition(Topics.ROLLOUTS.name(), 0);
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrap),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            await(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
                return records.size() >= minCount;
            });
            return records;
        }
    }

    public static RolloutStatus status(ConsumerRecord<byte[], byte[]> record) {
        return Topics.ROLLOUTS
                .codec()
                .decode(record.value())
                .orElseThrow(rejection -> new IllegalStateException(rejection.toString()));
    }

    public static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
            LockSupport.parkNanos(10_000_000);
        }
    }
}
