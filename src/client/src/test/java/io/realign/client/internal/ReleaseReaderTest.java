package io.realign.client.internal;

import static io.realign.client.testing.TestReleases.modelPredicting;
import static org.assertj.core.api.Assertions.assertThat;

import io.realign.broker.EmbeddedBroker;
import io.realign.broker.TopicSpec;
import io.realign.client.testing.ModelTopicsFixture;
import io.realign.client.testing.TestKeys;
import io.realign.client.testing.TestReleases;
import io.realign.event.ContentId;
import io.realign.model.Artifact;
import io.realign.model.ModelRelease;
import io.realign.model.SigningKeys;
import io.realign.schemas.KafkaConnection;
import io.realign.schemas.ReleaseVerification;
import io.realign.schemas.SignedRelease;
import io.realign.schemas.Topics;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseReaderTest {
    private static final SigningKeys KEYS = TestKeys.generate();

    @TempDir
    private Path directory;

    @Test
    void addedPartition_isReadFromItsBeginning() throws Exception {
        List<ReleaseVerification> read = new ArrayList<>();
        ModelRelease release = TestReleases.release(
                "oven",
                1,
                new Artifact(Artifact.Kind.INFERENCE, ContentId.digest(modelPredicting(0)), modelPredicting(0).length));
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory)) {
            broker.createTopics(List.of(new TopicSpec(Topics.MODELS.name(), 1, true)));
            try (ReleaseReader reader = new ReleaseReader(
                    KafkaConnection.plaintext(broker.bootstrapServers()), KEYS.trusted(), Clock.systemUTC())) {
                reader.poll(Duration.ofSeconds(1), (signed, verification) -> read.add(verification));
                addPartition(broker, SignedRelease.sign(release, KEYS.signer()));

                ModelTopicsFixture.await(() -> {
                    reader.poll(Duration.ofMillis(200), (signed, verification) -> read.add(verification));
                    return !read.isEmpty();
                });
            }
        }

        assertThat(read)
                .singleElement()
                .isInstanceOfSatisfying(ReleaseVerification.Verified.class, announced -> assertThat(announced.release())
                        .isEqualTo(release));
    }

    private static void addPartition(EmbeddedBroker broker, SignedRelease signed) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (Admin admin = Admin.create(settings);
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            admin.createPartitions(Map.of(Topics.MODELS.name(), NewPartitions.increaseTo(2)))
                    .all()
                    .get();
            ProducerRecord<byte[], byte[]> record =
                    new ProducerRecord<>(Topics.MODELS.name(), 1, signed.key(), signed.value());
            signed.headers().forEach(record.headers()::add);
            producer.send(record).get();
        }
    }
}
