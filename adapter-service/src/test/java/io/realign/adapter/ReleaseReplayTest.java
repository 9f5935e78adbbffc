package io.realign.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.realign.adaptation.gate.CheckResult;
import io.realign.alert.DriftAlert;
import io.realign.broker.EmbeddedBroker;
import io.realign.cli.Realign;
import io.realign.event.OffsetRange;
import io.realign.model.Artifact;
import io.realign.model.DataDigest;
import io.realign.model.ModelRelease;
import io.realign.model.SigningKeys;
import io.realign.schemas.Topics;
import io.realign.testing.AlertBuilder;
import io.realign.testing.ReleaseBuilder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reproduces releases of the service with {@code realign replay}. No test adapts after the topics are emptied. */
@QuarkusTest
@WithTestResource(value = BrokerResource.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class ReleaseReplayTest {
    private static final int IDENTICAL = 0;
    private static final int DIFFERENT = 1;
    private static final int MISSING = 2;

    @TempDir
    private Path directory;

    @TestHTTPResource("/")
    URI service;

    @ConfigProperty(name = "realign.bootstrap")
    String bootstrap;

    @ConfigProperty(name = "realign.artifacts")
    Path artifacts;

    private final StringWriter out = new StringWriter();
    private KafkaTestClient kafka;
    private ModelRelease baseModel;
    private ModelRelease oven;

    @BeforeEach
    void awaitReleases() {
        kafka = new KafkaTestClient(bootstrap);
        if (kafka.records(Topics.MODELS.name()).isEmpty()) {
            kafka.send(Topics.SOURCE_EVENTS, "source-1", SensorEvents.source(400));
            List<OffsetRange> window = kafka.send(Topics.TARGET_EVENTS, "oven", SensorEvents.target("oven", 160, .5f));
            kafka.send(Topics.DRIFT_ALERTS, "oven", List.of(alert("oven", window)));
        }
        baseModel = Eventually.get("version 1", () -> release(ModelRelease.SHARED, 1));
        oven = Eventually.get("version 2", () -> release("oven", 2));
    }

    @AfterEach
    void close() {
        kafka.close();
    }

    @Test
    void releases_areReproduced_fromKafkaAndFromTheSnapshot() throws Exception {
        assertThat(replay("*@1")).as(out.toString()).isEqualTo(IDENTICAL);
        assertThat(replay("oven@2")).as(out.toString()).isEqualTo(IDENTICAL);
        assertThat(out.toString()).contains("target: 160 events from the log").doesNotContain("snapshot");

        deleteAllRecords();

        out.getBuffer().setLength(0);
        assertThat(replay("oven@2", "--from", "log")).isEqualTo(MISSING);
        assertThat(out.toString()).contains("missing: the log no longer holds source.events");
        assertThat(replay(baseModel.id())).as(out.toString()).isEqualTo(IDENTICAL);
        assertThat(replay(oven.id())).as(out.toString()).isEqualTo(IDENTICAL);
        assertThat(out.toString())
                .contains("target: 160 events from the snapshot")
                .contains("source: 400 events from the snapshot");
        for (Artifact artifact : oven.model().artifacts()) {
            assertThat(out.toString()).contains("identical: ", artifact.sha256());
        }
    }

    @Test
    void releaseMissingFromTheTopic_isFoundInTheArchive() {
        try (EmbeddedBroker emptyBroker = TestBroker.start(directory)) {
            assertThat(command("oven@2", "--bootstrap", emptyBroker.bootstrapServers()))
                    .as(out.toString())
                    .isEqualTo(IDENTICAL);
            assertThat(command(baseModel.id(), "--bootstrap", emptyBroker.bootstrapServers()))
                    .as(out.toString())
                    .isEqualTo(IDENTICAL);
        }
    }

    @Test
    void differentSeed_isReportedAsDifferent() {
        ModelRelease otherSeed = copy(
                baseModel,
                "forged",
                baseModel.model().artifacts(),
                baseModel.training().seed() + 1,
                List.of(),
                0);
        kafka.send(List.of(otherSeed));

        assertThat(replay("forged@2", "--from", "snapshot")).isEqualTo(DIFFERENT);

        assertThat(out.toString())
                .contains("differs: inference: expected SHA-256 "
                        + baseModel.model().artifacts().get(0).sha256() + " as in the release, got ")
                .contains(" from the replay with seed " + otherSeed.training().seed())
                .contains("differs: training_checkpoint: ");
    }

    @Test
    void changedSnapshot_isReportedAsDifferent_andADeletedOneAsMissing() throws IOException {
        DataDigest digest = oven.provenance()
                .trainingData()
                .get(oven.provenance().trainingData().size() - 1);
        Path snapshot = artifacts.resolve(digest.sha256());
        byte[] original = Files.readAllBytes(snapshot);
        try {
            byte[] changed = original.clone();
            changed[original.length / 2] ^= 1;
            Files.write(snapshot, changed);
            assertThat(replay("oven@2", "--from", "snapshot")).isEqualTo(DIFFERENT);
            assertThat(out.toString())
                    .contains("differs: snapshot of " + digest.range() + ": expected SHA-256 " + digest.sha256());

            Files.delete(snapshot);
            assertThat(replay("oven@2", "--from", "snapshot")).isEqualTo(MISSING);
            assertThat(out.toString())
                    .contains(
                            "missing: expected the snapshot of " + digest.range() + " with SHA-256 " + digest.sha256());
        } finally {
            Files.write(snapshot, original);
        }
    }

    @Test
    void rollback_isComparedWithTheRestoredRelease() {
        kafka.send(List.of(copy(oven, "back", baseModel.model().artifacts(), 0, List.of(), 1)));
        kafka.send(List.of(copy(oven, "astray", oven.model().artifacts(), 0, List.of(), 1)));

        assertThat(replay("back@2")).as(out.toString()).isEqualTo(IDENTICAL);
        assertThat(out.toString()).contains("rollback to shared v1: comparing artifacts without training");
        assertThat(replay("astray@2")).isEqualTo(DIFFERENT);
        assertThat(out.toString()).contains("differs: artifacts: astray v2 rolls back to shared v1");
    }

    @Test
    void releaseWithoutTrustedSignature_isMissing() throws IOException {
        SigningKeys.loadOrCreate(directory);

        assertThat(command(
                        "oven@2",
                        "--bootstrap",
                        bootstrap,
                        "--trusted-keys",
                        directory.resolve(SigningKeys.TRUSTED_KEYS_FILE).toString()))
                .isEqualTo(MISSING);

        assertThat(out.toString()).contains("missing: expected a release oven@2", "a signature of a trusted key");
    }

    @Test
    void unknownRelease_isMissing() {
        assertThat(replay("oven@17")).isEqualTo(MISSING);

        assertThat(out.toString()).contains("missing: expected a release oven@17 on models");
    }

    private int replay(String release, String... options) {
        return command(
                release,
                Stream.concat(Stream.of("--bootstrap", bootstrap), Stream.of(options))
                        .toArray(String[]::new));
    }

    private int command(String release, String... options) {
        List<String> optionList = List.of(options);
        Stream<String> keys = optionList.contains("--trusted-keys")
                ? Stream.of()
                : Stream.of(
                        "--trusted-keys",
                        TestSigningKeys.directory()
                                .resolve(SigningKeys.TRUSTED_KEYS_FILE)
                                .toString());
        String[] arguments = Stream.of(
                        Stream.of("replay", release, "--adapter", service.toString()), keys, optionList.stream())
                .flatMap(stream -> stream)
                .toArray(String[]::new);
        PrintWriter writer = new PrintWriter(out);
        return Realign.commandLine().setOut(writer).setErr(writer).execute(arguments);
    }

    private void deleteAllRecords() throws Exception {
        Map<TopicPartition, RecordsToDelete> all = Stream.of(Topics.SOURCE_EVENTS, Topics.TARGET_EVENTS)
                .flatMap(topic -> IntStream.range(0, topic.partitions())
                        .mapToObj(partition -> new TopicPartition(topic.name(), partition)))
                .collect(Collectors.toMap(partition -> partition, partition -> RecordsToDelete.beforeOffset(-1)));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.deleteRecords(all).all().get();
        }
    }

    private ModelRelease release(String domain, long version) {
        return kafka.messages(Topics.MODELS).stream()
                .filter(release -> release.domain().equals(domain) && release.version() == version)
                .findFirst()
                .orElse(null);
    }

    private static ModelRelease copy(
            ModelRelease release,
            String domain,
            List<Artifact> artifacts,
            long seed,
            List<CheckResult> checks,
            long rollbackTo) {
        return ReleaseBuilder.copyOf(release, domain, 2)
                .artifacts(artifacts)
                .training(seed, release.training().steps(), release.training().alpha())
                .checks(checks)
                .rollbackTo(rollbackTo)
                .build();
    }

    private static DriftAlert alert(String domain, List<OffsetRange> window) {
        return new AlertBuilder(domain, 1)
                .id("alert-" + domain)
                .times(SensorEvents.START, SensorEvents.START, SensorEvents.START.plusSeconds(160))
                .window(160, window)
                .build();
    }
}
