package io.realign.jobs.scoring;

import io.realign.client.BackgroundLoader;
import io.realign.client.Failed;
import io.realign.client.LiveModels;
import io.realign.client.Loading;
import io.realign.client.ModelLoader;
import io.realign.client.Outcome;
import io.realign.client.RolloutMessage;
import io.realign.client.Scored;
import io.realign.event.EventContract;
import io.realign.event.FeatureEvent;
import io.realign.event.LocatedEvent;
import io.realign.jobs.Fit;
import io.realign.jobs.MessageSerializer;
import io.realign.jobs.ModelStore;
import io.realign.model.ModelRelease;
import io.realign.model.Succession;
import io.realign.rollout.Prediction;
import io.realign.rollout.RolloutStatus;
import io.realign.rollout.ShadowPrediction;
import io.realign.schemas.Announcement;
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
        implements TwoInputStreamOperator<LocatedEvent, Announcement, Prediction> {
    static final OutputTag<RolloutStatus> ROLLOUTS =
            new OutputTag<>("rollouts", MessageSerializer.type(RolloutStatus.class, Topics.ROLLOUTS));

    static final OutputTag<ShadowPrediction> SHADOWS = new OutputTag<>(
            "predictions.shadow", MessageSerializer.type(ShadowPrediction.class, Topics.SHADOW_PREDICTIONS));

    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(ScoringOperator.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final ModelStore store;
    private final EventContract contract;
    private final byte[] first;
    private final URI collector;
    private final Clock clock;

    private transient MailboxExecutor mailbox;
    private transient KnownReleases releases;
    private transient LiveModels models;
    private transient BackgroundLoader loader;
    private transient Queue<Loading> loaded;
    private transient String consumer;
    private transient ScoringCounts counts;
    private transient Spans spans;

    /**
     * @param first the release to begin with, when no checkpoint names another
     * @param collector where spans go, null for nowhere
     * @param clock a serialisable one, as those of {@link Clock}'s factories are
     */
    ScoringOperator(ModelStore store, EventContract contract, ModelRelease first, URI collector, Clock clock) {
        this.store = store;
        this.contract = contract;
        this.first = Topics.MODELS.codec().encode(first);
        this.collector = collector;
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
        releases = new KnownReleases(context.getOperatorStateStore());
    }

    @Override
    public void open() throws Exception {
        super.open();
        consumer = "scoring-job/" + getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
        counts = new ScoringCounts(getMetricGroup());
        spans = new Spans(collector);
        loaded = new ConcurrentLinkedQueue<>();
        models = new LiveModels();
        ModelLoader here = store.loader(clock);
        loader = new BackgroundLoader(here, RETRY_AFTER, this::hand);
        begin(here);
        releases.pending().forEach(loader::submit);
    }

    @Override
    public void processElement1(StreamRecord<LocatedEvent> element) {
        FeatureEvent event = element.getValue().event();
        Scored scored = models.score(event)
                .orElseThrow(() -> new IllegalStateException(
                        "expected a model for every event from the first one on, got " + "none for the domain '"
                                + event.domain() + "' at " + element.getValue().at()));
        counts.scored();
        output.collect(new StreamRecord<>(scored.prediction()));
        scored.shadow().ifPresent(shadow -> output.collect(SHADOWS, new StreamRecord<>(shadow)));
    }

    @Override
    public void processElement2(StreamRecord<Announcement> element) throws Exception {
        if (element.getValue() instanceof Announcement.Released released) {
            spans.announced(released.release(), clock.instant(), released.traceparent());
            follow(released.release());
        } else if (element.getValue() instanceof Announcement.Refused refused) {
            LOG.warn("{}: {}", consumer, refused);
            counts.refused();
            report(RolloutMessage.refused(consumer, refused, clock.instant()).status());
        }
    }

    @Override
    public void close() throws Exception {
        if (loader != null) {
            loader.close();
            loaded.forEach(Loading::discard);
            models.close();
            spans.close();
        }
        super.close();
    }

    private void follow(ModelRelease release) throws Exception {
        ModelRelease known = releases.announced(release.domain());
        Succession succession = Succession.of(known, release);
        Optional<String> mismatch = Fit.mismatch(contract, release);
        if (mismatch.isPresent()) {
            report(new Failed(release, mismatch.get(), false, clock.instant()));
        } else if (succession == Succession.NEWER) {
            releases.announce(release);
            loader.submit(release);
        } else if (succession == Succession.OLDER) {
            report(Failed.older(release, known, clock.instant()));
        }
    }

    /** On the loading thread. */
    private void hand(Loading loading) {
        loaded.add(loading);
        mailbox.execute(
                this::settleLoaded, "settle release %s", loading.release().name());
    }

    private void settleLoaded() throws Exception {
        for (Loading loading = loaded.poll(); loading != null; loading = loaded.poll()) {
            report(settle(loading));
        }
    }

    /** Loads on the task thread: without these models there is nothing to do. */
    private void begin(ModelLoader here) throws Exception {
        List<ModelRelease> serving = releases.serving();
        for (ModelRelease release : serving) {
            begin(here, release);
        }
        if (serving.isEmpty()) {
            ModelRelease release = firstRelease();
            releases.announce(release);
            loader.holds(release);
            Outcome outcome = settle(required(here.load(release)));
            mailbox.execute(() -> report(outcome), "report the first release");
        }
    }

    private void begin(ModelLoader here, ModelRelease release) throws Exception {
        Optional<ModelRelease> remaining = release.remaining();
        if (remaining.isPresent()) {
            models.settle(required(here.load(remaining.get())), clock.instant());
        }
        settle(required(here.load(release)));
        loader.holds(release);
    }

    private ModelRelease firstRelease() {
        return Topics.MODELS
                .codec()
                .decode(first)
                .orElseThrow(rejection -> new IllegalStateException("the first release: " + rejection));
    }

    private static Loading required(Loading loading) {
        if (loading instanceof Failed failed) {
            throw new IllegalStateException("no event can be scored before release "
                    + failed.release().name() + " is loaded: " + failed.reason());
        }
        return loading;
    }

    private Outcome settle(Loading loading) throws Exception {
        Outcome outcome = models.settle(loading, clock.instant());
        if (outcome instanceof Outcome.Activated activated) {
            serves(activated.release());
        } else if (outcome instanceof Outcome.Stepped stepped) {
            serves(stepped.release());
        }
        return outcome;
    }

    private void serves(ModelRelease release) throws Exception {
        releases.serves(release);
        spans.swapped(release, clock.instant());
    }

    private void report(Outcome outcome) {
        LOG.info("{}: {}", consumer, outcome);
        counts.add(outcome);
        outcome.reports(consumer).forEach(this::report);
    }

    private void report(RolloutStatus status) {
        output.collect(ROLLOUTS, new StreamRecord<>(status));
    }
}
