package io.realign.jobs.drift;

import io.realign.alert.Channel;
import io.realign.alert.ClassSketches;
import io.realign.alert.ConfirmedState;
import io.realign.alert.DetectionResult;
import io.realign.alert.DriftAlert;
import io.realign.alert.DriftDetector;
import io.realign.alert.EventResiduals;
import io.realign.alert.FittedReference;
import io.realign.event.LocatedEvent;
import io.realign.jobs.kafka.ValidateFunction;
import io.realign.jobs.runtime.JobMetrics;
import io.realign.jobs.runtime.RecordGuard;
import io.realign.jobs.state.LocatedEventSerializer;
import io.realign.jobs.state.ValueTypeInfo;
import io.realign.model.ModelRelease;
import io.realign.model.ReleaseOrder;
import io.realign.model.VerifiedRelease;
import io.realign.schemas.DeadLetter;
import io.realign.window.DriftWindow;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Runs a {@link DriftDetector} per domain.
 *
 * <p>Adaptation outcomes, about 32 characters each, never expire. A job that starts without a checkpoint raises old alerts again,
 * and finds their outcomes in the state.
 */
public final class DetectDriftFunction extends TargetEventFunction implements CheckpointedFunction {
    private static final long serialVersionUID = 1;
    private static final ListStateDescriptor<LocatedEvent> BUFFERED =
            new ListStateDescriptor<>("buffered-events", LocatedEventSerializer.TYPE);

    private final int window;
    private final Duration domainTtl;
    private final ChannelConfig channelConfig;
    private final TimeOrder timeOrder;
    private final RecordGuard guard;

    private transient ValueState<DriftDetector> detectors;
    private transient ListState<LocatedEvent> buffered;
    private transient BroadcastState<String, FittedReference> sourceReferenceState;
    private transient BroadcastState<String, EventResiduals> sourceResidualsState;
    private transient BroadcastState<String, ClassSketches> sourceClassesState;
    private transient BroadcastState<String, Long> adaptationOutcomes;
    private transient BroadcastState<String, VerifiedRelease> releases;
    private transient Counter lateEvents;
    private transient Map<Channel, FittedReference> sourceReferences;
    private transient Optional<EventResiduals> sourceResiduals;
    private transient Optional<ClassSketches> sourceClasses;
    private transient Optional<ChannelModels> channelModels;

    /**
     * Creates a function for the raw channel only, which an event that fails restarts for ever.
     *
     * @param window number of events that confirm a suspicion, and maximum number of events per domain that are buffered until
     *     the reference is fitted
     * @param domainTtl time without events after which the state of a domain expires
     */
    public DetectDriftFunction(int window, Duration domainTtl) {
        this(window, domainTtl, ChannelConfig.RAW_ONLY, new TimeOrder.Unknown(), RecordGuard.disabled(DriftFlow.NAME));
    }

    DetectDriftFunction(DriftSettings settings, RecordGuard guard) {
        this(settings.window(), settings.domainTtl(), settings.channelConfig(), settings.timeOrder(), guard);
    }

    private DetectDriftFunction(
            int window, Duration domainTtl, ChannelConfig channelConfig, TimeOrder timeOrder, RecordGuard guard) {
        this.guard = guard;
        this.window = window;
        this.domainTtl = domainTtl;
        this.channelConfig = channelConfig;
        this.timeOrder = timeOrder;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        OperatorStateStore states = context.getOperatorStateStore();
        sourceReferenceState = states.getBroadcastState(SOURCE_REFERENCES);
        sourceResidualsState = states.getBroadcastState(SOURCE_RESIDUALS);
        sourceClassesState = states.getBroadcastState(SOURCE_CLASSES);
        adaptationOutcomes = states.getBroadcastState(ADAPTATION_OUTCOMES);
        releases = states.getBroadcastState(RELEASES);
        requireSameTimeOrder();
    }

    /** Events and residuals cannot be compared with each other, so the domains of a checkpoint keep their time order. */
    private void requireSameTimeOrder() throws Exception {
        if (!sourceReferenceState.contains(Channel.RAW.label())) {
            return;
        }
        Optional<EventResiduals> restored = Optional.ofNullable(sourceResidualsState.get(DriftWindow.SOURCE));
        boolean same = timeOrder instanceof TimeOrder.Dependent dependent
                ? restored.filter(residuals -> residuals.follow(dependent.dependence()))
                        .isPresent()
                : restored.isEmpty();
        if (!same) {
            throw new IllegalStateException(
                    "season-period, season-slots and rolling-memory: expected the values with which the checkpoint was"
                            + " written, got others; restore them, or start with a new checkpoint directory");
        }
    }

    /** Does nothing, since Flink itself snapshots registered state. */
    @Override
    public void snapshotState(FunctionSnapshotContext context) {}

    @Override
    public void open(OpenContext context) throws Exception {
        guard.open(getRuntimeContext().getMetricGroup());
        ValueStateDescriptor<DriftDetector> descriptor = new ValueStateDescriptor<>(
                "detector", new ValueTypeInfo<>(DriftDetector.class, new DetectorSerializer()));
        descriptor.enableTimeToLive(StateTtlConfig.newBuilder(domainTtl).build());
        detectors = getRuntimeContext().getState(descriptor);
        buffered = getRuntimeContext().getListState(BUFFERED);
        lateEvents = getRuntimeContext().getMetricGroup().counter(JobMetrics.LATE);
        channelModels = channelConfig.createModels(Clock.systemUTC());
        if (channelModels.isPresent()) {
            channelModels.get().restore(assignedReleases());
        }
    }

    @Override
    public void close() {
        if (channelModels != null) {
            channelModels.ifPresent(ChannelModels::close);
        }
    }

    @Override
    public void processElement(LocatedEvent event, ReadOnlyContext context, Collector<DriftWindow> out)
            throws Exception {
        channelModels.ifPresent(ChannelModels::applyLoaded);
        if (sourceReferences().isEmpty()) {
            buffer(event);
        } else {
            observe(event, out, context::output);
        }
    }

    @Override
    public void processBroadcastElement(DetectionUpdate update, Context context, Collector<DriftWindow> out)
            throws Exception {
        if (update instanceof DetectionUpdate.AdaptationEnded outcome) {
            Long previous = adaptationOutcomes.get(outcome.alertId());
            adaptationOutcomes.put(
                    outcome.alertId(),
                    previous == null ? outcome.releaseVersion() : Math.max(previous, outcome.releaseVersion()));
        } else if (update instanceof DetectionUpdate.RolloutCompleted completed) {
            updateRelease(completed.release());
        } else if (update instanceof DetectionUpdate.ModelReferenceFitted model) {
            updateModelReference(model);
        } else if (update instanceof DetectionUpdate.RawReferenceFitted raw) {
            updateRawReference(raw);
            processBuffered(context, out);
        }
    }

    private void updateRawReference(DetectionUpdate.RawReferenceFitted raw) throws Exception {
        FittedReference previous = sourceReferenceState.get(Channel.RAW.label());
        if (previous == null || previous.version() <= raw.reference().version()) {
            sourceReferenceState.put(Channel.RAW.label(), raw.reference());
            if (raw.residuals().isPresent()) {
                sourceResidualsState.put(DriftWindow.SOURCE, raw.residuals().get());
            } else {
                sourceResidualsState.remove(DriftWindow.SOURCE);
            }
            sourceReferences = null;
        }
    }

    private void updateModelReference(DetectionUpdate.ModelReferenceFitted model) throws Exception {
        if (model.reference().isPresent()) {
            sourceReferenceState.put(Channel.MODEL.label(), model.reference().get());
        }
        sourceClassesState.put(DriftWindow.SOURCE, model.predictedClasses());
        sourceReferences = null;
    }

    /** Stores the release even without the model channel, which may be enabled at a later start. */
    private void updateRelease(VerifiedRelease verified) throws Exception {
        ModelRelease release = verified.release();
        if (ReleaseOrder.of(newestRelease(release.domain()), release) == ReleaseOrder.NEWER) {
            releases.put(release.domain(), verified);
            channelModels
                    .filter(models -> isAssignedHere(release))
                    .ifPresent(models -> models.loadInBackground(verified));
        }
    }

    /** Newest release of a domain that scores all of its events; null if there is none. */
    private ModelRelease newestRelease(String domain) throws Exception {
        VerifiedRelease newest = releases.get(domain);
        return newest == null ? null : newest.release();
    }

    private List<VerifiedRelease> assignedReleases() throws Exception {
        List<VerifiedRelease> assigned = new ArrayList<>();
        for (Map.Entry<String, VerifiedRelease> entry : releases.immutableEntries()) {
            if (isAssignedHere(entry.getValue().release())) {
                assigned.add(entry.getValue());
            }
        }
        return assigned;
    }

    /** Whether this subtask processes the events of the release's domain. */
    private boolean isAssignedHere(ModelRelease release) {
        TaskInfo task = getRuntimeContext().getTaskInfo();
        return release.domain().equals(ModelRelease.SHARED)
                || KeyGroupRangeAssignment.assignKeyToParallelOperator(
                                release.domain(),
                                task.getMaxNumberOfParallelSubtasks(),
                                task.getNumberOfParallelSubtasks())
                        == task.getIndexOfThisSubtask();
    }

    private void processBuffered(Context context, Collector<DriftWindow> out) throws Exception {
        channelModels.ifPresent(ChannelModels::applyLoaded);
        context.applyToKeyedState(BUFFERED, (domain, events) -> {
            for (LocatedEvent event : events.get()) {
                observe(event, out, context::output);
            }
            events.clear();
        });
    }

    /** The side outputs of a context. */
    private interface SideOutputs {
        <T> void output(OutputTag<T> tag, T value);
    }

    private void observe(LocatedEvent event, Collector<DriftWindow> windows, SideOutputs sideOutputs) throws Exception {
        Optional<DeadLetter> skipped = guard.deadLetterIfExhausted(event);
        if (skipped.isPresent()) {
            sideOutputs.output(ValidateFunction.DEAD_LETTERS, skipped.get());
            return;
        }
        Detection detection = detect(event);
        detection.result().window().ifPresent(windows::collect);
        detection.alert().ifPresent(alert -> sideOutputs.output(ALERTS, alert));
    }

    /** Result of a detector, with the alert that is sent. */
    private record Detection(DetectionResult result, Optional<DriftAlert> alert) {}

    /** A failure restarts the job, since the detector may have been updated in part. */
    private Detection detect(LocatedEvent event) throws Exception {
        try {
            return updateDetector(event);
        } catch (RuntimeException | Error e) {
            guard.recordFailure(event, e);
            throw e;
        }
    }

    private Detection updateDetector(LocatedEvent event) throws Exception {
        Map<Channel, FittedReference> source = sourceReferences();
        DriftDetector detector = detectors.value();
        String domain = event.event().domain();
        if (detector == null) {
            detector = newDetector(domain);
        }
        ModelChannel modelChannel =
                new ModelChannel(channelModels.flatMap(models -> models.servingModel(domain)), sourceClasses);
        if (detector.driftState() instanceof ConfirmedState confirmed) {
            Long version = adaptationOutcomes.get(confirmed.alert().id());
            if (version != null && isInEffect(domain, version)) {
                long remainingVersion = wasRolledBack(domain, version) ? 0 : version;
                modelChannel.applyOutcome(detector, confirmed, remainingVersion, source);
            }
        }
        detector.useResiduals(sourceResiduals);
        DetectionResult result = detector.observe(
                event, modelChannel.featuresByChannel(detector, event, source), channelConfig.channels(), source);
        detectors.update(detector);
        if (result.late()) {
            lateEvents.inc();
        }
        DriftDetector updated = detector;
        return new Detection(result, result.alert().map(alert -> modelChannel.withClassShift(alert, updated, source)));
    }

    private DriftDetector newDetector(String domain) {
        return timeOrder instanceof TimeOrder.QuietStretch quiet
                ? DriftDetector.calibrating(domain, window, quiet.events())
                : new DriftDetector(domain, window);
    }

    /** Whether this or a later version scores all events of the domain, and is loaded if there is a model channel. */
    private boolean isInEffect(String domain, long version) throws Exception {
        ModelRelease newest = newestRelease(domain);
        boolean announced = version == 0 || (newest != null && newest.version() >= version);
        return announced && isModelResolved(domain, version);
    }

    /** Whether the version was rolled back to an earlier one. */
    private boolean wasRolledBack(String domain, long version) throws Exception {
        ModelRelease newest = newestRelease(domain);
        return newest != null
                && newest.origin().rollbackTo() > 0
                && newest.origin().rollbackTo() < version;
    }

    private boolean isModelResolved(String domain, long version) {
        return channelModels
                .map(models -> !models.isPending(domain) && models.resolvedVersion(domain) >= version)
                .orElse(true);
    }

    /** The references of the source; empty until the reference of the raw channel is fitted. */
    private Map<Channel, FittedReference> sourceReferences() throws Exception {
        if (sourceReferences == null) {
            Map<Channel, FittedReference> references = new EnumMap<>(Channel.class);
            for (Channel channel : Channel.values()) {
                if (sourceReferenceState.contains(channel.label())) {
                    references.put(channel, sourceReferenceState.get(channel.label()));
                }
            }
            if (!references.containsKey(Channel.RAW)) {
                return Map.of();
            }
            sourceReferences = references;
            sourceResiduals = Optional.ofNullable(sourceResidualsState.get(DriftWindow.SOURCE));
            sourceClasses = Optional.ofNullable(sourceClassesState.get(DriftWindow.SOURCE));
        }
        return sourceReferences;
    }

    private void buffer(LocatedEvent event) throws Exception {
        List<LocatedEvent> newest = new ArrayList<>();
        buffered.get().forEach(newest::add);
        if (timeOrder instanceof TimeOrder.QuietStretch quiet) {
            // The first events are the reference.
            if (newest.size() < quiet.events()) {
                buffered.add(event);
            }
            return;
        }
        newest.add(event);
        buffered.update(newest.size() > window ? newest.subList(1, newest.size()) : newest);
    }
}
