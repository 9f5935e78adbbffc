package io.realign.adapter;

import io.opentelemetry.api.OpenTelemetry;
import io.realign.adaptation.budget.AdaptationBudget;
import io.realign.adaptation.gate.ConsensusThresholds;
import io.realign.adaptation.gate.FeatureDriftCheck;
import io.realign.adaptation.gate.GateSettings;
import io.realign.adaptation.gate.LabelRequestPolicy;
import io.realign.adaptation.gate.LabelledProbe;
import io.realign.adaptation.gate.TrustRegionThresholds;
import io.realign.adapter.api.TokenAuthentication;
import io.realign.adapter.control.AdaptationProcessor;
import io.realign.adapter.control.adaptation.AdaptationProgress;
import io.realign.adapter.control.adaptation.AdaptationReporterFactory;
import io.realign.adapter.control.adaptation.CandidateTrainer;
import io.realign.adapter.control.adaptation.JvmShutdown;
import io.realign.adapter.control.adaptation.LabelledProbeFiles;
import io.realign.adapter.control.adaptation.NonRetryableAdaptationException;
import io.realign.adapter.control.adaptation.TrainingDataLoader;
import io.realign.adapter.control.event.DeadLetterRedriver;
import io.realign.adapter.control.event.SourceCollector;
import io.realign.adapter.control.event.SourceCompleteness;
import io.realign.adapter.control.release.BaseModelTraining;
import io.realign.adapter.control.release.KafkaPublisher;
import io.realign.adapter.control.release.ReleasePublisher;
import io.realign.adapter.control.rollout.RolloutController;
import io.realign.adapter.store.ArtifactGarbageCollector;
import io.realign.adapter.store.ArtifactStore;
import io.realign.adapter.store.DirectoryArtifactStore;
import io.realign.adapter.store.EventSnapshotStore;
import io.realign.adapter.store.ModelRegistry;
import io.realign.adapter.store.ReleaseArchive;
import io.realign.adapter.store.S3ArtifactStore;
import io.realign.adapter.tracing.AdaptationTracing;
import io.realign.adapter.tracing.AlertTraceIdGenerator;
import io.realign.client.internal.OnnxScorer;
import io.realign.event.EventContract;
import io.realign.learning.nd4j.Nd4jEngine;
import io.realign.learning.nd4j.TrainingEnvironment;
import io.realign.learning.portfolio.Portfolio;
import io.realign.learning.portfolio.SourceOnlyTraining;
import io.realign.learning.training.Trainer;
import io.realign.model.ArtifactRetention;
import io.realign.model.Provenance;
import io.realign.model.SigningKeys;
import io.realign.replay.KafkaLogReader;
import io.realign.replay.OffsetRangeReader;
import io.realign.rollout.RolloutPlan;
import io.realign.rollout.RolloutPolicy;
import io.realign.rollout.RolloutThresholds;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;

/** Puts the parts together, by the settings. */
@Singleton
public class AdapterBeans {
    /** Many times what candidates for tables need. */
    private static final Duration CPU_BUDGET_PER_ADAPTATION = Duration.ofMinutes(5);

    private final AdapterSettings settings;
    private final InstantSource clock;
    private final String version;
    private final KafkaLogReader log;
    private final EventContract contract;

    AdapterBeans(
            AdapterSettings settings,
            InstantSource clock,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.version = version;
        SettingsValidation.check(settings);
        this.settings = settings;
        this.clock = clock;
        this.log = new KafkaLogReader(settings.bootstrap());
        this.contract = new EventContract(settings.features(), settings.labels(), settings.maxClockSkew());
    }

    @Produces
    @Singleton
    KafkaLogReader log() {
        return log;
    }

    @Produces
    @Singleton
    EventContract contract() {
        return contract;
    }

    @Produces
    @Singleton
    SigningKeys keys() throws IOException {
        return SigningKeys.loadOrCreate(settings.keys());
    }

    @Produces
    @Singleton
    TokenAuthentication tokenAuthentication(
            @ConfigProperty(name = "quarkus.oidc.tenant-enabled") boolean openIdConnect,
            @ConfigProperty(name = "quarkus.http.host") String host)
            throws IOException {
        return new TokenAuthentication(settings.tokens(), openIdConnect, host);
    }

    @Produces
    @Singleton
    ModelRegistry registry(SigningKeys keys) {
        return new ModelRegistry(log, keys.trusted(), clock);
    }

    void close(@Disposes ModelRegistry registry) {
        registry.close();
    }

    /** An SDK that is disabled exports nothing and still gives its spans ids, which would travel on. */
    @Produces
    @Singleton
    AdaptationTracing tracing(
            OpenTelemetry telemetry,
            AlertTraceIdGenerator ids,
            @ConfigProperty(name = "quarkus.otel.sdk.disabled") boolean disabled) {
        return new AdaptationTracing(disabled ? OpenTelemetry.noop() : telemetry, ids);
    }

    @Produces
    @Singleton
    DeadLetterRedriver deadLetterRedriver() {
        return new DeadLetterRedriver(log);
    }

    void close(@Disposes DeadLetterRedriver redrive) {
        redrive.close();
    }

    @Produces
    @Singleton
    ReleaseArchive releaseArchive(ArtifactStore store, SigningKeys keys) {
        return new ReleaseArchive(store, keys.trusted(), clock);
    }

    @Produces
    @Singleton
    KafkaPublisher kafkaPublisher(SigningKeys keys, ReleaseArchive archive) {
        return new KafkaPublisher(settings.bootstrap(), keys.signer(), archive);
    }

    void close(@Disposes KafkaPublisher publisher) {
        publisher.close();
    }

    @Produces
    @Singleton
    ArtifactStore artifactStore() throws IOException {
        AdapterSettings.S3 s3 = settings.s3();
        if (s3.endpoint().isEmpty()) {
            return new DirectoryArtifactStore(settings.artifacts());
        }
        return new S3ArtifactStore(
                URI.create(s3.endpoint().get()),
                s3.region().get(),
                s3.bucket().get(),
                DefaultCredentialsProvider.builder().build());
    }

    @Produces
    @Singleton
    ArtifactGarbageCollector artifactGarbageCollector(
            ModelRegistry registry, ArtifactStore store, ReleaseArchive archive) {
        AdapterSettings.Retention retain = settings.retention();
        return new ArtifactGarbageCollector(
                registry, store, archive, new ArtifactRetention(retain.versions(), retain.minAge()), clock);
    }

    void close(@Disposes ArtifactGarbageCollector sweep) {
        sweep.close();
    }

    @Produces
    @Singleton
    BaseModelTraining baseModelTraining(
            ModelRegistry registry, ArtifactStore store, KafkaPublisher publisher, Event<AdaptationProgress> told) {
        AdapterSettings.Source source = settings.source();
        SourceCompleteness settling =
                new SourceCompleteness(source.minEvents(), source.maxEvents(), source.quietPeriod());
        return new BaseModelTraining(
                registry,
                new SourceCollector(log, contract, settling, clock),
                new OffsetRangeReader(log),
                contract,
                new EventSnapshotStore(store),
                new SourceOnlyTraining(trainer()),
                releasePublisher(store, publisher),
                settings.seed(),
                new AdaptationReporterFactory(clock, told::fire),
                clock);
    }

    @Produces
    @Singleton
    AdaptationProcessor adaptationProcessor(
            ModelRegistry registry,
            ArtifactStore store,
            KafkaPublisher publisher,
            Event<AdaptationProgress> told,
            AdaptationTracing tracing) {
        LongSupplier cpuNanos = ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime;
        Portfolio portfolio = new Portfolio(
                trainer(),
                new OnnxScorer(settings.features(), settings.labels())::probabilities,
                thresholds(settings.gate()),
                cpuNanos);
        CandidateTrainer attempt = new CandidateTrainer(portfolio, CPU_BUDGET_PER_ADAPTATION);
        return new AdaptationProcessor(
                registry,
                new TrainingDataLoader(
                        new OffsetRangeReader(log), contract, labelledProbes(), new EventSnapshotStore(store)),
                attempt,
                store,
                releasePublisher(store, publisher),
                publisher,
                settings.seed(),
                settings.dryRun(),
                new AdaptationBudget(
                        settings.budget().cooldown(), settings.budget().cpuPerDay()),
                cpuNanos,
                new AdaptationReporterFactory(clock, told::fire),
                tracing,
                clock,
                JvmShutdown::inProgress);
    }

    @Produces
    @Singleton
    RolloutController rolloutController(ModelRegistry registry, KafkaPublisher publisher, AdaptationTracing tracing) {
        return new RolloutController(
                registry,
                publisher,
                tracing,
                log,
                rolloutRule(),
                settings.rollout().recoveryTimeout(),
                provenance(),
                settings.releaseTtl(),
                clock);
    }

    void close(@Disposes RolloutController control) {
        control.close();
    }

    private LabelledProbeFiles labelledProbes() {
        LabelledProbeFiles probes = new LabelledProbeFiles(settings.validationRows(), contract);
        try {
            probes.validateAll();
        } catch (NonRetryableAdaptationException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        return probes;
    }

    private ReleasePublisher releasePublisher(ArtifactStore store, KafkaPublisher publisher) {
        return new ReleasePublisher(
                store,
                publisher,
                settings.features(),
                settings.labels(),
                provenance(),
                settings.releaseTtl(),
                rolloutRule().plan());
    }

    private RolloutPolicy rolloutRule() {
        AdapterSettings.Rollout rollout = settings.rollout();
        return new RolloutPolicy(
                new RolloutPlan(
                        rollout.trafficPercent(),
                        rollout.shadowPercent(),
                        rollout.stepMinDuration(),
                        rollout.minComparedEvents(),
                        rollout.consumerLoadTimeout(),
                        rollout.requireApproval()),
                new RolloutThresholds(
                        rollout.maxAgreementDrop(),
                        rollout.maxConfidenceDrop(),
                        rollout.maxClassShareShift(),
                        rollout.maxDrift()));
    }

    private Provenance provenance() {
        TrainingEnvironment machine = TrainingEnvironment.current();
        return new Provenance(version, machine.engine(), machine.hardware());
    }

    static GateSettings thresholds(AdapterSettings.Gate gate) {
        AdapterSettings.Consensus consensus = gate.consensus();
        return new GateSettings(
                new TrustRegionThresholds(
                        gate.maxHoldOutDrop(),
                        gate.minAgreement(),
                        gate.maxClassShareShift(),
                        gate.minLearnerAgreement()),
                new ConsensusThresholds(
                        consensus.maxHoldOutDrop(),
                        consensus.minLearnerAgreement(),
                        consensus.minRows(),
                        consensus.maxAgreementGap()),
                new LabelledProbe(gate.significanceLevel()),
                new LabelRequestPolicy(gate.labelRequestBelow()),
                new FeatureDriftCheck(gate.maxFeatureDriftRatio()));
    }

    private static Trainer trainer() {
        return new Trainer(new Nd4jEngine());
    }
}
