package io.realign.adapter;

import io.opentelemetry.api.OpenTelemetry;
import io.realign.adaptation.budget.AdaptationBudget;
import io.realign.adaptation.gate.ConsensusThresholds;
import io.realign.adaptation.gate.EmbeddingDriftCheck;
import io.realign.adaptation.gate.GateSettings;
import io.realign.adaptation.gate.LabelRequestPolicy;
import io.realign.adaptation.gate.LabelledProbeTest;
import io.realign.adaptation.gate.TrustRegionThresholds;
import io.realign.adapter.api.PrivateFiles;
import io.realign.adapter.api.TokenAuthentication;
import io.realign.adapter.control.AdaptationProcessor.CpuClock;
import io.realign.adapter.control.AdaptationProcessor.ShutdownSignal;
import io.realign.adapter.control.adaptation.AdaptationProgress;
import io.realign.adapter.control.adaptation.LabelledProbeFiles;
import io.realign.adapter.control.adaptation.NonRetryableAdaptationException;
import io.realign.adapter.control.event.SourceCompleteness;
import io.realign.adapter.store.ArtifactStore;
import io.realign.adapter.store.DirectoryArtifactStore;
import io.realign.adapter.store.S3ArtifactStore;
import io.realign.adapter.tracing.AdaptationTracing;
import io.realign.adapter.tracing.AlertTraceIdGenerator;
import io.realign.client.internal.OnnxScorer;
import io.realign.event.EventContract;
import io.realign.learning.nd4j.Nd4jEngine;
import io.realign.learning.nd4j.TrainingEnvironment;
import io.realign.learning.selection.CandidateSelector;
import io.realign.learning.training.Trainer;
import io.realign.model.ArtifactRetention;
import io.realign.model.Provenance;
import io.realign.model.Signer;
import io.realign.model.SigningKeys;
import io.realign.model.TrustedKeys;
import io.realign.replay.KafkaLogReader;
import io.realign.replay.OffsetRangeReader;
import io.realign.rollout.RolloutPlan;
import io.realign.rollout.RolloutPolicy;
import io.realign.rollout.RolloutThresholds;
import io.realign.schemas.KafkaConnection;
import io.realign.schemas.KafkaSecurity;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;

/** Produces the beans whose types have no CDI annotations. Quarkus treats every method with a scope annotation as a producer. */
@Singleton
final class ServiceBeans {
    private static final Logger LOG = Logger.getLogger(ServiceBeans.class);
    private static final int THOUSANDTHS_PER_PERCENT = 10;

    private final AdapterSettings settings;

    ServiceBeans(AdapterSettings settings) {
        this.settings = settings;
    }

    @Singleton
    InstantSource clock() {
        return InstantSource.system();
    }

    @Singleton
    CpuClock cpuClock() {
        return ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime;
    }

    /** The JVM has no method that reports a shutdown, but it rejects new shutdown hooks during one. */
    @Singleton
    ShutdownSignal shutdownSignal() {
        return () -> {
            Thread probe = new Thread();
            try {
                Runtime.getRuntime().addShutdownHook(probe);
                Runtime.getRuntime().removeShutdownHook(probe);
                return false;
            } catch (IllegalStateException e) {
                return true;
            }
        };
    }

    @Singleton
    Consumer<AdaptationProgress> progress(Event<AdaptationProgress> event) {
        return event::fire;
    }

    @Singleton
    KafkaConnection kafka() {
        AdapterSettings.Kafka kafka = settings.kafka();
        KafkaSecurity security = KafkaSecurity.of(
                kafka.protocol(),
                kafka.mechanism(),
                kafka.user(),
                kafka.passwordFile(),
                kafka.trustStore(),
                kafka.keyStore());
        security.warnings().forEach(LOG::warn);
        return new KafkaConnection(settings.bootstrap(), security);
    }

    @Singleton
    KafkaLogReader logReader(KafkaConnection kafka) {
        return new KafkaLogReader(kafka);
    }

    @Singleton
    OffsetRangeReader offsetRangeReader(KafkaLogReader logReader) {
        return new OffsetRangeReader(logReader);
    }

    @Singleton
    EventContract contract() {
        return new EventContract(settings.features(), settings.labels(), settings.maxClockSkew());
    }

    @Singleton
    SigningKeys keys() throws IOException {
        SigningKeys keys = SigningKeys.loadOrCreate(settings.keys());
        PrivateFiles.warnIfPublic(settings.keys().resolve(SigningKeys.PRIVATE_KEY_FILE));
        return keys;
    }

    @Singleton
    TrustedKeys trustedKeys(SigningKeys keys) {
        return keys.trusted();
    }

    @Singleton
    Signer signer(SigningKeys keys) {
        return keys.signer();
    }

    @Singleton
    TokenAuthentication tokenAuthentication(
            @ConfigProperty(name = "quarkus.oidc.tenant-enabled") boolean openIdConnect,
            @ConfigProperty(name = "quarkus.http.host") String host)
            throws IOException {
        return new TokenAuthentication(settings.tokens(), openIdConnect, host);
    }

    /** A disabled SDK exports no spans, but still assigns span ids, which would be written to Kafka headers. */
    @Singleton
    AdaptationTracing tracing(
            OpenTelemetry telemetry,
            AlertTraceIdGenerator ids,
            @ConfigProperty(name = "quarkus.otel.sdk.disabled") boolean disabled) {
        return new AdaptationTracing(disabled ? OpenTelemetry.noop() : telemetry, ids);
    }

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

    @Singleton
    ArtifactRetention artifactRetention() {
        return new ArtifactRetention(
                settings.retention().versions(), settings.retention().minAge());
    }

    @Singleton
    SourceCompleteness sourceCompleteness() {
        AdapterSettings.Source source = settings.source();
        return new SourceCompleteness(source.minEvents(), source.maxEvents(), source.quietPeriod());
    }

    @Singleton
    LabelledProbeFiles labelledProbes(EventContract contract) {
        LabelledProbeFiles probes = new LabelledProbeFiles(settings.validationRows(), contract);
        try {
            probes.validateAll();
        } catch (NonRetryableAdaptationException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        return probes;
    }

    @Produces
    Trainer trainer() {
        return new Trainer(new Nd4jEngine());
    }

    @Singleton
    CandidateSelector candidateSelector(Trainer trainer, CpuClock cpuClock) {
        OnnxScorer scorer = new OnnxScorer(settings.features(), settings.labels());
        return new CandidateSelector(trainer, scorer::probabilities, gate(settings.gate()), cpuClock::nanos);
    }

    @Singleton
    AdaptationBudget budget() {
        return new AdaptationBudget(
                settings.budget().cooldown(), settings.budget().cpuPerDay());
    }

    @Singleton
    RolloutPlan rolloutPlan() {
        AdapterSettings.Rollout rollout = settings.rollout();
        List<Integer> shares =
                rollout.trafficPercent().stream().map(ServiceBeans::thousandths).toList();
        return new RolloutPlan(
                shares,
                thousandths(rollout.shadowPercent()),
                rollout.stepMinDuration(),
                rollout.minComparedEvents(),
                rollout.consumerLoadTimeout(),
                rollout.requireApproval());
    }

    @Singleton
    RolloutPolicy rolloutPolicy(RolloutPlan plan) {
        AdapterSettings.Rollout rollout = settings.rollout();
        return new RolloutPolicy(
                plan,
                new RolloutThresholds(
                        rollout.maxAgreementDrop(),
                        rollout.maxConfidenceDrop(),
                        rollout.maxClassShareShift(),
                        rollout.maxDrift()));
    }

    @Singleton
    Provenance provenance(@ConfigProperty(name = "quarkus.application.version") String version) {
        TrainingEnvironment environment = TrainingEnvironment.current();
        return new Provenance(version, environment.engine(), environment.hardware());
    }

    static GateSettings gate(AdapterSettings.Gate gate) {
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
                new LabelledProbeTest(gate.significanceLevel()),
                new LabelRequestPolicy(gate.labelRequestBelow()),
                new EmbeddingDriftCheck(gate.maxFeatureDriftRatio()));
    }

    private static int thousandths(double percent) {
        return (int) Math.round(percent * THOUSANDTHS_PER_PERCENT);
    }
}
