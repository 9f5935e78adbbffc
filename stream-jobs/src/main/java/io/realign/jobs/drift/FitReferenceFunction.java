package io.realign.jobs.drift;

import io.realign.alert.CalibratedThreshold;
import io.realign.alert.ClassSketches;
import io.realign.alert.FittedReference;
import io.realign.client.internal.Inference;
import io.realign.client.internal.OnnxModel;
import io.realign.event.LocatedEvent;
import io.realign.jobs.state.LocatedEventSerializer;
import io.realign.jobs.state.MessageSerializer;
import io.realign.jobs.state.ValueTypeInfo;
import io.realign.model.ModelRelease;
import io.realign.schemas.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps source events and learns from all of them: when there are as many as may be, or enough and no more have come for
 * a while. What is enough is a setting the first time, and from then on a multiple of as many as were learnt from last.
 * Events that nothing can be learnt from are left behind, and others awaited.
 *
 * <p>Where the model channel is on, what has been learnt from is also looked at through the shared release, as soon as
 * that is there. Once no more is to be learnt and seen, the events are forgotten. Runs under a single key.
 */
final class FitReferenceFunction extends KeyedCoProcessFunction<String, LocatedEvent, ModelRelease, DetectionUpdate> {
    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(FitReferenceFunction.class);

    /** How often it is asked whether the shared release is there. */
    private static final Duration POLL_INTERVAL = Duration.ofMillis(200);

    private final DriftSettings settings;

    private transient ListState<LocatedEvent> sourceEvents;
    private transient ValueState<Integer> eventCount;
    private transient ValueState<Long> quietTimer;
    private transient ValueState<FittedReference> fittedReference;
    private transient ValueState<ModelRelease> sharedRelease;
    private transient ValueState<Boolean> modelReferenceFitted;
    private transient Optional<ChannelModels> channelModels;

    FitReferenceFunction(DriftSettings settings) {
        this.settings = settings;
    }

    @Override
    public void open(OpenContext context) {
        sourceEvents = getRuntimeContext()
                .getListState(new ListStateDescriptor<>("source-events", LocatedEventSerializer.TYPE));
        eventCount = getRuntimeContext().getState(new ValueStateDescriptor<>("source-count", Types.INT));
        quietTimer = getRuntimeContext().getState(new ValueStateDescriptor<>("source-silence", Types.LONG));
        fittedReference = getRuntimeContext()
                .getState(new ValueStateDescriptor<>(
                        "source-learnt", new ValueTypeInfo<>(FittedReference.class, new FittedReferenceSerializer())));
        sharedRelease = getRuntimeContext()
                .getState(new ValueStateDescriptor<>(
                        "shared-release", MessageSerializer.typeInfo(ModelRelease.class, Topics.MODELS)));
        modelReferenceFitted = getRuntimeContext().getState(new ValueStateDescriptor<>("source-seen", Types.BOOLEAN));
        channelModels = settings.channelConfig().createModels(Clock.systemUTC());
    }

    @Override
    public void close() {
        if (channelModels != null) {
            channelModels.ifPresent(ChannelModels::close);
        }
    }

    @Override
    public void processElement1(LocatedEvent event, Context context, Collector<DetectionUpdate> out) throws Exception {
        long enough = requiredEvents();
        if (enough > settings.sourceLimit()) {
            return;
        }
        sourceEvents.add(event);
        int collected = eventCount.value() == null ? 1 : eventCount.value() + 1;
        eventCount.update(collected);
        if (collected >= settings.sourceLimit()) {
            cancelQuietTimer(context.timerService());
            fitReference(out);
            fitModelReferenceIfDue(context.timerService(), out);
        } else if (collected >= enough) {
            cancelQuietTimer(context.timerService());
            startQuietTimer(context.timerService());
        }
    }

    @Override
    public void processElement2(ModelRelease release, Context context, Collector<DetectionUpdate> out)
            throws Exception {
        ModelRelease before = sharedRelease.value();
        if (before == null || before.version() < release.version()) {
            sharedRelease.update(release);
            modelReferenceFitted.clear();
            fitModelReferenceIfDue(context.timerService(), out);
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<DetectionUpdate> out) throws Exception {
        if (quietTimer.value() != null && quietTimer.value() <= timestamp) {
            quietTimer.clear();
            fitReference(out);
        }
        fitModelReferenceIfDue(context.timerService(), out);
    }

    private long requiredEvents() throws Exception {
        return fittedReference.value() == null
                ? settings.sourceMinimum()
                : (long) Math.ceil(settings.sourceGrowth() * fittedEventCount());
    }

    private int fittedEventCount() throws Exception {
        return (int) fittedReference.value().calibratedReference().reference().count();
    }

    private void startQuietTimer(TimerService timers) throws Exception {
        long end = timers.currentProcessingTime() + settings.sourceQuietPeriod().toMillis();
        timers.registerProcessingTimeTimer(end);
        quietTimer.update(end);
    }

    private void cancelQuietTimer(TimerService timers) throws Exception {
        if (quietTimer.value() != null) {
            timers.deleteProcessingTimeTimer(quietTimer.value());
            quietTimer.clear();
        }
    }

    private void fitReference(Collector<DetectionUpdate> out) throws Exception {
        List<LocatedEvent> source = bufferedEvents();
        int next = fittedReference.value() == null ? 1 : fittedReference.value().version() + 1;
        try {
            FittedReference baseline = FittedReference.fit(
                    source, next, settings.randomFeatures(), settings.calibration(), settings.seed());
            CalibratedThreshold calibrated =
                    baseline.calibratedReference().thresholds().calibration();
            LOG.info(
                    "version {} of the source is learnt from {} events: threshold {} with a standard error of {}, seed {}",
                    next,
                    source.size(),
                    calibrated.threshold(),
                    calibrated.standardError(),
                    calibrated.seed());
            out.collect(new DetectionUpdate.RawReferenceFitted(baseline));
            fittedReference.update(baseline);
            modelReferenceFitted.clear();
            clearEventsIfComplete();
        } catch (IllegalArgumentException e) {
            // To fail here would be to fail on the same events after every restart.
            LOG.error(
                    "version {} of the source cannot be learnt from the {} events up to {}: {}; send others, {} until then",
                    next,
                    source.size(),
                    source.get(source.size() - 1).offsets(),
                    e.getMessage(),
                    next == 1 ? "nothing is watched" : "version " + (next - 1) + " stays");
            clearEvents();
        }
    }

    /** Looks at what was learnt from through the shared release, or asks again later whether that is there. */
    private void fitModelReferenceIfDue(TimerService timers, Collector<DetectionUpdate> out) throws Exception {
        boolean due = fittedReference.value() != null
                && sharedRelease.value() != null
                && modelReferenceFitted.value() == null;
        if (!due || channelModels.isEmpty()) {
            return;
        }
        if (eventCount.value() == null || eventCount.value() < fittedEventCount()) {
            LOG.error(
                    "the source is not looked at through release {}: its events have been forgotten",
                    sharedRelease.value().displayName());
            modelReferenceFitted.update(true);
            return;
        }
        channelModels.get().loadInBackground(sharedRelease.value());
        channelModels.get().applyLoaded();
        String wanted = sharedRelease.value().id();
        Optional<OnnxModel> model = channelModels
                .get()
                .serving(ModelRelease.SHARED)
                .filter(there -> there.release().id().equals(wanted));
        if (model.isPresent()) {
            out.collect(modelReference(bufferedEvents().subList(0, fittedEventCount()), model.get()));
            modelReferenceFitted.update(true);
            clearEventsIfComplete();
        } else {
            // On a grid, so that those who ask at the same time do it once.
            long poll = POLL_INTERVAL.toMillis();
            timers.registerProcessingTimeTimer((timers.currentProcessingTime() / poll + 1) * poll);
        }
    }

    private DetectionUpdate.ModelReferenceFitted modelReference(List<LocatedEvent> source, OnnxModel model)
            throws Exception {
        List<LocatedEvent> embedded = new ArrayList<>();
        List<String> predicted = new ArrayList<>();
        for (LocatedEvent event : source) {
            Inference insight = model.infer(event.event().features().values());
            predicted.add(model.label(insight.probabilities()));
            EmbeddingExtractor.embeddedEvent(event, insight).ifPresent(embedded::add);
        }
        String release = model.release().id();
        return new DetectionUpdate.ModelReferenceFitted(
                tryFitModelReference(embedded, model.release().displayName()),
                ClassSketches.of(release, fittedReference.value().featureMap(), source, predicted));
    }

    private Optional<FittedReference> tryFitModelReference(List<LocatedEvent> embedded, String release)
            throws Exception {
        try {
            FittedReference baseline = FittedReference.fit(
                    embedded,
                    fittedReference.value().version(),
                    settings.randomFeatures(),
                    settings.calibration(),
                    settings.seed());
            LOG.info("version {} of the source is seen through release {}", baseline.version(), release);
            return Optional.of(baseline);
        } catch (IllegalArgumentException e) {
            LOG.warn("the model channel cannot see the source through release {}: {}", release, e.getMessage());
            return Optional.empty();
        }
    }

    private List<LocatedEvent> bufferedEvents() throws Exception {
        List<LocatedEvent> kept = new ArrayList<>();
        sourceEvents.get().forEach(kept::add);
        return kept;
    }

    private void clearEventsIfComplete() throws Exception {
        boolean lookedAt = channelModels.isEmpty() || modelReferenceFitted.value() != null;
        if (requiredEvents() > settings.sourceLimit() && lookedAt) {
            clearEvents();
        }
    }

    private void clearEvents() {
        sourceEvents.clear();
        eventCount.clear();
    }
}
