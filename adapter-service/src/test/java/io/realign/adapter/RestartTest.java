package io.realign.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.OpenTelemetry;
import io.realign.adaptation.AdaptationRecord;
import io.realign.adaptation.AdaptationRecord.Outcome;
import io.realign.adaptation.budget.AdaptationBudget;
import io.realign.adaptation.gate.CheckResult;
import io.realign.adaptation.gate.GateSettings;
import io.realign.adaptation.gate.PredictionChange;
import io.realign.adapter.control.AdaptationProcessor;
import io.realign.adapter.control.adaptation.AdaptationInterruptedException;
import io.realign.adapter.control.adaptation.AdaptationProgress;
import io.realign.adapter.control.adaptation.AdaptationStage;
import io.realign.adapter.control.adaptation.LabelledProbeFiles;
import io.realign.adapter.control.adaptation.TrainingDataLoader;
import io.realign.adapter.control.event.SourceCollector;
import io.realign.adapter.control.event.SourceCompleteness;
import io.realign.adapter.control.release.BaseModelTraining;
import io.realign.adapter.control.release.KafkaPublisher;
import io.realign.adapter.control.release.ReleasePublisher;
import io.realign.adapter.instance.Instance;
import io.realign.adapter.store.ArtifactStore;
import io.realign.adapter.store.DirectoryArtifactStore;
import io.realign.adapter.store.EventSnapshotStore;
import io.realign.adapter.store.ModelRegistry;
import io.realign.adapter.store.ReleaseArchive;
import io.realign.adapter.tracing.AdaptationTracing;
import io.realign.adapter.tracing.AlertTraceIdGenerator;
import io.realign.alert.DriftAlert;
import io.realign.broker.EmbeddedBroker;
import io.realign.client.internal.OnnxScorer;
import io.realign.event.EventContract;
import io.realign.event.FeatureEvent;
import io.realign.event.OffsetRange;
import io.realign.learning.nd4j.Nd4jEngine;
import io.realign.learning.selection.CandidateSelector;
import io.realign.learning.selection.Scorer;
import io.realign.learning.training.Trainer;
import io.realign.model.ModelRelease;
import io.realign.model.Provenance;
import io.realign.model.ReleaseOrigin;
import io.realign.model.TrafficSplit;
import io.realign.replay.KafkaLogReader;
import io.realign.replay.OffsetRangeReader;
import io.realign.rollout.RolloutPlan;
import io.realign.schemas.KafkaConnection;
import io.realign.schemas.Topics;
import io.realign.testing.AlertBuilder;
import io.realign.testing.ReleaseBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Restarts of the service after a crash. Each {@link ServiceInstance} starts without state. */
class RestartTest {
    private static final Optional<DriftAlert> NOT_SUPERSEDED = Optional.empty();
    private static final EventContract CONTRACT = new EventContract(4, SensorEvents.LABELS, Duration.ofHours(1));

    private static final RolloutPlan PLAN = new RolloutPlan(List.of(), 0, Duration.ZERO, 0, Duration.ZERO, false);

    @TempDir
    static Path directory;

    private static EmbeddedBroker broker;
    private static KafkaTestClient kafka;

    @BeforeAll
    static void trainBaseModel() throws Exception {
        broker = TestBroker.start(directory.resolve("broker"));
        kafka = new KafkaTestClient(broker.bootstrapServers());
        kafka.send(Topics.SOURCE_EVENTS, "source-1", SensorEvents.source(300));
        try (ServiceInstance process = new ServiceInstance("artifacts")) {
            process.baseModelTraining().trainIfAbsent();
        }
    }

    @AfterAll
    static void stop() {
        kafka.close();
        broker.close();
    }

    @Test
    void existingBaseModel_isNotTrainedAgain() throws Exception {
        try (ServiceInstance restarted = new ServiceInstance("artifacts")) {
            restarted.baseModelTraining().trainIfAbsent();
        }

        assertThat(releases(ModelRelease.SHARED)).hasSize(1);
    }

    @Test
    void redeliveredAlert_isNotProcessedAgain() throws Exception {
        DriftAlert alert = driftAlert("oven");
        AdaptationRecord before;
        try (ServiceInstance first = new ServiceInstance("artifacts")) {
            before = first.adaptations().handle(alert, NOT_SUPERSEDED);
        }

        try (ServiceInstance restarted = new ServiceInstance("artifacts")) {
            assertThat(restarted.adaptations().handle(alert, NOT_SUPERSEDED)).isEqualTo(stored(alert));
            assertThat(restarted.progress).isEmpty();
        }

        assertThat(before.outcome()).isEqualTo(Outcome.RELEASED);
        assertThat(releases("oven")).hasSize(1);
        assertThat(records(alert)).hasSize(1);
    }

    @Test
    void releaseWithoutRecord_getsARecord_andNoSecondRelease() throws Exception {
        DriftAlert alert = driftAlert("kiln");
        ModelRelease published = copyOfBaseModel(alert);
        try (ServiceInstance killed = new ServiceInstance("artifacts")) {
            killed.publisher.publish(published);
        }

        try (ServiceInstance restarted = new ServiceInstance("artifacts")) {
            restarted.adaptations().handle(alert, NOT_SUPERSEDED);
            assertThat(restarted.progress).isEmpty();
        }

        assertThat(releases("kiln")).containsExactly(published);
        assertThat(records(alert)).singleElement().satisfies(record -> {
            assertThat(record.outcome()).isEqualTo(Outcome.RELEASED);
            assertThat(record.version()).isEqualTo(2);
            assertThat(record.parent().domain()).isEqualTo(ModelRelease.SHARED);
            assertThat(record.input().sourceRows()).isPositive();
        });
    }

    @Test
    void adaptationRepeatedAfterACrash_producesTheSameArtifacts() throws Exception {
        DriftAlert alert = driftAlert("furnace");
        try (ServiceInstance killed = new ServiceInstance("artifacts")) {
            killed.adaptations().handle(alert, NOT_SUPERSEDED);
        }
        ModelRelease before = releases("furnace").get(0);

        try (EmbeddedBroker otherBroker = TestBroker.start(directory.resolve("other"));
                KafkaTestClient otherKafka = new KafkaTestClient(otherBroker.bootstrapServers())) {
            // Copies the records of the first process without its release for this alert.
            copy(Topics.SOURCE_EVENTS.name(), otherKafka);
            copy(Topics.TARGET_EVENTS.name(), otherKafka);
            otherKafka.send(releases(ModelRelease.SHARED));
            try (ServiceInstance restarted = new ServiceInstance("artifacts", otherBroker.bootstrapServers())) {
                restarted.adaptations().handle(alert, NOT_SUPERSEDED);
            }
            ModelRelease after = otherKafka.messages(Topics.MODELS).get(1);
            assertThat(after.id()).isEqualTo(before.id());
            assertThat(after.model().artifacts()).isEqualTo(before.model().artifacts());
        }
    }

    @Test
    void expiredSourceEvents_areReadFromTheirSnapshot() throws Exception {
        DriftAlert alert = driftAlert("expired-source");
        try (EmbeddedBroker otherBroker = TestBroker.start(directory.resolve("without-source"));
                KafkaTestClient otherKafka = new KafkaTestClient(otherBroker.bootstrapServers())) {
            copy(Topics.TARGET_EVENTS.name(), otherKafka);
            otherKafka.send(releases(ModelRelease.SHARED));
            try (ServiceInstance restarted = new ServiceInstance("artifacts", otherBroker.bootstrapServers())) {
                AdaptationRecord record = restarted.adaptations().handle(alert, NOT_SUPERSEDED);

                assertThat(record.reason()).isEmpty();
                assertThat(record.outcome()).isEqualTo(Outcome.RELEASED);
            }
        }
    }

    @Test
    void changedSourceEvents_areReadFromTheirSnapshot() throws Exception {
        DriftAlert alert = driftAlert("changed-source");
        try (EmbeddedBroker otherBroker = TestBroker.start(directory.resolve("other-source"));
                KafkaTestClient otherKafka = new KafkaTestClient(otherBroker.bootstrapServers())) {
            otherKafka.send(Topics.SOURCE_EVENTS, "source-1", SensorEvents.target("source-1", 300, 0));
            copy(Topics.TARGET_EVENTS.name(), otherKafka);
            otherKafka.send(releases(ModelRelease.SHARED));
            try (ServiceInstance restarted = new ServiceInstance("artifacts", otherBroker.bootstrapServers())) {
                assertThat(restarted.adaptations().handle(alert, NOT_SUPERSEDED).outcome())
                        .isEqualTo(Outcome.RELEASED);
            }
        }
    }

    @Test
    void expiredSourceEvents_failTheAdaptation_withoutASnapshot() throws Exception {
        DriftAlert alert = driftAlert("no-snapshot");
        try (EmbeddedBroker otherBroker = TestBroker.start(directory.resolve("without-snapshot"));
                KafkaTestClient otherKafka = new KafkaTestClient(otherBroker.bootstrapServers())) {
            copy(Topics.TARGET_EVENTS.name(), otherKafka);
            otherKafka.send(releases(ModelRelease.SHARED));
            try (ServiceInstance restarted = new ServiceInstance("no-artifacts", otherBroker.bootstrapServers())) {
                AdaptationRecord record = restarted.adaptations().handle(alert, NOT_SUPERSEDED);

                assertThat(record.outcome()).isEqualTo(Outcome.FAILED);
                assertThat(record.reason()).contains("the log no longer holds source.events");
            }
        }
    }

    @Test
    void baseModel_isTrained_onceLaterEventsMakeTheSourceSuitable() throws Exception {
        try (EmbeddedBroker otherBroker = TestBroker.start(directory.resolve("one-class"));
                KafkaTestClient otherKafka = new KafkaTestClient(otherBroker.bootstrapServers());
                ServiceInstance process = new ServiceInstance("one-class", otherBroker.bootstrapServers())) {
            otherKafka.send(Topics.SOURCE_EVENTS, "source-1", oneClass(SensorEvents.source(600), "acetone", 200));
            BaseModelTraining training = process.baseModelTraining();
            training.start();
            Eventually.get(
                    "the failed training",
                    () -> process.instance.problem("base-model").orElse(null));

            otherKafka.send(Topics.SOURCE_EVENTS, "source-1", oneClass(SensorEvents.source(600), "ethanol", 200));

            training.awaitBaseModel();
            assertThat(otherKafka.messages(Topics.MODELS)).hasSize(1);
            assertThat(process.instance.problem("base-model")).isEmpty();
        }
    }

    private static List<FeatureEvent> oneClass(List<FeatureEvent> events, String label, int count) {
        return events.stream()
                .filter(event -> event.label().orElseThrow().equals(label))
                .limit(count)
                .toList();
    }

    @Test
    void failureDuringShutdown_hasNoOutcome() throws Exception {
        DriftAlert alert = driftAlert("half-way");

        try (ServiceInstance stopped = new ServiceInstance("artifacts")) {
            stopped.stopping = true;
            AdaptationProcessor adaptations = stopped.adaptations((inference, rows) -> {
                throw new IllegalStateException("the native library is unavailable");
            });
            assertThatThrownBy(() -> adaptations.handle(alert, NOT_SUPERSEDED))
                    .isInstanceOf(AdaptationInterruptedException.class);
        }

        assertThat(records(alert)).isEmpty();
    }

    @Test
    void malformedLabels_failTheAdaptation_andAreReportedWithTheLine() throws Exception {
        DriftAlert alert = driftAlert("labelled");

        try (ServiceInstance restarted = new ServiceInstance("artifacts")) {
            restarted.probe = Optional.of(Files.writeString(directory.resolve("probe.csv"), "label,x\nunknown,1\n"));
            AdaptationRecord record = restarted.adaptations().handle(alert, NOT_SUPERSEDED);
            assertThat(record.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(record.reason()).contains("realign.validation-rows", "probe.csv, line 2");
        }
    }

    @Test
    void dryRun_recordsTheEvaluationAndReleasesNothing() throws Exception {
        DriftAlert alert = driftAlert("dry");

        try (ServiceInstance dry = new ServiceInstance("artifacts")) {
            dry.dryRun = true;
            dry.adaptations().handle(alert, NOT_SUPERSEDED);
            assertThat(dry.progress).extracting(AdaptationProgress::stage).endsWith(AdaptationStage.WITHHELD);
        }

        assertThat(releases("dry")).isEmpty();
        assertThat(records(alert)).singleElement().satisfies(record -> {
            assertThat(record.outcome()).isEqualTo(Outcome.WITHHELD);
            assertThat(record.version()).isZero();
            assertThat(record.checks()).isNotEmpty().allMatch(CheckResult::passed);
            assertThat(record.reason()).contains("realign.dry-run");
        });
    }

    @Test
    void domainInCooldown_isDeferred_afterARestart() throws Exception {
        DriftAlert first = alert("alert-rest", "rest", 0);
        try (ServiceInstance before = new ServiceInstance("artifacts")) {
            assertThat(before.adaptations().handle(first, NOT_SUPERSEDED).outcome())
                    .isEqualTo(Outcome.REJECTED);
        }
        try (ServiceInstance restarted = new ServiceInstance("artifacts")) {
            restarted.budget = new AdaptationBudget(Duration.ofHours(1), Duration.ofDays(365));
            restarted.registry.refresh(ModelRegistry.BROKER_TIMEOUT);
            assertThat(restarted.adaptations().deferralReason("rest"))
                    .hasValueSatisfying(reason -> assertThat(reason).contains("cooldown until", "PT1H"));
            assertThat(restarted.adaptations().deferralReason("another")).isEmpty();
        }
    }

    @Test
    void supersededAlert_isSkippedOnce() throws Exception {
        DriftAlert first = alert("alert-moved", "moved", 0);
        DriftAlert later = alert("alert-moved-2", "moved", .5f);
        try (ServiceInstance restarted = new ServiceInstance("artifacts")) {
            restarted.adaptations().handle(first, Optional.of(later));
            assertThat(restarted.progress)
                    .extracting(AdaptationProgress::stage)
                    .containsExactly(AdaptationStage.SKIPPED);
        }

        try (ServiceInstance last = new ServiceInstance("artifacts")) {
            assertThat(last.adaptations().handle(first, NOT_SUPERSEDED)).isEqualTo(stored(first));
            assertThat(last.progress).isEmpty();
        }

        assertThat(records(first)).singleElement().satisfies(record -> {
            assertThat(record.outcome()).isEqualTo(Outcome.SKIPPED);
            assertThat(record.version()).isZero();
            assertThat(record.reason()).startsWith("superseded by alert alert-moved-2, confirmed at");
        });
    }

    @Test
    void cpuTimeBeforeARestart_countsTowardsTheDailyLimit() throws Exception {
        DriftAlert expensive = driftAlert("dear");
        AtomicLong hours = new AtomicLong();
        try (ServiceInstance before = new ServiceInstance("another-directory")) {
            before.cpuNanos = () -> Duration.ofHours(hours.getAndIncrement()).toNanos();
            before.adaptations().handle(expensive, NOT_SUPERSEDED);
        }

        DriftAlert late = driftAlert("late");
        try (ServiceInstance restarted = new ServiceInstance("artifacts")) {
            restarted.budget = new AdaptationBudget(Duration.ZERO, Duration.ofHours(1));
            restarted.adaptations().handle(late, NOT_SUPERSEDED);
        }

        assertThat(stored(expensive).timing().cpuMillis())
                .isEqualTo(Duration.ofHours(1).toMillis());
        assertThat(stored(late).outcome()).isEqualTo(Outcome.SKIPPED);
        assertThat(stored(late).reason()).contains("24 hours", "PT1H");
    }

    @Test
    void domainWithAnOpenRollout_isDeferred() throws Exception {
        ModelRelease baseModel = releases(ModelRelease.SHARED).get(0);
        ModelRelease partial = copyOfBaseModel(driftAlert("rolling"))
                .replacing(
                        baseModel,
                        PredictionChange.NONE,
                        new TrafficSplit(0, 0, 1000, false, baseModel.createdAt(), ""));

        try (ServiceInstance restarted = new ServiceInstance("artifacts")) {
            restarted.publisher.publish(partial);
            restarted.registry.refresh(ModelRegistry.BROKER_TIMEOUT);
            assertThat(restarted.adaptations().deferralReason("rolling"))
                    .hasValueSatisfying(
                            reason -> assertThat(reason).startsWith("rollout of rolling v2 is not complete"));
        }
    }

    @Test
    void missingArtifact_failsTheAdaptation_andIsReported() throws Exception {
        DriftAlert alert = driftAlert("empty");

        try (ServiceInstance restarted = new ServiceInstance("another-directory")) {
            AdaptationRecord record = restarted.adaptations().handle(alert, NOT_SUPERSEDED);
            assertThat(record.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(record.reason()).contains("shared v1", "another-directory");
            assertThat(restarted.progress)
                    .extracting(AdaptationProgress::stage)
                    .containsExactly(AdaptationStage.REPLAYING, AdaptationStage.FAILED);
        }
    }

    private static void copy(String topic, KafkaTestClient to) {
        kafka.records(topic).forEach(record -> to.copy(record));
    }

    private static DriftAlert driftAlert(String domain) {
        return alert("alert-" + domain, domain, .5f);
    }

    /** @param shift 0 for the distribution of the source */
    private static DriftAlert alert(String id, String domain, float shift) {
        List<OffsetRange> window = kafka.send(Topics.TARGET_EVENTS, domain, SensorEvents.target(domain, 160, shift));
        return new AlertBuilder(domain, 1)
                .id(id)
                .times(SensorEvents.START, SensorEvents.START, SensorEvents.START.plusSeconds(160))
                .window(160, window)
                .build();
    }

    private static ModelRelease copyOfBaseModel(DriftAlert alert) {
        ModelRelease baseModel = releases(ModelRelease.SHARED).get(0);
        return ReleaseBuilder.copyOf(baseModel, alert.domain(), 2)
                .id("release-" + alert.id())
                .origin(ReleaseOrigin.adaptation(1, alert.id(), AdaptationRecord.id(alert), List.of()))
                .build();
    }

    private static List<ModelRelease> releases(String domain) {
        return kafka.messages(Topics.MODELS).stream()
                .filter(release -> release.domain().equals(domain))
                .toList();
    }

    private static List<AdaptationRecord> records(DriftAlert alert) {
        return kafka.messages(Topics.ADAPTATIONS).stream()
                .filter(record -> record.alertId().equals(alert.id()))
                .toList();
    }

    private static AdaptationRecord stored(DriftAlert alert) {
        return records(alert).get(0);
    }

    /** The components of one service process. */
    private static final class ServiceInstance implements AutoCloseable {
        private final List<AdaptationProgress> progress = new ArrayList<>();
        private boolean stopping;
        private boolean dryRun;
        private AdaptationBudget budget = new AdaptationBudget(Duration.ZERO, Duration.ofDays(365));
        private LongSupplier cpuNanos = () -> 0;
        private Optional<Path> probe = Optional.empty();
        private final Clock clock = Clock.systemUTC();
        private final Instance instance = Instance.standalone();
        private final KafkaLogReader log;
        private final ModelRegistry registry;
        private final KafkaPublisher publisher;
        private final ArtifactStore store;

        ServiceInstance(String artifacts) throws IOException {
            this(artifacts, broker.bootstrapServers());
        }

        ServiceInstance(String artifacts, String bootstrap) throws IOException {
            log = new KafkaLogReader(KafkaConnection.plaintext(bootstrap));
            registry = new ModelRegistry(log, TestSigningKeys.keys().trusted(), clock);
            store = new DirectoryArtifactStore(directory.resolve(artifacts));
            publisher = new KafkaPublisher(
                    KafkaConnection.plaintext(bootstrap),
                    TestSigningKeys.keys().signer(),
                    new ReleaseArchive(store, TestSigningKeys.keys().trusted(), clock),
                    instance,
                    clock);
        }

        BaseModelTraining baseModelTraining() {
            return new BaseModelTraining(
                    registry,
                    new SourceCollector(log, CONTRACT, new SourceCompleteness(200, 300, Duration.ofSeconds(2)), clock),
                    new OffsetRangeReader(log),
                    CONTRACT,
                    new EventSnapshotStore(store),
                    trainer(),
                    releases(),
                    7,
                    progress::add,
                    clock,
                    instance,
                    Duration.ofMillis(200));
        }

        AdaptationProcessor adaptations() {
            return adaptations(new OnnxScorer(4, SensorEvents.LABELS)::probabilities);
        }

        AdaptationProcessor adaptations(Scorer scorer) {
            return new AdaptationProcessor(
                    registry,
                    new TrainingDataLoader(
                            new OffsetRangeReader(log),
                            CONTRACT,
                            new LabelledProbeFiles(probe, CONTRACT),
                            new EventSnapshotStore(store)),
                    new CandidateSelector(trainer(), scorer, GateSettings.DEFAULT, () -> 0),
                    store,
                    releases(),
                    publisher,
                    7,
                    dryRun,
                    budget,
                    cpuNanos::getAsLong,
                    progress::add,
                    new AdaptationTracing(OpenTelemetry.noop(), new AlertTraceIdGenerator()),
                    clock,
                    () -> stopping);
        }

        private ReleasePublisher releases() {
            return new ReleasePublisher(store, publisher, CONTRACT, Provenance.UNKNOWN, Duration.ofDays(365), PLAN);
        }

        private static Trainer trainer() {
            return new Trainer(new Nd4jEngine());
        }

        @Override
        public void close() {
            registry.close();
            publisher.close();
        }
    }
}
