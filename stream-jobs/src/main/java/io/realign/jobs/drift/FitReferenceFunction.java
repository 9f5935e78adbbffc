package io.realign.jobs.drift;

import io.realign.alert.CalibratedThreshold;
import io.realign.alert.ClassSketches;
import io.realign.alert.DriftThresholds;
import io.realign.alert.FittedReference;
import io.realign.alert.SourceResiduals;
import io.realign.client.internal.OnnxModel;
import io.realign.event.LocatedEvent;
import io.realign.jobs.state.LocatedEventSerializer;
import io.realign.jobs.state.VerifiedReleaseSerializer;
import io.realign.model.ModelRelease;
import io.realign.model.ReleaseOrder;
import io.realign.model.VerifiedRelease;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
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
 * Buffers the source events and fits the reference to them: immediately at the maximum number of events, or after a quiet period
 * at the required number. The required number is the minimum number of events for the first fit, and later the number of the
 * last fit times the source growth. If a fit fails, the events are discarded.
 *
 * <p>With the model channel, the function also fits a reference to the embeddings of the same events when the base model is
 * loaded. The function clears the events when no further fit is possible. All events have the same key.
 */
final class FitReferenceFunction
        extends KeyedCoProcessFunction<String, LocatedEvent, VerifiedRelease, DetectionUpdate> {
    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(FitReferenceFunction.class);

    /** Interval at which the function checks whether the base model is loaded. */
    private static final Duration POLL_INTERVAL = Duration.ofMillis(200);

    private final DriftSettings settings;

    private transient ListState<LocatedEvent> sourceEvents;
    private transient ValueState<Integer> eventCount;
    private transient ValueState<Long> quietTimer;
    private transient ValueState<FittedReference> fittedReference;
    /** Number of source events of the newest fit, of which the reference may lack a warm-up. */
    private transient ValueState<Integer> fittedEventCount;

    private transient ValueState<VerifiedRelease> sharedRelease;
    /** Set when the model reference has been fitted or cannot be fitted. */
    private transient ValueState<Boolean> modelReferenceResolved;

    private transient Optional<ChannelModels> channelModels;

    FitReferenceFunction(DriftSettings settings) {
        this.settings = settings;
    }

    @Override
    public void open(OpenContext context) {
        sourceEvents = getRuntimeContext()
                .getListState(new ListStateDescriptor<>("source-events", LocatedEventSerializer.TYPE));
        eventCount = getRuntimeContext().getState(new ValueStateDescriptor<>("source-event-count", Types.INT));
        quietTimer = getRuntimeContext().getState(new ValueStateDescriptor<>("quiet-timer", Types.LONG));
        fittedReference = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("source-reference", FittedReferenceSerializer.TYPE));
        fittedEventCount = getRuntimeContext().getState(new ValueStateDescriptor<>("fitted-event-count", Types.INT));
        sharedRelease = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("shared-release", VerifiedReleaseSerializer.TYPE));
        modelReferenceResolved =
                getRuntimeContext().getState(new ValueStateDescriptor<>("model-reference-fitted", Types.BOOLEAN));
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
        long required = requiredEvents();
        if (required > settings.sourceMaxEvents()) {
            return;
        }
        sourceEvents.add(event);
        int collected = eventCount.value() == null ? 1 : eventCount.value() + 1;
        eventCount.update(collected);
        if (collected >= settings.sourceMaxEvents()) {
            cancelQuietTimer(context.timerService());
            fitReference(out);
            fitModelReferenceIfDue(context.timerService(), out);
        } else if (collected >= required) {
            cancelQuietTimer(context.timerService());
            startQuietTimer(context.timerService());
        }
    }

    @Override
    public void processElement2(VerifiedRelease verified, Context context, Collector<DetectionUpdate> out)
            throws Exception {
        ModelRelease previous =
                sharedRelease.value() == null ? null : sharedRelease.value().release();
        if (ReleaseOrder.of(previous, verified.release()) != ReleaseOrder.NEWER) {
            return;
        }
        sharedRelease.update(verified);
        boolean renewed =
                previous != null && previous.id().equals(verified.release().id());
        if (!renewed) {
            modelReferenceResolved.clear();
        }
        fitModelReferenceIfDue(context.timerService(), out);
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
                ? settings.sourceMinEvents()
                : (long) Math.ceil(settings.sourceGrowth() * fittedEventCount.value());
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
        int version =
                fittedReference.value() == null ? 1 : fittedReference.value().version() + 1;
        Optional<SourceResiduals> residuals;
        try {
            residuals = settings.timeOrder() instanceof TimeOrder.Dependent dependent
                    ? Optional.of(SourceResiduals.of(source, dependent.dependence()))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            LOG.error(
                    "cannot compute the residuals of the {} source events up to {}; {}",
                    source.size(),
                    source.get(source.size() - 1).offsets(),
                    remaining(version),
                    e);
            clearEvents();
            return;
        }
        List<LocatedEvent> tested = residuals.map(SourceResiduals::events).orElse(source);
        if (tested.size() < settings.sourceMinEvents() && source.size() < settings.sourceMaxEvents()) {
            LOG.info(
                    "waiting for more source events: {} of {} have residuals, expected {}",
                    tested.size(),
                    source.size(),
                    settings.sourceMinEvents());
            return;
        }
        Optional<FittedReference> reference = tryFit(tested, version);
        if (reference.isEmpty()) {
            LOG.error(
                    "cannot fit reference version {} to {} of the {} source events up to {}; send other events, {}",
                    version,
                    tested.size(),
                    source.size(),
                    source.get(source.size() - 1).offsets(),
                    remaining(version));
            // Otherwise the fit would fail again after every restart.
            clearEvents();
            return;
        }
        DriftThresholds thresholds = reference.get().calibratedReference().thresholds();
        CalibratedThreshold calibration = thresholds.calibration();
        if (calibration.arl() < thresholds.requestedArl()) {
            LOG.warn(
                    "{} reference events support one false alert in {} events, the false alarm budget allows one in {};"
                            + " send at least {} source events, or allow more false alarms",
                    tested.size(),
                    Math.round(ofAlerts(calibration).arl()),
                    Math.round(thresholds.requestedArl() / settings.timeOrder().falseConfirmations()),
                    Math.round(thresholds.requiredEvents()));
        }
        LOG.info(
                "fitted reference version {} to {}{} source events: threshold {} with standard error {}, seed {}; one false"
                        + " alert in {} events",
                version,
                residuals.isPresent() ? "the residuals of %d of ".formatted(tested.size()) : "",
                source.size(),
                calibration.threshold(),
                calibration.standardError(),
                calibration.seed(),
                ofAlerts(calibration).promise().text());
        warnIfNotCalibrated("reference", version, calibration);
        out.collect(new DetectionUpdate.RawReferenceFitted(reference.get(), residuals.map(SourceResiduals::end)));
        fittedReference.update(reference.get());
        fittedEventCount.update(source.size());
        modelReferenceResolved.clear();
        clearEventsIfComplete();
    }

    private CalibratedThreshold ofAlerts(CalibratedThreshold suspicions) {
        return suspicions.ofAlerts(settings.timeOrder().falseConfirmations());
    }

    private static String remaining(int failedVersion) {
        return failedVersion == 1
                ? "drift detection is disabled"
                : "version " + (failedVersion - 1) + " remains in use";
    }

    private static void warnIfNotCalibrated(String reference, int version, CalibratedThreshold calibration) {
        if (!calibration.promise().holds()) {
            LOG.warn("{} version {} is NOT CALIBRATED: {}", reference, version, calibration.notCalibrated());
        }
    }

    /** Empty if the events cannot be fitted, whatever the reason is; the job must not restart for ever because of it. */
    private Optional<FittedReference> tryFit(List<LocatedEvent> events, int version) {
        try {
            return Optional.of(FittedReference.fit(
                    events, version, settings.randomFeatures(), settings.calibration(), settings.seed()));
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.warn("cannot fit a reference to {} events", events.size(), e);
            return Optional.empty();
        }
    }

    /** Fits the reference of the model channel, or tries again later if the base model is not loaded yet. */
    private void fitModelReferenceIfDue(TimerService timers, Collector<DetectionUpdate> out) throws Exception {
        boolean due = fittedReference.value() != null
                && sharedRelease.value() != null
                && modelReferenceResolved.value() == null;
        if (!due || channelModels.isEmpty()) {
            return;
        }
        if (eventCount.value() == null || eventCount.value() < fittedEventCount.value()) {
            LOG.error(
                    "cannot fit the model reference with release {}: the source events have been cleared",
                    sharedRelease.value().release().displayName());
            modelReferenceResolved.update(true);
            return;
        }
        channelModels.get().loadInBackground(sharedRelease.value());
        channelModels.get().applyLoaded();
        String releaseId = sharedRelease.value().release().id();
        Optional<OnnxModel> model = channelModels
                .get()
                .servingModel(ModelRelease.SHARED)
                .filter(loaded -> loaded.release().id().equals(releaseId));
        if (model.isPresent()) {
            out.collect(modelReference(bufferedEvents().subList(0, fittedEventCount.value()), model.get()));
            modelReferenceResolved.update(true);
            clearEventsIfComplete();
        } else if (channelModels.get().isRejected(sharedRelease.value().release())) {
            // The events are kept: the next base model, or a restart with other settings, tries again.
            LOG.error(
                    "cannot fit the model reference: release {} cannot be loaded; drift detection continues without the"
                            + " model channel until the next base model",
                    sharedRelease.value().release().displayName());
        } else {
            // The loader retries until the release is loaded or rejected, which ends the polls. They are rounded to a
            // multiple of the interval: Flink merges timers with equal times, so there is one timer at a time.
            long pollMillis = POLL_INTERVAL.toMillis();
            long nextPoll = (timers.currentProcessingTime() / pollMillis + 1) * pollMillis;
            timers.registerProcessingTimeTimer(nextPoll);
        }
    }

    /** Omits the events on which the model fails. */
    private DetectionUpdate.ModelReferenceFitted modelReference(List<LocatedEvent> source, OnnxModel model)
            throws Exception {
        List<LocatedEvent> inferred = new ArrayList<>();
        List<LocatedEvent> embedded = new ArrayList<>();
        List<String> predicted = new ArrayList<>();
        for (LocatedEvent event : source) {
            ModelChannel.tryInfer(model, event).ifPresent(output -> {
                inferred.add(event);
                predicted.add(model.label(output.probabilities()));
                ModelChannel.embeddedEvent(event, output).ifPresent(embedded::add);
            });
        }
        String releaseName = model.release().displayName();
        Optional<FittedReference> reference =
                tryFit(embedded, fittedReference.value().version());
        if (reference.isPresent()) {
            CalibratedThreshold calibration =
                    reference.get().calibratedReference().thresholds().calibration();
            LOG.info(
                    "fitted model reference version {} with release {}; one false alert in {} events",
                    reference.get().version(),
                    releaseName,
                    ofAlerts(calibration).promise().text());
            warnIfNotCalibrated("model reference", reference.get().version(), calibration);
        } else {
            LOG.warn("cannot fit the model reference with release {}; the model channel is disabled", releaseName);
        }
        return new DetectionUpdate.ModelReferenceFitted(
                reference,
                ClassSketches.of(model.release().id(), fittedReference.value().featureMap(), inferred, predicted));
    }

    private List<LocatedEvent> bufferedEvents() throws Exception {
        List<LocatedEvent> events = new ArrayList<>();
        sourceEvents.get().forEach(events::add);
        return events;
    }

    private void clearEventsIfComplete() throws Exception {
        boolean modelFitComplete = channelModels.isEmpty() || modelReferenceResolved.value() != null;
        if (requiredEvents() > settings.sourceMaxEvents() && modelFitComplete) {
            clearEvents();
        }
    }

    private void clearEvents() {
        sourceEvents.clear();
        eventCount.clear();
    }
}
