package io.realign.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.realign.cli.launch.Program;
import io.realign.client.FollowerSettings;
import io.realign.client.ModelFollower;
import io.realign.event.FeatureEvent;
import io.realign.model.TrustedKeys;
import io.realign.rollout.Prediction;
import io.realign.schemas.DecodeResult;
import io.realign.schemas.Topic;
import io.realign.schemas.Topics;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A consumer program that scores the target events with a {@link ModelFollower}, exactly once. It ends on any failure, and
 * expects to be restarted.
 */
final class FollowerProgram {
    static final String NAME = "follower";

    /** Output of the program. */
    static final Topic<Prediction> PREDICTIONS = new Topic<>(
            "follower.predictions",
            Topics.PREDICTIONS.partitions(),
            false,
            Topic.UNLIMITED,
            Topics.PREDICTIONS.codec());

    private static final Duration READY_TIMEOUT = Duration.ofMinutes(10);
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(200);

    private FollowerProgram() {}

    static Program program(LocalDeployment deployment, Path cache) {
        return new Program(
                NAME,
                List.of(
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dorg.slf4j.simpleLogger.log.io.realign=info"),
                List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        FollowerProgram.class.getName(),
                        deployment.bootstrap(),
                        deployment.adapterAddress(),
                        cache.toString(),
                        deployment.trustedKeys().toString()),
                Map.of());
    }

    /** Arguments: bootstrap servers, address of the adapter service, cache directory, file of the trusted keys. */
    public static void main(String[] arguments) {
        try {
            run(
                    arguments[0],
                    new FollowerSettings(
                            NAME,
                            arguments[0],
                            URI.create(arguments[1]),
                            Path.of(arguments[2]),
                            TrustedKeys.read(Path.of(arguments[3]))));
        } catch (Throwable e) {
            e.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
    }

    /** Does not close the clients after a failure, because that would wait for an unavailable broker. */
    private static void run(String bootstrap, FollowerSettings settings) throws InterruptedException {
        ModelFollower follower = new ModelFollower(settings, Clock.systemUTC());
        if (!follower.awaitReady(READY_TIMEOUT)) {
            throw new IllegalStateException("expected a model to serve within " + READY_TIMEOUT);
        }
        KafkaProducer<byte[], byte[]> producer = producer(bootstrap);
        producer.initTransactions();
        KafkaConsumer<byte[], byte[]> consumer = consumer(bootstrap);
        consumer.subscribe(List.of(Topics.TARGET_EVENTS.name()));
        while (true) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL_TIMEOUT);
            if (!records.isEmpty()) {
                producer.beginTransaction();
                Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
                for (ConsumerRecord<byte[], byte[]> record : records) {
                    score(follower, producer, record);
                    offsets.put(
                            new TopicPartition(record.topic(), record.partition()),
                            new OffsetAndMetadata(record.offset() + 1));
                }
                producer.sendOffsetsToTransaction(offsets, consumer.groupMetadata());
                producer.commitTransaction();
            }
        }
    }

    private static void score(
            ModelFollower follower, KafkaProducer<byte[], byte[]> producer, ConsumerRecord<byte[], byte[]> record) {
        if (Topics.TARGET_EVENTS.codec().decode(record.value()) instanceof DecodeResult.Valid<FeatureEvent> valid) {
            Prediction prediction = follower.predict(valid.message());
            var unused = producer.send(new ProducerRecord<>(
                    PREDICTIONS.name(),
                    prediction.domain().getBytes(UTF_8),
                    PREDICTIONS.codec().encode(prediction)));
        }
    }

    private static KafkaProducer<byte[], byte[]> producer(String bootstrap) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "transactional.id", NAME),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** A static member of its group, so that a restarted program does not wait for the session timeout of its predecessor. */
    private static KafkaConsumer<byte[], byte[]> consumer(String bootstrap) {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "group.id",
                        NAME,
                        "group.instance.id",
                        NAME,
                        "isolation.level",
                        "read_committed",
                        "enable.auto.commit",
                        "false",
                        "auto.offset.reset",
                        "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
