package io.realign.adapter;

import io.opentelemetry.api.OpenTelemetry;
import io.realign.adaptation.Budget;
import io.realign.adaptation.ConsensusThresholds;
import io.realign.adaptation.Doubt;
import io.realign.adaptation.FeatureDrift;
import io.realign.adaptation.GateThresholds;
import io.realign.adaptation.LabelledProbe;
import io.realign.adaptation.Thresholds;
import io.realign.adapter.adaptation.AdaptationProgress;
import io.realign.adapter.adaptation.Attempt;
import io.realign.adapter.api.Access;
import io.realign.adapter.event.Redrive;
import io.realign.adapter.event.Settling;
import io.realign.adapter.event.SourceWatch;
import io.realign.adapter.model.ArtifactStore;
import io.realign.adapter.model.DirectoryArtifacts;
import io.realign.adapter.model.Publisher;
import io.realign.adapter.model.Registry;
import io.realign.adapter.model.ReleaseArchive;
import io.realign.adapter.model.S3Artifacts;
import io.realign.adapter.model.Snapshots;
import io.realign.adapter.rollout.RolloutControl;
import io.realign.adapter.tracing.AlertTraceIds;
import io.realign.adapter.tracing.Tracing;
import io.realign.client.OnnxScorer;
import io.realign.client.log.Log;
import io.realign.client.log.Replay;
import io.realign.event.EventContract;
import io.realign.learning.dl4j.Machine;
import io.realign.learning.dl4j.StackEngine;
import io.realign.learning.portfolio.Portfolio;
import io.realign.learning.portfolio.SourceTraining;
import io.realign.learning.training.Trainer;
import io.realign.model.Provenance;
import io.realign.model.Retention;
import io.realign.model.SigningKeys;
import io.realign.rollout.RolloutPlan;
import io.realign.rollout.RolloutRule;
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
public class Wiring {
    /** Many times what candidates for tables need. */
    private static final Duration PER_ATTEMPT = Duration.ofMinutes(5);

    private final Settings settings;
    private final InstantSource clock;
    private final String version;
    private final Log log;
    private final EventContract contract;

    Wiring(
            Settings settings,
            InstantSource clock,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.version = version;
        SettingsCheck.check(settings);
        this.settings = settings;
        this.clock = clock;
        this.log = new Log(settings.bootstrap());
        this.contract = new EventContract(settings.features(), settings.labels(), settings.futureTolerance());
    }

    @Produces
    @Singleton
    Log log() {
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
        return SigningKeys.in(settings.keys());
    }

    @Produces
    @Singleton
    Access access(
            @ConfigProperty(name = "quarkus.oidc.tenant-enabled") boolean openIdConnect,
            @ConfigProperty(name = "quarkus.http.host") String host)
            throws IOException {
        return new Access(settings.tokens(), openIdConnect, host);
    }

    @Produces
    @Singleton
    Registry registry(SigningKeys keys) {
        return new Registry(log, keys.trusted(), clock);
    }

    void close(@Disposes Registry registry) {
        registry.close();
    }

    /** An SDK that is disabled exports nothing and still gives its spans ids, which would travel on. */
    @Produces
    @Singleton
    Tracing tracing(
            OpenTelemetry telemetry,
            AlertTraceIds ids,
            @ConfigProperty(name = "quarkus.otel.sdk.disabled") boolean disabled) {
        return new Tracing(disabled ? OpenTelemetry.noop() : telemetry, ids);
    }

    @Produces
    @Singleton
    Redrive redrive() {
        return new Redrive(log);
    }

    void close(@Disposes Redrive redrive) {
        redrive.close();
    }

    @Produces
    @Singleton
    ReleaseArchive archive(ArtifactStore store, SigningKeys keys) {
        return new ReleaseArchive(store, keys.trusted(), clock);
    }

    @Produces
    @Singleton
    Publisher publisher(SigningKeys keys, ReleaseArchive archive) {
        return new Publisher(settings.bootstrap(), keys.signer(), archive);
    }

    void close(@Disposes Publisher publisher) {
        publisher.close();
    }

    @Produces
    @Singleton
    ArtifactStore artifacts() throws IOException {
        Settings.S3 s3 = settings.s3();
        if (s3.endpoint().isEmpty()) {
            return new DirectoryArtifacts(settings.artifacts());
        }
        return new S3Artifacts(
                URI.create(s3.endpoint().get()),
                s3.region().get(),
                s3.bucket().get(),
                DefaultCredentialsProvider.builder().build());
    }

    @Produces
    @Singleton
    Sweep sweep(Registry registry, ArtifactStore store, ReleaseArchive archive) {
        Settings.Retain retain = settings.retain();
        return new Sweep(registry, store, archive, new Retention(retain.versions(), retain.age()), clock);
    }

    void close(@Disposes Sweep sweep) {
        sweep.close();
    }

    @Produces
    @Singleton
    FirstVersion firstVersion(
            Registry registry, ArtifactStore store, Publisher publisher, Event<AdaptationProgress> told) {
        Settings.Source source = settings.source();
        Settling settling = new Settling(source.minimum(), source.limit(), source.settle());
        return new FirstVersion(
                registry,
                new SourceWatch(log, contract, settling, clock),
                new Replay(log),
                contract,
                new Snapshots(store),
                new SourceTraining(trainer()),
                releases(store, publisher),
                settings.seed(),
                new Courses(clock, told::fire),
                clock);
    }

    @Produces
    @Singleton
    Adaptations adaptations(
            Registry registry,
            ArtifactStore store,
            Publisher publisher,
            Event<AdaptationProgress> told,
            Tracing tracing) {
        LongSupplier cpuNanos = ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime;
        Portfolio portfolio = new Portfolio(
                trainer(),
                new OnnxScorer(settings.features(), settings.labels())::probabilities,
                thresholds(settings.gate()),
                cpuNanos);
        Attempt attempt = new Attempt(portfolio, PER_ATTEMPT);
        return new Adaptations(
                registry,
                new MaterialSource(new Replay(log), contract, probes(), new Snapshots(store)),
                attempt,
                store,
                releases(store, publisher),
                publisher,
                settings.seed(),
                settings.dryRun(),
                new Budget(settings.budget().cooldown(), settings.budget().cpuPerDay()),
                cpuNanos,
                new Courses(clock, told::fire),
                tracing,
                clock,
                Shutdown::inProgress);
    }

    @Produces
    @Singleton
    RolloutControl rolloutControl(Registry registry, Publisher publisher, Tracing tracing) {
        return new RolloutControl(
                registry,
                publisher,
                tracing,
                log,
                rolloutRule(),
                settings.rollout().recovery(),
                provenance(),
                settings.validity(),
                clock);
    }

    void close(@Disposes RolloutControl control) {
        control.close();
    }

    private Probes probes() {
        Probes probes = new Probes(settings.probe(), contract);
        try {
            probes.check();
        } catch (CannotAdaptException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        return probes;
    }

    private Releases releases(ArtifactStore store, Publisher publisher) {
        return new Releases(
                store,
                publisher,
                settings.features(),
                settings.labels(),
                provenance(),
                settings.validity(),
                rolloutRule().plan());
    }

    private RolloutRule rolloutRule() {
        Settings.Rollout rollout = settings.rollout();
        return new RolloutRule(
                new RolloutPlan(
                        rollout.shares(),
                        rollout.shadow(),
                        rollout.bake(),
                        rollout.events(),
                        rollout.patience(),
                        rollout.approval()),
                new RolloutThresholds(
                        rollout.agreement(), rollout.confidence(), rollout.classShares(), rollout.drift()));
    }

    private Provenance provenance() {
        Machine machine = Machine.here();
        return new Provenance(version, machine.engine(), machine.hardware());
    }

    static Thresholds thresholds(Settings.Gate gate) {
        Settings.Consensus consensus = gate.consensus();
        return new Thresholds(
                new GateThresholds(gate.holdOutDrop(), gate.agreement(), gate.shareChange(), gate.common()),
                new ConsensusThresholds(
                        consensus.holdOutDrop(), consensus.common(), consensus.rows(), consensus.slack()),
                new LabelledProbe(gate.probeLevel()),
                new Doubt(gate.askBelow()),
                new FeatureDrift(gate.driftGrowth()));
    }

    private static Trainer trainer() {
        return new Trainer(new StackEngine());
    }
}
