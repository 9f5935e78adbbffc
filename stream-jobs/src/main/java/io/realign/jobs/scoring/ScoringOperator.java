package io.realign.jobs.scoring;

import io.realign.client.internal.ActivationResult;
import io.realign.client.internal.LoadFailure;
import io.realign.client.internal.ReleaseFollower;
import io.realign.client.internal.ScoringOutcome;
import io.realign.client.internal.ScoringResult;
import io.realign.event.ContractViolation.Reason;
import io.realign.event.EventContract;
import io.realign.event.FeatureEvent;
import io.realign.event.LocatedEvent;
import io.realign.jobs.kafka.ValidateFunction;
import io.realign.jobs.runtime.JobMetrics;
import io.realign.jobs.runtime.ModelLoaderSettings;
import io.realign.jobs.runtime.RecordGuard;
import io.realign.jobs.runtime.ReleaseCompatibility;
import io.realign.jobs.state.MessageSerializer;
import io.realign.jobs.state.VerifiedReleaseSerializer;
import io.realign.model.ModelRelease;
import io.realign.model.VerifiedRelease;
import io.realign.rollout.Prediction;
import io.realign.rollout.RolloutStatus;
import io.realign.rollout.ShadowPrediction;
import io.realign.schemas.DeadLetter;
import io.realign.schemas.ReleaseVerification;
import io.realign.schemas.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scores events. Releases are loaded in the background. They are activated in the mailbox of the task, which Flink processes
 * between two records and while the task is idle.
 *
 * <p>An event on which all models fail becomes a dead letter.
 *
 * <p>Before the first event, the operator loads the models that served at the checkpoint, even if their releases have expired since
 * then. It does not load a release whose key is not trusted any more; the base model serves the domain instead. If the checkpoint
 * has no base model, the operator loads the initial release. Every event can therefore be scored.
 */
final class ScoringOperator extends AbstractStreamOperator<Prediction>
        implements TwoInputStreamOperator<LocatedEvent, ReleaseVerification, Prediction> {
    static final OutputTag<RolloutStatus> ROLLOUTS =
            new OutputTag<>("rollouts", MessageSerializer.typeInfo(RolloutStatus.class, Topics.ROLLOUTS));

    static final OutputTag<ShadowPrediction> SHADOW_PREDICTIONS = new OutputTag<>(
            "predictions.shadow", MessageSerializer.typeInfo(ShadowPrediction.class, Topics.SHADOW_PREDICTIONS));

    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(ScoringOperator.class);

    private final ModelLoaderSettings loaderSettings;
    private final EventContract contract;
    private final byte[] initialRelease;
    private final URI tracesEndpoint;
    private final RecordGuard guard;
    private final Clock clock;

    private transient MailboxExecutor mailbox;
    private transient CheckpointedReleases releases;
    private transient ReleaseFollower follower;
    private transient String consumer;
    private transient Counter predictions;
    private transient Counter swaps;
    private transient Counter failedLoads;
    private transient ScoringTracer tracer;

    /**
     * @param initialRelease release that scores all events at the first start
     * @param tracesEndpoint OTLP endpoint for spans, null if tracing is disabled
     * @param guard turns events that fail repeatedly into dead letters
     * @param clock a serializable clock, such as those of the factories of {@link Clock}
     */
    ScoringOperator(
            ModelLoaderSettings loaderSettings,
            EventContract contract,
            VerifiedRelease initialRelease,
            URI tracesEndpoint,
            RecordGuard guard,
            Clock clock) {
        this.loaderSettings = loaderSettings;
        this.contract = contract;
        this.initialRelease = encode(initialRelease);
        this.tracesEndpoint = tracesEndpoint;
        this.guard = guard;
        this.clock = clock;
    }

    @Override
    public void setMailboxExecutor(MailboxExecutor executor) {
        super.setMailboxExecutor(executor);
        mailbox = executor;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        releases = new CheckpointedReleases(context.getOperatorStateStore(), loaderSettings.trustedKeys());
    }

    @Override
    public void open() throws Exception {
        super.open();
        guard.open(getMetricGroup());
        consumer = "scoring-job/" + getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
        predictions = getMetricGroup().counter(JobMetrics.PREDICTIONS);
        swaps = getMetricGroup().counter(JobMetrics.SWAPS);
        failedLoads = getMetricGroup().counter(JobMetrics.FAILED_LOADS);
        tracer = new ScoringTracer(tracesEndpoint);
        follower = new ReleaseFollower(
                loaderSettings.createLoader(clock),
                clock,
                release -> ReleaseCompatibility.mismatch(contract, release),
                applyLoaded -> mailbox.execute(applyLoaded::run, "activate loaded models"),
                this::onResult);
        getMetricGroup().<Integer, Gauge<Integer>>gauge(JobMetrics.EXPIRED, this::expiredReleases);
        loadServing();
        releases.notYetServing().forEach(follower::submit);
    }

    /** Number of domains whose serving release has expired. */
    int expiredReleases() {
        return follower.expiredReleases();
    }

    @Override
    public void processElement1(StreamRecord<LocatedEvent> element) {
        LocatedEvent located = element.getValue();
        Optional<DeadLetter> skipped = guard.deadLetterIfExhausted(located);
        if (skipped.isPresent()) {
            output.collect(ValidateFunction.DEAD_LETTERS, new StreamRecord<>(skipped.get()));
            return;
        }
        ScoringOutcome outcome = score(located);
        if (outcome instanceof ScoringResult scored) {
            predictions.inc();
            output.collect(new StreamRecord<>(scored.prediction()));
            scored.shadow().ifPresent(shadow -> output.collect(SHADOW_PREDICTIONS, new StreamRecord<>(shadow)));
        } else if (outcome instanceof ScoringOutcome.NotScored failure) {
            DeadLetter deadLetter = guard.deadLetter(located, Reason.NOT_SCORED, failure.reason());
            output.collect(ValidateFunction.DEAD_LETTERS, new StreamRecord<>(deadLetter));
        }
    }

    private ScoringOutcome score(LocatedEvent located) {
        FeatureEvent event = located.event();
        try {
            return follower.score(event)
                    .orElseThrow(() -> new IllegalStateException("expected a model for the domain '" + event.domain()
                            + "' at " + located.offsets() + ", got none"));
        } catch (RuntimeException | Error e) {
            guard.recordFailure(located, e);
            throw e;
        }
    }

    @Override
    public void processElement2(StreamRecord<ReleaseVerification> element) throws Exception {
        if (element.getValue() instanceof ReleaseVerification.Verified verified) {
            ModelRelease release = verified.release();
            tracer.releaseAnnounced(release, clock.instant(), verified.traceparent());
            if (follower.submit(release)) {
                releases.setAnnounced(verified.verifiedRelease());
            }
        } else if (element.getValue() instanceof ReleaseVerification.Invalid invalid) {
            LOG.warn("{}: {}", consumer, invalid);
            failedLoads.inc();
            report(invalid.rolloutStatus(consumer, clock.instant()));
        }
    }

    @Override
    public void close() throws Exception {
        if (follower != null) {
            follower.close();
            tracer.close();
        }
        super.close();
    }

    /** Loads the serving models on the task thread, since events cannot be scored without them. */
    private void loadServing() throws Exception {
        releases.untrusted().forEach((release, reason) -> {
            boolean retriable = false;
            ActivationResult rejection =
                    new LoadFailure(release, "release of the checkpoint: " + reason, retriable, clock.instant());
            mailbox.execute(() -> report(rejection), "report an untrusted release");
        });
        for (VerifiedRelease served : releases.serving()) {
            Optional<ModelRelease> previous = served.release().previousReleaseInRollout();
            if (previous.isPresent()) {
                loadRequired(previous.get());
            }
            markServing(loadRequired(served.release()));
        }
        if (!follower.models().canScore(ModelRelease.SHARED)) {
            ActivationResult result = loadInitialRelease();
            mailbox.execute(() -> report(result), "report the initial release");
        }
    }

    private ActivationResult loadInitialRelease() throws Exception {
        VerifiedRelease initial = VerifiedReleaseSerializer.fromBytes(initialRelease);
        if (initial.wasExpired()) {
            // A restart of the task would find the same base model; a restart of the program reads topic models again.
            throw new SuppressRestartsException(new IllegalStateException(
                    "the checkpoint has no base model with a trusted key: expected a base model on topic models that has not"
                            + " expired, got %s, which expired at %s; check that the adapter service runs and renews it"
                                    .formatted(
                                            initial.release().displayName(),
                                            initial.release().expiresAt())));
        }
        releases.setAnnounced(initial);
        ActivationResult result = loadRequired(initial.release());
        markServing(result);
        return result;
    }

    private static byte[] encode(VerifiedRelease release) {
        try {
            return VerifiedReleaseSerializer.toBytes(release);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot encode release " + release.release().displayName(), e);
        }
    }

    private ActivationResult loadRequired(ModelRelease release) {
        ActivationResult result = follower.loadNow(release);
        if (result instanceof LoadFailure failure) {
            throw new IllegalStateException(
                    "cannot score events without release " + release.displayName() + ": " + failure.reason());
        }
        return result;
    }

    private void onResult(ActivationResult result) {
        try {
            markServing(result);
        } catch (Exception e) {
            throw new IllegalStateException(
                    "cannot update the state of release " + result.release().displayName(), e);
        }
        report(result);
    }

    private void markServing(ActivationResult result) throws Exception {
        if (result instanceof ActivationResult.Activated) {
            releases.setServing(result.release());
            if (result.swapped()) {
                tracer.releaseActivated(result.release(), clock.instant());
            }
        }
    }

    private void report(ActivationResult result) {
        LOG.info("{}: {}", consumer, result);
        if (result.swapped()) {
            swaps.inc();
        } else if (result instanceof LoadFailure) {
            failedLoads.inc();
        }
        result.rolloutStatuses(consumer).forEach(this::report);
    }

    private void report(RolloutStatus status) {
        output.collect(ROLLOUTS, new StreamRecord<>(status));
    }
}
