package io.realign.jobs.scoring;

import static io.realign.client.testing.TestReleases.modelPredicting;
import static io.realign.client.testing.TestReleases.release;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.realign.client.testing.ArtifactServer;
import io.realign.client.testing.TestKeys;
import io.realign.client.testing.TestReleases;
import io.realign.event.ContractViolation.Reason;
import io.realign.event.EventContract;
import io.realign.event.FeatureEvent;
import io.realign.event.Tensor;
import io.realign.jobs.runtime.JobEnvironment;
import io.realign.jobs.runtime.JobSettings;
import io.realign.jobs.runtime.MetricsScrape;
import io.realign.jobs.runtime.ModelLoaderSettings;
import io.realign.model.ModelRelease;
import io.realign.model.SigningKeys;
import io.realign.model.VerifiedRelease;
import io.realign.rollout.Prediction;
import io.realign.rollout.RolloutStatus;
import io.realign.rollout.RolloutStatus.State;
import io.realign.schemas.DeadLetter;
import io.realign.schemas.KafkaConnection;
import io.realign.schemas.SignedRelease;
import io.realign.schemas.Topics;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The whole flow in a Flink mini cluster with an embedded broker and an artifact server. */
class ScoringFlowTest {
    private static final List<String> DOMAINS = List.of("oven", "kiln", "dryer");
    private static final int EVENTS_PER_ROUND = 100;
    private static final String TARGET_TOPIC = Topics.TARGET_EVENTS.name();

    @TempDir
    private Path directory;

    private SigningKeys keys;
    private KafkaFixture kafka;
    private String metricsPort;
    private ArtifactServer server;
    private ModelRelease baseModel;

    @BeforeEach
    void start() throws Exception {
        kafka = new KafkaFixture(directory.resolve("broker"));
        metricsPort = MetricsScrape.freePort();
        server = new ArtifactServer();
        keys = TestKeys.generateIn(directory.resolve("keys"));
        baseModel = release(ModelRelease.SHARED, 1, server.put(modelPredicting(0)));
    }

    @AfterEach
    void stop() {
        server.close();
        kafka.close();
    }

    @Test
    void everyRecord_givesOnePredictionOrDeadLetter_acrossASwapAndARestart() throws Exception {
        kafka.send(SignedRelease.sign(baseModel, keys.signer()));
        Map<Reason, byte[]> invalid = invalidRecords();
        JobClient job = startJob();
        sendRound(0);
        for (byte[] value : invalid.values()) {
            kafka.send(TARGET_TOPIC, "oven", value);
        }
        awaitPredictions(1);

        kafka.send(SignedRelease.sign(release("oven", 2, server.put(modelPredicting(1))), keys.signer()));
        kafka.read(Topics.ROLLOUTS, statuses -> activeOn("oven", 2, statuses) == parallelism());
        sendRound(1);
        awaitPredictions(2);
        job.cancel().get();
        job.getJobExecutionResult().exceptionally(cancelled -> null).get();

        server.close();
        JobClient restarted = startJob();
        sendRound(2);
        List<Prediction> predictions = awaitPredictions(3);
        List<ConsumerRecord<byte[], byte[]>> deadLetters =
                kafka.records(Topics.TARGET_EVENTS.deadLetterTopic(), invalid.size());
        restarted.cancel().get();

        assertThat(predictions).hasSize(3 * EVENTS_PER_ROUND * DOMAINS.size());
        for (String domain : DOMAINS) {
            assertThat(predictions)
                    .filteredOn(prediction -> prediction.domain().equals(domain))
                    .extracting(Prediction::eventId)
                    .containsExactlyElementsOf(eventIds(3 * EVENTS_PER_ROUND));
        }
        assertThat(predictions).allSatisfy(ScoringFlowTest::assertScoredByTheNewest);
        assertThat(deadLetters).hasSize(invalid.size());
        assertThat(deadLetters)
                .extracting(deadLetter -> header(deadLetter, DeadLetter.REASON))
                .containsExactlyInAnyOrderElementsOf(
                        invalid.keySet().stream().map(Reason::name).toList());
        assertThat(deadLetters).allSatisfy(deadLetter -> {
            assertThat(deadLetter.value())
                    .isEqualTo(invalid.get(Reason.valueOf(header(deadLetter, DeadLetter.REASON))));
            assertThat(header(deadLetter, DeadLetter.REJECTED_BY)).isEqualTo("scoring-job");
        });
    }

    @Test
    void eventsOfAnAddedPartition_areScored_withoutARestart() throws Exception {
        kafka.send(SignedRelease.sign(baseModel, keys.signer()));
        JobClient job = startJob();
        sendRound(0);
        awaitPredictions(1);

        kafka.addPartition(Topics.TARGET_EVENTS, "oven", TestReleases.event("oven", EVENTS_PER_ROUND));

        List<Prediction> predictions =
                kafka.read(Topics.PREDICTIONS, read -> read.size() > EVENTS_PER_ROUND * DOMAINS.size());
        job.cancel().get();
        assertThat(predictions).extracting(Prediction::eventId).contains(Integer.toString(EVENTS_PER_ROUND));
    }

    @Test
    void job_exportsTheDocumentedMetrics() throws Exception {
        kafka.send(SignedRelease.sign(baseModel, keys.signer()));
        JobClient job = startJob();
        sendRound(0);
        awaitPredictions(1);

        Set<String> names = MetricsScrape.scrapedNames(metricsPort);

        job.cancel().get();
        assertThat(names).isEqualTo(MetricsScrape.documentedNames("scoring job"));
    }

    @Test
    void job_waitsForTheInitialRelease_andRejectsAnIncompatibleOne() throws Exception {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        InitialReleaseReader reader = new InitialReleaseReader(Clock.systemUTC(), new PrintStream(output, true, UTF_8));
        CompletableFuture<VerifiedRelease> waiting = CompletableFuture.supplyAsync(
                () -> reader.await(KafkaConnection.plaintext(kafka.bootstrap()), keys.trusted(), false));
        Instant deadline = Instant.now().plusSeconds(30);
        while (!output.toString(UTF_8).contains("waits for the first base model on topic models")) {
            assertThat(Instant.now()).isBefore(deadline);
            LockSupport.parkNanos(10_000_000);
        }

        kafka.send(SignedRelease.sign(release("oven", 2, server.put(modelPredicting(1))), keys.signer()));
        kafka.send(SignedRelease.sign(baseModel, keys.signer()));

        assertThat(waiting.get(30, TimeUnit.SECONDS).release()).isEqualTo(baseModel);
        StringWriter errors = new StringWriter();
        int exit = new CommandLine(new ScoringJob())
                .setErr(new PrintWriter(errors))
                .execute(
                        "--bootstrap=" + kafka.bootstrap(),
                        "--features=2",
                        "--labels=acetone,ethanol",
                        "--checkpoints=" + directory.resolve("checkpoints"),
                        "--cache=" + directory.resolve("cache"),
                        "--trusted-keys=" + directory.resolve("keys").resolve(SigningKeys.TRUSTED_KEYS_FILE));
        assertThat(exit).isEqualTo(2);
        assertThat(errors.toString())
                .contains("labels: expected [acetone, ethanol, toluene] as in release shared v1, got [acetone,"
                        + " ethanol]");
    }

    /** Version 1 scores the first round of "oven", version 2 the later rounds; version 1 scores all other domains. */
    private static void assertScoredByTheNewest(Prediction prediction) {
        boolean secondVersion =
                prediction.domain().equals("oven") && Integer.parseInt(prediction.eventId()) >= EVENTS_PER_ROUND;
        assertThat(prediction.modelVersion()).isEqualTo(secondVersion ? 2 : 1);
        assertThat(prediction.label()).isEqualTo(secondVersion ? "ethanol" : "acetone");
    }

    private JobClient startJob() throws Exception {
        EventContract contract = new EventContract(TestReleases.FEATURES, TestReleases.LABELS, Duration.ofHours(1));
        ScoringSettings settings = new ScoringSettings(
                new JobSettings(
                        KafkaConnection.plaintext(kafka.bootstrap()),
                        contract,
                        directory.resolve("checkpoints"),
                        Duration.ofMillis(200),
                        7,
                        keys.trusted(),
                        Optional.of(metricsPort)),
                new ModelLoaderSettings(
                        server.address(), directory.resolve("cache").toString(), keys.trusted()),
                null);
        StreamExecutionEnvironment environment = JobEnvironment.of(settings.job());
        VerifiedRelease initialRelease =
                new VerifiedRelease(baseModel, keys.signer().keyId(), Instant.now());
        ScoringFlow.define(environment, settings, initialRelease, Clock.systemUTC());
        return environment.executeAsync("scoring");
    }

    private static int parallelism() {
        return Math.min(Runtime.getRuntime().availableProcessors(), Topics.TARGET_EVENTS.partitions());
    }

    private static List<String> eventIds(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }

    private void sendRound(int round) {
        for (int i = round * EVENTS_PER_ROUND; i < (round + 1) * EVENTS_PER_ROUND; i++) {
            for (String domain : DOMAINS) {
                kafka.send(Topics.TARGET_EVENTS, domain, TestReleases.event(domain, i));
            }
        }
        kafka.flush();
    }

    private List<Prediction> awaitPredictions(int rounds) {
        return kafka.read(
                Topics.PREDICTIONS, predictions -> predictions.size() >= rounds * EVENTS_PER_ROUND * DOMAINS.size());
    }

    private static long activeOn(String domain, long version, List<RolloutStatus> statuses) {
        return statuses.stream()
                .filter(status -> status.state() == State.ACTIVE)
                .filter(status -> status.domain().equals(domain) && status.version() == version)
                .map(RolloutStatus::consumer)
                .distinct()
                .count();
    }

    private static Map<Reason, byte[]> invalidRecords() {
        byte[] validEvent = encode("oven", TestReleases.NOW, Optional.empty(), 1, 2);
        byte[] otherSchema = validEvent.clone();
        otherSchema[5] ^= 1;
        Map<Reason, byte[]> invalid = new LinkedHashMap<>();
        invalid.put(Reason.UNKNOWN_SCHEMA, otherSchema);
        invalid.put(Reason.MALFORMED, Arrays.copyOf(validEvent, validEvent.length - 3));
        invalid.put(Reason.WRONG_SHAPE, encode("oven", TestReleases.NOW, Optional.empty(), 1, 2, 3));
        invalid.put(Reason.NOT_FINITE, encode("oven", TestReleases.NOW, Optional.empty(), 1, Float.NaN));
        invalid.put(Reason.LABELLED_TARGET, encode("oven", TestReleases.NOW, Optional.of("acetone"), 1, 2));
        invalid.put(Reason.FUTURE_TIME, encode("oven", Instant.now().plus(Duration.ofDays(1)), Optional.empty(), 1, 2));
        invalid.put(Reason.WRONG_DOMAIN, encode("kiln", TestReleases.NOW, Optional.empty(), 1, 2));
        return invalid;
    }

    private static byte[] encode(String domain, Instant time, Optional<String> label, float... features) {
        return Topics.TARGET_EVENTS
                .codec()
                .encode(new FeatureEvent("bad", domain, time, Tensor.vector(features), label));
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }
}
