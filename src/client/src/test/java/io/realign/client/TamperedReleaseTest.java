package io.realign.client;

import static io.realign.client.testing.TestReleases.event;
import static io.realign.client.testing.TestReleases.modelPredicting;
import static io.realign.client.testing.TestReleases.release;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.realign.broker.EmbeddedBroker;
import io.realign.broker.TopicSpec;
import io.realign.client.testing.ArtifactServer;
import io.realign.client.testing.SmallOnnxModel;
import io.realign.client.testing.TestKeys;
import io.realign.client.testing.TestReleases;
import io.realign.model.Artifact;
import io.realign.model.ModelRelease;
import io.realign.model.Provenance;
import io.realign.model.ReleaseOrder;
import io.realign.model.ReleaseOrigin;
import io.realign.model.Signature;
import io.realign.model.Signer;
import io.realign.model.SigningKeys;
import io.realign.model.TrustedKeys;
import io.realign.rollout.RolloutStatus;
import io.realign.rollout.RolloutStatus.State;
import io.realign.schemas.SignedRelease;
import io.realign.schemas.Topics;
import io.realign.testing.ReleaseBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Manipulated records of {@code models}, sent to a follower that serves version 3 of the domain "oven". */
class TamperedReleaseTest {
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final String OVEN = "oven";
    private static final int SERVING_VERSION = 3;

    @TempDir
    private static Path directory;

    private static EmbeddedBroker broker;
    private static ArtifactServer server;
    private static KafkaProducer<byte[], byte[]> producer;
    private static SigningKeys keys;
    private static Signer notYetValid;
    private static Signer expired;
    private static Signer untrusted;
    private static ModelFollower follower;
    private static KafkaConsumer<byte[], byte[]> rollouts;
    private static final List<RolloutStatus> STATUSES = new ArrayList<>();
    private static long newestVersion = SERVING_VERSION;

    /**
     * A record that the follower must reject.
     *
     * @param reason part of the reason in the status on {@code rollouts}
     */
    private record Tampered(String name, Forgery forgery, String reason) {
        @Override
        public String toString() {
            return name;
        }
    }

    private interface Forgery {
        SignedRelease create() throws Exception;
    }

    static Stream<Tampered> tampered() {
        return Stream.of(
                new Tampered(
                        "no headers",
                        () -> new SignedRelease(OVEN.getBytes(UTF_8), valid().value(), Optional.empty()),
                        "got no signature"),
                new Tampered("first byte", () -> flipped(valid(), 0), "does not match the payload"),
                new Tampered("schema fingerprint", () -> flipped(valid(), 5), "does not match the payload"),
                new Tampered(
                        "one bit of the statement",
                        () -> flipped(valid(), valid().value().length / 2),
                        "does not match the payload"),
                new Tampered(
                        "last byte", () -> flipped(valid(), valid().value().length - 1), "does not match the payload"),
                new Tampered(
                        "truncated statement",
                        () -> value(valid(), Arrays.copyOf(valid().value(), 40)),
                        "does not match the payload"),
                new Tampered("empty statement", () -> value(valid(), new byte[0]), "does not match the payload"),
                new Tampered(
                        "bytes after the statement",
                        () -> value(valid(), Arrays.copyOf(valid().value(), valid().value().length + 1)),
                        "does not match the payload"),
                new Tampered(
                        "artifact swapped in the statement",
                        TamperedReleaseTest::swappedStatement,
                        "does not match the payload"),
                new Tampered(
                        "one bit of the signature",
                        TamperedReleaseTest::flippedSignature,
                        "does not match the payload"),
                new Tampered("short signature", () -> signature(valid(), new byte[63]), "does not match the payload"),
                new Tampered(
                        "long signature", () -> signature(valid(), new byte[1 << 16]), "does not match the payload"),
                new Tampered(
                        "zeros for a signature", () -> signature(valid(), new byte[64]), "does not match the payload"),
                new Tampered(
                        "signature of another release",
                        () -> signature(
                                valid(), valid().signature().orElseThrow().bytes()),
                        "does not match the payload"),
                new Tampered(
                        "signature with another payload type",
                        TamperedReleaseTest::otherPayloadType,
                        "does not match the payload"),
                new Tampered("signature with an empty payload type", () -> signedAs(""), "does not match the payload"),
                new Tampered(
                        "unknown key",
                        () -> SignedRelease.sign(next(server.put(modelPredicting(2))), untrusted),
                        "expected a signature of a trusted key"),
                new Tampered(
                        "unknown key under a trusted id",
                        TamperedReleaseTest::trustedIdOfAnotherKey,
                        "does not match the payload"),
                new Tampered(
                        "key id of a megabyte",
                        () -> keyId(valid(), "a".repeat(1 << 18)),
                        "got one of a malformed key id"),
                new Tampered(
                        "key not yet valid",
                        () -> SignedRelease.sign(next(server.put(modelPredicting(2))), notYetValid),
                        "is valid from 2126"),
                new Tampered(
                        "key no longer valid",
                        () -> SignedRelease.sign(next(server.put(modelPredicting(2))), expired),
                        "to 2020-01-01"),
                new Tampered("oversized record", TamperedReleaseTest::oversized, "at most 1048576 bytes, got"),
                new Tampered("zip bomb", TamperedReleaseTest::zipBomb, "expected a io.realign.model.ModelRelease"),
                new Tampered(
                        "signed bytes that are no release",
                        () -> signed("not a release".getBytes(UTF_8)),
                        "expected a io.realign.model.ModelRelease"),
                new Tampered(
                        "another domain's key", () -> key(valid(), "kiln"), "expected the record key oven, got 'kiln'"),
                new Tampered(
                        "another domain",
                        () -> key(sign(release("kiln", SERVING_VERSION + 1, server.put(modelPredicting(2)))), OVEN),
                        "expected the record key kiln, got 'oven'"),
                new Tampered(
                        "artifact above the maximum size", TamperedReleaseTest::oversizedArtifactSize, "ModelRelease"),
                new Tampered(
                        "expired",
                        () -> sign(withExpiry(
                                next(server.put(modelPredicting(2))),
                                Instant.now().minusSeconds(1))),
                        "has not expired"),
                new Tampered(
                        "no expiry time",
                        () -> sign(withExpiry(next(server.put(modelPredicting(2))), Instant.EPOCH)),
                        "has not expired"),
                new Tampered(
                        "older version",
                        () -> sign(release(OVEN, SERVING_VERSION - 2, server.put(modelPredicting(2)))),
                        "expected a version above"),
                new Tampered(
                        "version far above the serving one",
                        () -> sign(release(
                                OVEN,
                                newestVersion + ReleaseOrder.MAX_VERSION_GAP + 1,
                                server.put(modelPredicting(2)))),
                        "expected a version up to"),
                new Tampered(
                        "highest version",
                        TamperedReleaseTest::highestVersion,
                        "version: expected 0 to 1000000000, got 9223372036854775807"),
                new Tampered(
                        "another release of the same version",
                        TamperedReleaseTest::sameVersion,
                        "expected a version above"),
                new Tampered(
                        "swapped artifact",
                        () -> withReplacedArtifact(modelPredicting(0)),
                        "expected an artifact with the SHA-256"),
                new Tampered(
                        "flipped bit in the artifact",
                        () -> withReplacedArtifact(flip(modelPredicting(2), 40)),
                        "expected an artifact with the SHA-256"),
                new Tampered(
                        "truncated artifact",
                        () -> withReplacedArtifact(Arrays.copyOf(modelPredicting(2), 40)),
                        "bytes"),
                new Tampered(
                        "oversized artifact",
                        () -> withReplacedArtifact(Arrays.copyOf(modelPredicting(2), 1 << 22)),
                        "bytes"),
                new Tampered("compressed artifact", () -> withReplacedArtifact(gzip(modelPredicting(2))), "expected"),
                new Tampered(
                        "oversized tensor",
                        () -> sign(next(server.put(SmallOnnxModel.predicting(2, 4096, 3)))),
                        "expected a tensor features"));
    }

    @BeforeAll
    static void serveVersion3() throws Exception {
        broker = EmbeddedBroker.start(directory.resolve("broker"));
        broker.createTopics(
                List.of(new TopicSpec(Topics.MODELS.name(), 1, true), new TopicSpec(Topics.ROLLOUTS.name(), 1, true)));
        server = new ArtifactServer();
        producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        broker.bootstrapServers(),
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        1 << 24,
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "gzip"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        rollouts = new KafkaConsumer<>(
                Map.<String, Object>of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        broker.bootstrapServers(),
                        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                        20),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        TopicPartition partition = new TopicPartition(Topics.ROLLOUTS.name(), 0);
        rollouts.assign(List.of(partition));
        rollouts.seekToBeginning(List.of(partition));
        keys = TestKeys.generateIn(directory.resolve("keys"));
        notYetValid = TestKeys.generateIn(directory.resolve("not-yet-valid")).signer();
        expired = TestKeys.generateIn(directory.resolve("expired")).signer();
        untrusted = TestKeys.generateIn(directory.resolve("untrusted")).signer();
        follower = new ModelFollower(
                new FollowerSettings(
                        "billing", broker.bootstrapServers(), server.address(), directory.resolve("cache"), trusted()),
                Clock.systemUTC());
        send(sign(release(OVEN, SERVING_VERSION, server.put(modelPredicting(1)))));
        assertThat(follower.awaitReady(DEADLINE)).isTrue();
        await(0, status -> status.state() == State.ACTIVE);
    }

    @AfterAll
    static void stop() {
        follower.close();
        rollouts.close();
        producer.close();
        server.close();
        broker.close();
    }

    @ParameterizedTest
    @MethodSource("tampered")
    void tamperedRelease_isReportedAsFailed_andTheServingModelIsKept(Tampered tampered) throws Exception {
        SignedRelease forged = tampered.forgery().create();
        long versionBefore = servingVersion();
        long statusesBefore = statuses().count();

        send(forged);

        RolloutStatus status = await(
                statusesBefore,
                next -> next.domain().equals(OVEN) || next.domain().equals("kiln"));
        assertThat(status.state()).isEqualTo(State.FAILED);
        assertThat(status.reason()).contains(tampered.reason()).hasSizeLessThan(2000);
        assertThat(servingVersion()).isEqualTo(versionBefore);
        assertThat(follower.predict(event(OVEN, 1)).label()).isEqualTo("ethanol");
    }

    @Test
    void rollbackUnderANewVersion_serves() throws Exception {
        ModelRelease latest = next(server.put(modelPredicting(1)));
        ModelRelease rollback = ReleaseBuilder.copyOf(latest, OVEN, ++newestVersion)
                .id("back-" + newestVersion)
                .origin(new ReleaseOrigin(latest.version(), SERVING_VERSION, "", "", List.of()))
                .build();
        long statusesBefore = statuses().count();

        send(sign(rollback));

        assertThat(await(statusesBefore, status -> status.state() == State.ACTIVE)
                        .version())
                .isEqualTo(rollback.version());
    }

    private static TrustedKeys trusted() throws IOException {
        String pem = publicKey("keys")
                + "\nnot-before: 2126-01-01T00:00:00Z\n" + publicKey("not-yet-valid")
                + "\nnot-after: 2020-01-01T00:00:00Z\n" + publicKey("expired");
        return TrustedKeys.read(Files.writeString(directory.resolve("trusted.pem"), pem));
    }

    private static String publicKey(String name) throws IOException {
        return Files.readString(directory.resolve(name).resolve(SigningKeys.TRUSTED_KEYS_FILE));
    }

    /** A release that the follower accepts. */
    private static SignedRelease valid() {
        return sign(next(server.put(modelPredicting(2))));
    }

    private static ModelRelease next(Artifact artifact) {
        return release(OVEN, ++newestVersion, artifact);
    }

    private static SignedRelease sign(ModelRelease release) {
        return SignedRelease.sign(release, keys.signer());
    }

    private static SignedRelease signed(byte[] value) {
        return new SignedRelease(
                OVEN.getBytes(UTF_8), value, Optional.of(keys.signer().sign(SignedRelease.PAYLOAD_TYPE, value)));
    }

    private static SignedRelease signedAs(String payloadType) {
        byte[] value = valid().value();
        return new SignedRelease(
                OVEN.getBytes(UTF_8), value, Optional.of(keys.signer().sign(payloadType, value)));
    }

    private static SignedRelease otherPayloadType() {
        return signedAs("application/vnd.in-toto+json");
    }

    private static SignedRelease key(SignedRelease record, String key) {
        return new SignedRelease(key.getBytes(UTF_8), record.value(), record.signature());
    }

    private static SignedRelease value(SignedRelease record, byte[] value) {
        return new SignedRelease(record.key(), value, record.signature());
    }

    private static SignedRelease signature(SignedRelease record, byte[] bytes) {
        return new SignedRelease(
                record.key(),
                record.value(),
                Optional.of(new Signature(keys.signer().keyId(), bytes)));
    }

    private static SignedRelease keyId(SignedRelease record, String id) {
        return new SignedRelease(
                record.key(),
                record.value(),
                Optional.of(new Signature(id, record.signature().orElseThrow().bytes())));
    }

    private static SignedRelease flipped(SignedRelease record, int index) {
        return value(record, flip(record.value(), index));
    }

    private static SignedRelease flippedSignature() {
        SignedRelease record = valid();
        return signature(record, flip(record.signature().orElseThrow().bytes(), 17));
    }

    private static SignedRelease trustedIdOfAnotherKey() {
        return keyId(
                SignedRelease.sign(next(server.put(modelPredicting(2))), untrusted),
                keys.signer().keyId());
    }

    private static SignedRelease swappedStatement() {
        SignedRelease record = valid();
        ModelRelease other = release(OVEN, newestVersion, server.put(modelPredicting(0)));
        return value(record, Topics.MODELS.codec().encode(other));
    }

    private static SignedRelease sameVersion() {
        ModelRelease release = next(server.put(modelPredicting(1)));
        send(sign(release));
        await(0, status -> status.version() == release.version() && status.state() == State.ACTIVE);
        return sign(withExpiry(release("oven", release.version(), server.put(modelPredicting(2))), TestReleases.LATER));
    }

    private static SignedRelease oversized() {
        return signed(new byte[SignedRelease.MAX_SIZE + 1]);
    }

    /** A short record with an array of labels of the maximum length. */
    private static SignedRelease zipBomb() {
        byte[] value = Arrays.copyOf(valid().value(), 200);
        Arrays.fill(value, 60, 200, (byte) 0xFF);
        return signed(value);
    }

    /** Replaces the encoded size of the artifact by a larger one than {@link Artifact#MAX_SIZE}. */
    private static SignedRelease oversizedArtifactSize() {
        Artifact largest = new Artifact(Artifact.Kind.INFERENCE, "0".repeat(64), Artifact.MAX_SIZE);
        byte[] value = Topics.MODELS.codec().encode(next(largest));
        byte[] encodedMaxSize = {(byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, 0x08};
        for (int i = 0; i + encodedMaxSize.length <= value.length; i++) {
            if (Arrays.equals(value, i, i + encodedMaxSize.length, encodedMaxSize, 0, encodedMaxSize.length)) {
                value[i + encodedMaxSize.length - 1] = 0x7F;
                return signed(value);
            }
        }
        throw new IllegalStateException("expected the size of the artifact in the release");
    }

    /** A valid release whose artifact has other bytes on the server. */
    private static SignedRelease withReplacedArtifact(byte[] bytes) {
        byte[] model = SmallOnnxModel.linear(new float[6], new float[] {0, 0, ++newestVersion});
        Artifact artifact = server.put(model);
        server.replace(artifact, bytes);
        return sign(next(artifact));
    }

    /** Replaces the encoded version by the highest 64-bit number. */
    private static SignedRelease highestVersion() {
        byte[] value =
                Topics.MODELS.codec().encode(release(OVEN, ModelRelease.MAX_VERSION, server.put(modelPredicting(2))));
        String encoded = HexFormat.of().formatHex(value);
        assertThat(encoded.split("80a8d6b907", -1)).hasSize(2);
        return signed(HexFormat.of().parseHex(encoded.replace("80a8d6b907", "feffffffffffffffff01")));
    }

    private static byte[] flip(byte[] bytes, int index) {
        byte[] copy = bytes.clone();
        copy[index] ^= 1;
        return copy;
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(bytes);
        } catch (IOException e) {
            throw new IllegalStateException("cannot compress", e);
        }
        return out.toByteArray();
    }

    /** The release with another expiry time and another id. */
    private static ModelRelease withExpiry(ModelRelease release, Instant expiresAt) {
        return ReleaseBuilder.copyOf(release)
                .id(release.id() + "-changed")
                .provenance(Provenance.UNKNOWN)
                .expiresAt(expiresAt)
                .rollbackTo(0)
                .build();
    }

    private static void send(SignedRelease record) {
        var raw = new ProducerRecord<>(Topics.MODELS.name(), record.key(), record.value());
        record.headers().forEach(raw.headers()::add);
        var unused = producer.send(raw);
        producer.flush();
    }

    private static long servingVersion() {
        return follower.predict(event(OVEN, 1)).modelVersion();
    }

    private static RolloutStatus await(long skipped, Predicate<RolloutStatus> condition) {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (System.nanoTime() < deadline) {
            Optional<RolloutStatus> newest = statuses()
                    .skip(skipped)
                    .filter(condition)
                    .filter(status -> status.state() != State.LOADED)
                    .reduce((one, other) -> other);
            if (newest.isPresent()) {
                return newest.get();
            }
        }
        throw new AssertionError("expected a status on rollouts, got none");
    }

    /** All statuses on {@code rollouts} until now. */
    private static Stream<RolloutStatus> statuses() {
        rollouts.poll(Duration.ofMillis(20))
                .forEach(record -> STATUSES.add(Topics.ROLLOUTS
                        .codec()
                        .decode(record.value())
                        .orElseThrow(rejection -> new IllegalStateException(rejection.toString()))));
        return List.copyOf(STATUSES).stream();
    }
}
