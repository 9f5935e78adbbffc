package io.realign.adapter.control.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.realign.adapter.KafkaTestClient;
import io.realign.adapter.TestBroker;
import io.realign.adapter.instance.Instance;
import io.realign.adapter.store.DirectoryArtifactStore;
import io.realign.adapter.store.ModelRegistry;
import io.realign.adapter.store.ReleaseArchive;
import io.realign.broker.EmbeddedBroker;
import io.realign.model.Artifact;
import io.realign.model.ModelRelease;
import io.realign.model.ReleaseOrder;
import io.realign.model.SigningKeys;
import io.realign.model.TrustedKeys;
import io.realign.replay.KafkaLogReader;
import io.realign.schemas.CloudEventAttributes;
import io.realign.schemas.KafkaConnection;
import io.realign.schemas.Topics;
import io.realign.testing.ReleaseBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Releases with a time to live of two minutes. Each {@link Service} starts without state. */
class ReleaseRenewalTest {
    private static final Duration TTL = Duration.ofMinutes(2);
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private static Path directory;

    private static EmbeddedBroker broker;
    private static KafkaTestClient kafka;
    private static SigningKeys keys;
    private static SigningKeys nextKeys;
    private static TrustedKeys bothKeys;

    private Instant now = START;

    @BeforeAll
    static void start() throws IOException {
        broker = TestBroker.start(directory.resolve("broker"));
        kafka = new KafkaTestClient(broker.bootstrapServers());
        keys = SigningKeys.loadOrCreate(directory.resolve("keys"));
        nextKeys = SigningKeys.loadOrCreate(directory.resolve("next-keys"));
        bothKeys = new TrustedKeys(Stream.concat(keys.trusted().keys().stream(), nextKeys.trusted().keys().stream())
                .toList());
    }

    @AfterAll
    static void stop() {
        kafka.close();
        broker.close();
    }

    @Test
    void release_isRenewedOnce_atHalfOfItsTimeToLive_alsoAcrossARestart() throws Exception {
        ModelRelease release = release("half", 2);
        try (Service service = new Service(keys)) {
            service.publisher.publish(release);
            now = START.plus(TTL.dividedBy(2)).minusMillis(1);
            service.renew();
            assertThat(releases("half")).containsExactly(release);

            now = START.plus(TTL.dividedBy(2));
            service.renew();
            service.renew();
        }
        try (Service restarted = new Service(keys)) {
            restarted.renew();
        }

        assertThat(releases("half")).containsExactly(release, release.renewed(now.plus(TTL)));
    }

    @Test
    void expiredRelease_isRenewed_afterALongStop() throws Exception {
        ModelRelease release = release("stopped", 2);
        try (Service service = new Service(keys)) {
            service.publisher.publish(release);
        }
        now = START.plus(TTL.multipliedBy(1000));

        try (Service restarted = new Service(keys)) {
            restarted.renew();
        }

        assertThat(releases("stopped")).containsExactly(release, release.renewed(now.plus(TTL)));
    }

    @Test
    void releaseOfAnotherKey_isSignedAgain() throws Exception {
        ModelRelease release = release("rotated", 2);
        try (Service service = new Service(keys)) {
            service.publisher.publish(release);
        }

        try (Service rotated = new Service(nextKeys)) {
            rotated.renew();
            rotated.renew();
        }

        assertThat(releases("rotated")).hasSize(2);
        assertThat(records("rotated"))
                .extracting(record ->
                        new String(record.headers().lastHeader("dsse-keyid").value(), UTF_8))
                .containsExactly(keys.signer().keyId(), nextKeys.signer().keyId());
    }

    @Test
    void release_isPublishedAgain_afterARecordThatIsNotAccepted() throws Exception {
        ModelRelease release = release("displaced", 2);
        try (Service service = new Service(keys)) {
            service.publisher.publish(release);
            service.renew();
            kafka.sendBytes(Topics.MODELS.name(), "displaced", List.of(new byte[] {1, 2, 3}));
            service.renew();
            service.renew();
        }

        List<ConsumerRecord<byte[], byte[]>> records = records("displaced");
        assertThat(records).hasSize(3);
        ModelRelease last = release(records.get(2));
        assertThat(last).isEqualTo(release.renewed(last.expiresAt()));
    }

    @Test
    void release_isPublishedAgain_afterATombstone() throws Exception {
        String domain = "ö".repeat(200);
        ModelRelease release = release(domain, 2);
        try (Service service = new Service(keys)) {
            service.publisher.publish(release);
            service.renew();
            kafka.sendBytes(Topics.MODELS.name(), domain, Collections.singletonList(null));
            service.renew();
            service.renew();
        }

        List<ConsumerRecord<byte[], byte[]>> records = records(domain);
        assertThat(records).hasSize(3);
        assertThat(release(records.get(2)).id()).isEqualTo(release.id());
    }

    @Test
    void keyThatIsNotValid_signsNothing_andTheReleaseStays() throws Exception {
        ModelRelease release = release("outdated-key", 2);
        try (Service service = new Service(keys)) {
            service.publisher.publish(release);
        }
        now = START.plus(TTL);
        Path directory = ReleaseRenewalTest.directory.resolve("outdated-keys");
        SigningKeys.loadOrCreate(directory);
        Path trusted = directory.resolve(SigningKeys.TRUSTED_KEYS_FILE);
        Files.writeString(trusted, "not-after: " + START + "\n" + Files.readString(trusted));

        try (Service service = new Service(SigningKeys.loadOrCreate(directory))) {
            service.renew();
            assertThatThrownBy(() -> service.publisher.publish(release("outdated-key", 3)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("is valid from")
                    .hasMessageEndingWith("configure a signing key that is valid");
        }

        assertThat(releases("outdated-key")).containsExactly(release);
    }

    @Test
    void versionFarAboveTheKnownOne_isRefused_andTheLineageContinues() throws Exception {
        ModelRelease release = release("lineage", 2);
        ModelRelease jump = release("lineage", 2 + ReleaseOrder.MAX_VERSION_GAP + 1);
        try (Service service = new Service(keys)) {
            service.publisher.publish(release);
            service.publisher.publish(jump);
            service.renew();

            assertThat(service.registry.releaseHistory().newestRelease("lineage"))
                    .hasValueSatisfying(newest -> assertThat(newest.id()).isEqualTo(release.id()));
        }
        assertThat(releases("lineage")).last().isNotEqualTo(jump);
    }

    @Test
    void renewal_hasAnotherCloudEventId_thanTheRelease() throws Exception {
        ModelRelease release = release("event", 2);
        try (Service service = new Service(keys)) {
            service.publisher.publish(release);
            now = START.plus(TTL);
            service.renew();
        }

        String id = CloudEventAttributes.of(release).id();
        assertThat(records("event"))
                .extracting(record ->
                        new String(record.headers().lastHeader("ce_id").value(), UTF_8))
                .containsExactly(id, id + "/renewed/" + now.toEpochMilli());
    }

    private static ModelRelease release(String domain, long version) {
        return new ReleaseBuilder(domain, version)
                .artifacts(List.of(new Artifact(Artifact.Kind.INFERENCE, "%064d".formatted(version), 1)))
                .createdAt(START)
                .expiresAt(START.plus(TTL))
                .build();
    }

    private static List<ConsumerRecord<byte[], byte[]>> records(String domain) {
        return kafka.records(Topics.MODELS.name()).stream()
                .filter(record -> new String(record.key(), UTF_8).equals(domain))
                .toList();
    }

    private static List<ModelRelease> releases(String domain) {
        return records(domain).stream().map(ReleaseRenewalTest::release).toList();
    }

    private static ModelRelease release(ConsumerRecord<byte[], byte[]> record) {
        return Topics.MODELS
                .codec()
                .decode(record.value())
                .orElseThrow(rejection -> new IllegalStateException(rejection.toString()));
    }

    private final class Service implements AutoCloseable {
        private final ModelRegistry registry;
        private final KafkaPublisher publisher;
        private final ReleaseRenewal renewal;

        Service(SigningKeys signing) throws IOException {
            KafkaConnection kafka = KafkaConnection.plaintext(broker.bootstrapServers());
            registry = new ModelRegistry(new KafkaLogReader(kafka), bothKeys, () -> now);
            publisher = new KafkaPublisher(
                    kafka,
                    signing.signer(),
                    new ReleaseArchive(new DirectoryArtifactStore(directory.resolve("artifacts")), bothKeys, () -> now),
                    Instance.standalone(),
                    () -> now);
            renewal = new ReleaseRenewal(registry, publisher, Instance.standalone(), signing.signer(), TTL, () -> now);
        }

        /** Renews the releases of all tests that are due. */
        void renew() {
            registry.refresh(ModelRegistry.BROKER_TIMEOUT);
            renewal.renewDue();
        }

        @Override
        public void close() {
            registry.close();
            publisher.close();
        }
    }
}
