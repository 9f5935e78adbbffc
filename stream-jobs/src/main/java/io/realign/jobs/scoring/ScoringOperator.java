package io.realign.jobs.scoring;

import io.realign.client.internal.ActivationResult;
import io.realign.client.internal.BackgroundLoader;
import io.realign.client.internal.LoadFailure;
import io.realign.client.internal.LoadResult;
import io.realign.client.internal.ModelLoader;
import io.realign.client.internal.RolloutMessage;
import io.realign.client.internal.ScoringResult;
import io.realign.client.internal.ServingModels;
import io.realign.event.EventContract;
import io.realign.event.FeatureEvent;
import io.realign.event.LocatedEvent;
import io.realign.jobs.runtime.ModelLoaderSettings;
import io.realign.jobs.runtime.ReleaseCompatibility;
import io.realign.jobs.state.MessageSerializer;
import io.realign.model.ModelRelease;
import io.realign.model.ReleaseOrder;
import io.realign.rollout.Prediction;
import io.realign.rollout.RolloutStatus;
import io.realign.rollout.ShadowPrediction;
import io.realign.schemas.ReleaseAnnouncement;
import io.realign.schemas.Topics;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scores events. Releases are loaded on a thread beside; what came of them is put into the task's mailbox, which Flink
 * empties between two records, and also while no records come.
 *
 * <p>It begins with the models that served when the checkpoint was made, or with the first release; no event is read
 * before they are loaded, so none ever has to wait for a model.
 */
final class ScoringOperator extends AbstractStreamOperator<Prediction>
        implements TwoInputStreamOperator<LocatedEvent, ReleaseAnnouncement, Prediction> {
    static final OutputTag<RolloutStatus> ROLLOUTS =
            new OutputTag<>("rollouts", MessageSerializer.typeInfo(RolloutStatus.class, Topics.ROLLOUTS));

    static final OutputTag<ShadowPrediction> SHADOW_PREDICTIONS = new OutputTag<>(
            "predictions.shadow", MessageSerializer.typeInfo(ShadowPrediction.class, Topics.SHADOW_PREDICTIONS));

    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(ScoringOperator.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final ModelLoaderSettings loaderSettings;
    private final EventContract contract;
    private final byte[] initialRelease;
    private final URI tracesEndpoint;
    private final Clock clock;

    private transient MailboxExecutor mailbox;
    private transient CheckpointedReleases releases;
    private transient ServingModels models;
    private transient BackgroundLoader backgroundLoader;
    private transient Queue<LoadResult> loadedReleases;
    private transient String consumer;
    private transient ScoringMetrics scoringMetrics;
    private transient ScoringTracer tracer;

    /**
     * @param first the release to begin with, when no checkpoint names another
     * @param collector where spans go, null for nowhere
     * @param clock a serialisable one, as those of {@link Clock}'s factories are
     */
    ScoringOperator(ModelLoaderSettings store, EventContract contract, ModelRelease first, URI collector, Clock clock) {
        this.loaderSettings = store;
        this.contract = contract;
        this.initialRelease = Topics.MODELS.codec().encode(first);
        this.tracesEndpoint = collector;
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
        releases = new CheckpointedReleases(context.getOperatorStateStore());
    }

    @Override
    public void open() throws Exception {
        super.open();
        consumer = "scoring-job/" + getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
        scoringMetrics = new ScoringMetrics(getMetricGroup());
        tracer = new ScoringTracer(tracesEndpoint);
        loadedReleases = new ConcurrentLinkedQueue<>();
        models = new ServingModels();
        ModelLoader here = loaderSettings.createLoader(clock);
        backgroundLoader = new BackgroundLoader(here, RETRY_AFTER, this::enqueueLoaded);
        loadServing(here);
        releases.notYetServing().forEach(backgroundLoader::submit);
    }

    @Override
    public void processElement1(StreamRecord<LocatedEvent> element) {
        FeatureEvent event = element.getValue().event();
        ScoringResult scored = models.score(event)
                .orElseThrow(() -> new IllegalStateException(
                        "expected a model for every event from the first one on, got " + "none for the domain '"
                                + event.domain() + "' at " + element.getValue().offsets()));
        scoringMetrics.scored();
        output.collect(new StreamRecord<>(scored.prediction()));
        scored.shadow().ifPresent(shadow -> output.collect(SHADOW_PREDICTIONS, new StreamRecord<>(shadow)));
    }

    @Override
    public void processElement2(StreamRecord<ReleaseAnnouncement> element) throws Exception {
        if (element.getValue() instanceof ReleaseAnnouncement.Verified released) {
            tracer.releaseAnnounced(released.release(), clock.instant(), released.traceparent());
            handleRelease(released.release());
        } else if (element.getValue() instanceof ReleaseAnnouncement.Invalid refused) {
            LOG.warn("{}: {}", consumer, refused);
            scoringMetrics.loadFailed();
            report(RolloutMessage.ofInvalidRelease(consumer, refused, clock.instant())
                    .status());
        }
    }

    @Override
    public void close() throws Exception {
        if (backgroundLoader != null) {
            backgroundLoader.close();
            loadedReleases.forEach(LoadResult::discard);
            models.close();
            tracer.close();
        }
        super.close();
    }

    private void handleRelease(ModelRelease release) throws Exception {
        ModelRelease known = releases.announced(release.domain());
        ReleaseOrder succession = ReleaseOrder.of(known, release);
        Optional<String> mismatch = ReleaseCompatibility.mismatch(contract, release);
        if (mismatch.isPresent()) {
            report(new LoadFailure(release, mismatch.get(), false, clock.instant()));
        } else if (succession == ReleaseOrder.NEWER) {
            releases.setAnnounced(release);
            backgroundLoader.submit(release);
        } else if (succession == ReleaseOrder.OLDER) {
            report(LoadFailure.outOfOrder(release, known, clock.instant()));
        }
    }

    /** On the loading thread. */
    private void enqueueLoaded(LoadResult loading) {
        loadedReleases.add(loading);
        mailbox.execute(
                this::applyLoaded, "settle release %s", loading.release().displayName());
    }

    private void applyLoaded() throws Exception {
        for (LoadResult loading = loadedReleases.poll(); loading != null; loading = loadedReleases.poll()) {
            report(apply(loading));
        }
    }

    /** Loads on the task thread: without these models there is nothing to do. */
    private void loadServing(ModelLoader here) throws Exception {
        List<ModelRelease> serving = releases.serving();
        for (ModelRelease release : serving) {
            loadServing(here, release);
        }
        if (serving.isEmpty()) {
            ModelRelease release = decodeInitialRelease();
            releases.setAnnounced(release);
            backgroundLoader.markLoaded(release);
            ActivationResult outcome = apply(requireLoaded(here.load(release)));
            mailbox.execute(() -> report(outcome), "report the first release");
        }
    }

    private void loadServing(ModelLoader here, ModelRelease release) throws Exception {
        Optional<ModelRelease> remaining = release.remainderRelease();
        if (remaining.isPresent()) {
            models.apply(requireLoaded(here.load(remaining.get())), clock.instant());
        }
        apply(requireLoaded(here.load(release)));
        backgroundLoader.markLoaded(release);
    }

    private ModelRelease decodeInitialRelease() {
        return Topics.MODELS
                .codec()
                .decode(initialRelease)
                .orElseThrow(rejection -> new IllegalStateException("the first release: " + rejection));
    }

    private static LoadResult requireLoaded(LoadResult loading) {
        if (loading instanceof LoadFailure failed) {
            throw new IllegalStateException("no event can be scored before release "
                    + failed.release().displayName() + " is loaded: " + failed.reason());
        }
        return loading;
    }

    private ActivationResult apply(LoadResult loading) throws Exception {
        ActivationResult outcome = models.apply(loading, clock.instant());
        if (outcome instanceof ActivationResult.Activated activated) {
            markServing(activated.release());
        } else if (outcome instanceof ActivationResult.StepApplied stepped) {
            markServing(stepped.release());
        }
        return outcome;
    }

    private void markServing(ModelRelease release) throws Exception {
        releases.setServing(release);
        tracer.releaseActivated(release, clock.instant());
    }

    private void report(ActivationResult outcome) {
        LOG.info("{}: {}", consumer, outcome);
        scoringMetrics.count(outcome);
        outcome.rolloutStatuses(consumer).forEach(this::report);
    }

    private void report(RolloutStatus status) {
        output.collect(ROLLOUTS, new StreamRecord<>(status));
    }
}
