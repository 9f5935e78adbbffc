package io.realign.jobs.drift;

import io.realign.alert.Channel;
import io.realign.alert.ClassSketches;
import io.realign.alert.ConfirmedState;
import io.realign.alert.DetectionResult;
import io.realign.alert.DriftAlert;
import io.realign.alert.DriftDetector;
import io.realign.alert.FittedReference;
import io.realign.event.LocatedEvent;
import io.realign.jobs.runtime.JobMetrics;
import io.realign.jobs.state.LocatedEventSerializer;
import io.realign.jobs.state.ValueTypeInfo;
import io.realign.model.ModelRelease;
import io.realign.window.DriftWindow;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
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

/**
 * Holds a detector for each domain. Windows go the main way out, alerts by {@link #ALERTS}.
 *
 * <p>The ids of decided alerts are kept for good, 32 characters an adaptation: a job that begins anew reads old outcomes
 * before it raises the alerts they belong to.
 */
public final class DetectDriftFunction extends TargetEventFunction implements CheckpointedFunction {
    private static final long serialVersionUID = 1;
    private static final ListStateDescriptor<LocatedEvent> BUFFERED =
            new ListStateDescriptor<>("waiting", LocatedEventSerializer.TYPE);

    private final int window;
    private final Duration domainTtl;
    private final ChannelConfig channelConfig;

    private transient ValueState<DriftDetector> detectors;
    private transient ListState<LocatedEvent> buffered;
    private transient BroadcastState<String, FittedReference> sourceReferenceState;
    private transient BroadcastState<String, ClassSketches> sourceClassesState;
    private transient BroadcastState<String, Long> adaptationOutcomes;
    private transient BroadcastState<String, ModelRelease> releases;
    private transient Counter late;
    private transient Map<Channel, FittedReference> sourceReferences;
    private transient Optional<ClassSketches> sourceClasses;
    private transient Optional<ChannelModels> channelModels;

    /**
     * Looks at raw features alone.
     *
     * @param window events that confirm a suspicion; as many of a domain are kept until the source is learnt
     * @param ttl how long a domain must have been silent to be forgotten
     */
    public DetectDriftFunction(int window, Duration ttl) {
        this(window, ttl, ChannelConfig.RAW_ONLY);
    }

    /** Looks at events as the settings say. */
    DetectDriftFunction(DriftSettings settings) {
        this(settings.window(), settings.domainTtl(), settings.channelConfig());
    }

    private DetectDriftFunction(int window, Duration ttl, ChannelConfig sight) {
        this.window = window;
        this.domainTtl = ttl;
        this.channelConfig = sight;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        OperatorStateStore states = context.getOperatorStateStore();
        sourceReferenceState = states.getBroadcastState(SOURCE_REFERENCES);
        sourceClassesState = states.getBroadcastState(SOURCE_CLASSES);
        adaptationOutcomes = states.getBroadcastState(ADAPTATION_OUTCOMES);
        releases = states.getBroadcastState(RELEASES);
    }

    /** Flink keeps the state without being told. */
    @Override
    public void snapshotState(FunctionSnapshotContext context) {}

    @Override
    public void open(OpenContext context) throws Exception {
        ValueStateDescriptor<DriftDetector> detector = new ValueStateDescriptor<>(
                "detector", new ValueTypeInfo<>(DriftDetector.class, new DetectorSerializer()));
        detector.enableTimeToLive(StateTtlConfig.newBuilder(domainTtl).build());
        detectors = getRuntimeContext().getState(detector);
        buffered = getRuntimeContext().getListState(BUFFERED);
        late = getRuntimeContext().getMetricGroup().counter(JobMetrics.LATE);
        channelModels = channelConfig.createModels(Clock.systemUTC());
        if (channelModels.isPresent()) {
            channelModels.get().restore(known());
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
            observe(event, out, alert -> context.output(ALERTS, alert));
        }
    }

    @Override
    public void processBroadcastElement(DetectionUpdate notice, Context context, Collector<DriftWindow> out)
            throws Exception {
        if (notice instanceof DetectionUpdate.AdaptationEnded outcome) {
            Long before = adaptationOutcomes.get(outcome.alertId());
            adaptationOutcomes.put(
                    outcome.alertId(),
                    before == null ? outcome.releaseVersion() : Math.max(before, outcome.releaseVersion()));
        } else if (notice instanceof DetectionUpdate.Released released) {
            updateRelease(released.release());
        } else if (notice instanceof DetectionUpdate.ModelReferenceFitted seen) {
            updateModelReference(seen);
        } else if (notice instanceof DetectionUpdate.RawReferenceFitted learned) {
            updateRawReference(learned.reference());
            processBuffered(context, out);
        }
    }

    private void updateRawReference(FittedReference learnt) throws Exception {
        FittedReference before = sourceReferenceState.get(Channel.RAW.label());
        if (before == null || before.version() <= learnt.version()) {
            sourceReferenceState.put(Channel.RAW.label(), learnt);
            sourceReferences = null;
        }
    }

    private void updateModelReference(DetectionUpdate.ModelReferenceFitted seen) throws Exception {
        if (seen.reference().isPresent()) {
            sourceReferenceState.put(Channel.MODEL.label(), seen.reference().get());
        }
        sourceClassesState.put(DriftWindow.SOURCE, seen.predictedClasses());
        sourceReferences = null;
    }

    /** Remembered in any case: the channel may be switched on when the job starts the next time. */
    private void updateRelease(ModelRelease release) throws Exception {
        ModelRelease before = releases.get(release.domain());
        if (before == null || before.version() < release.version()) {
            releases.put(release.domain(), release);
            channelModels
                    .filter(loading -> isAssignedHere(release))
                    .ifPresent(loading -> loading.loadInBackground(release));
        }
    }

    private List<ModelRelease> known() throws Exception {
        List<ModelRelease> known = new ArrayList<>();
        for (Map.Entry<String, ModelRelease> release : releases.immutableEntries()) {
            if (isAssignedHere(release.getValue())) {
                known.add(release.getValue());
            }
        }
        return known;
    }

    /** Whether events of the release's domain come here. */
    private boolean isAssignedHere(ModelRelease release) {
        TaskInfo task = getRuntimeContext().getTaskInfo();
        return release.domain().equals(ModelRelease.SHARED)
                || KeyGroupRangeAssignment.assignKeyToParallelOperator(
                                release.domain(),
                                task.getMaxNumberOfParallelSubtasks(),
                                task.getNumberOfParallelSubtasks())
                        == task.getIndexOfThisSubtask();
    }

    /** Observes what every domain has kept waiting. */
    private void processBuffered(Context context, Collector<DriftWindow> out) throws Exception {
        channelModels.ifPresent(ChannelModels::applyLoaded);
        context.applyToKeyedState(BUFFERED, (domain, events) -> {
            for (LocatedEvent event : events.get()) {
                observe(event, out, alert -> context.output(ALERTS, alert));
            }
            events.clear();
        });
    }

    private void observe(LocatedEvent event, Collector<DriftWindow> windows, Consumer<DriftAlert> alerts)
            throws Exception {
        Map<Channel, FittedReference> source = sourceReferences();
        DriftDetector detector = detectors.value();
        String domain = event.event().domain();
        if (detector == null) {
            detector = new DriftDetector(domain, window);
        }
        ModelChannel eye = new ModelChannel(channelModels.flatMap(loaded -> loaded.serving(domain)), sourceClasses);
        if (detector.driftState() instanceof ConfirmedState confirmed) {
            Long version = adaptationOutcomes.get(confirmed.alert().id());
            if (version != null && known(domain, version)) {
                eye.applyOutcome(detector, confirmed, wasRolledBack(domain, version) ? 0 : version, source);
            }
        }
        DetectionResult step = detector.observe(
                event, eye.featuresByChannel(detector, event, source), channelConfig.channels(), source);
        detectors.update(detector);
        if (step.late()) {
            late.inc();
        }
        step.window().ifPresent(windows::collect);
        if (step.alert().isPresent()) {
            alerts.accept(eye.withClassShift(step.alert().get(), detector, source));
        }
    }

    /** Whether all of the domain is scored by a version or one after it, and that is there if it is looked through. */
    private boolean known(String domain, long version) throws Exception {
        ModelRelease newest = releases.get(domain);
        boolean announced = version == 0 || (newest != null && newest.version() >= version);
        return announced && isModelResolved(domain, version);
    }

    /** Whether its rollout has ended with the model before it. */
    private boolean wasRolledBack(String domain, long version) throws Exception {
        ModelRelease newest = releases.get(domain);
        return newest != null && newest.rollbackTo() > 0 && newest.rollbackTo() < version;
    }

    private boolean isModelResolved(String domain, long version) {
        return channelModels
                .map(loaded -> !loaded.isPending(domain) && loaded.resolvedVersion(domain) >= version)
                .orElse(true);
    }

    /** Looked up once, because every event needs it; empty while the raw channel has not been learnt. */
    private Map<Channel, FittedReference> sourceReferences() throws Exception {
        if (sourceReferences == null) {
            Map<Channel, FittedReference> known = new EnumMap<>(Channel.class);
            for (Channel channel : Channel.values()) {
                if (sourceReferenceState.contains(channel.label())) {
                    known.put(channel, sourceReferenceState.get(channel.label()));
                }
            }
            if (!known.containsKey(Channel.RAW)) {
                return Map.of();
            }
            sourceReferences = known;
            sourceClasses = Optional.ofNullable(sourceClassesState.get(DriftWindow.SOURCE));
        }
        return sourceReferences;
    }

    private void buffer(LocatedEvent event) throws Exception {
        List<LocatedEvent> newest = new ArrayList<>();
        buffered.get().forEach(newest::add);
        newest.add(event);
        buffered.update(newest.size() > window ? newest.subList(1, newest.size()) : newest);
    }
}
