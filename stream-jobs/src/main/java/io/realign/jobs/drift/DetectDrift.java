package io.realign.jobs.drift;

import io.realign.alert.Baseline;
import io.realign.alert.Channel;
import io.realign.alert.Classes;
import io.realign.alert.Confirmed;
import io.realign.alert.DriftAlert;
import io.realign.alert.DriftDetector;
import io.realign.alert.Step;
import io.realign.event.LocatedEvent;
import io.realign.jobs.JobMetrics;
import io.realign.jobs.LocatedEventSerializer;
import io.realign.jobs.ValueType;
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
public final class DetectDrift extends Detection implements CheckpointedFunction {
    private static final long serialVersionUID = 1;
    private static final ListStateDescriptor<LocatedEvent> WAITING =
            new ListStateDescriptor<>("waiting", LocatedEventSerializer.TYPE);

    private final int window;
    private final Duration ttl;
    private final Sight sight;

    private transient ValueState<DriftDetector> detectors;
    private transient ListState<LocatedEvent> waiting;
    private transient BroadcastState<String, Baseline> baselines;
    private transient BroadcastState<String, Classes> predicted;
    private transient BroadcastState<String, Long> decided;
    private transient BroadcastState<String, ModelRelease> releases;
    private transient Counter late;
    private transient Map<Channel, Baseline> source;
    private transient Optional<Classes> classes;
    private transient Optional<Models> models;

    /**
     * Looks at raw features alone.
     *
     * @param window events that confirm a suspicion; as many of a domain are kept until the source is learnt
     * @param ttl how long a domain must have been silent to be forgotten
     */
    public DetectDrift(int window, Duration ttl) {
        this(window, ttl, Sight.RAW);
    }

    /** Looks at events as the settings say. */
    DetectDrift(DriftSettings settings) {
        this(settings.window(), settings.domainTtl(), settings.sight());
    }

    private DetectDrift(int window, Duration ttl, Sight sight) {
        this.window = window;
        this.ttl = ttl;
        this.sight = sight;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        OperatorStateStore states = context.getOperatorStateStore();
        baselines = states.getBroadcastState(BASELINE);
        predicted = states.getBroadcastState(CLASSES);
        decided = states.getBroadcastState(DECIDED);
        releases = states.getBroadcastState(RELEASES);
    }

    /** Flink keeps the state without being told. */
    @Override
    public void snapshotState(FunctionSnapshotContext context) {}

    @Override
    public void open(OpenContext context) throws Exception {
        ValueStateDescriptor<DriftDetector> detector =
                new ValueStateDescriptor<>("detector", new ValueType<>(DriftDetector.class, new DetectorSerializer()));
        detector.enableTimeToLive(StateTtlConfig.newBuilder(ttl).build());
        detectors = getRuntimeContext().getState(detector);
        waiting = getRuntimeContext().getListState(WAITING);
        late = getRuntimeContext().getMetricGroup().counter(JobMetrics.LATE);
        models = sight.models(Clock.systemUTC());
        if (models.isPresent()) {
            models.get().begin(known());
        }
    }

    @Override
    public void close() {
        if (models != null) {
            models.ifPresent(Models::close);
        }
    }

    @Override
    public void processElement(LocatedEvent event, ReadOnlyContext context, Collector<DriftWindow> out)
            throws Exception {
        models.ifPresent(Models::settleLoaded);
        if (source().isEmpty()) {
            keepWaiting(event);
        } else {
            observe(event, out, alert -> context.output(ALERTS, alert));
        }
    }

    @Override
    public void processBroadcastElement(Notice notice, Context context, Collector<DriftWindow> out) throws Exception {
        if (notice instanceof Notice.Decided outcome) {
            Long before = decided.get(outcome.alertId());
            decided.put(outcome.alertId(), before == null ? outcome.version() : Math.max(before, outcome.version()));
        } else if (notice instanceof Notice.Released released) {
            follow(released.release());
        } else if (notice instanceof Notice.Seen seen) {
            see(seen);
        } else if (notice instanceof Notice.Learned learned) {
            learn(learned.baseline());
            catchUp(context, out);
        }
    }

    private void learn(Baseline learnt) throws Exception {
        Baseline before = baselines.get(Channel.RAW.label());
        if (before == null || before.version() <= learnt.version()) {
            baselines.put(Channel.RAW.label(), learnt);
            source = null;
        }
    }

    private void see(Notice.Seen seen) throws Exception {
        if (seen.baseline().isPresent()) {
            baselines.put(Channel.MODEL.label(), seen.baseline().get());
        }
        predicted.put(DriftWindow.SOURCE, seen.classes());
        source = null;
    }

    /** Remembered in any case: the channel may be switched on when the job starts the next time. */
    private void follow(ModelRelease release) throws Exception {
        ModelRelease before = releases.get(release.domain());
        if (before == null || before.version() < release.version()) {
            releases.put(release.domain(), release);
            models.filter(loading -> concerns(release)).ifPresent(loading -> loading.follow(release));
        }
    }

    private List<ModelRelease> known() throws Exception {
        List<ModelRelease> known = new ArrayList<>();
        for (Map.Entry<String, ModelRelease> release : releases.immutableEntries()) {
            if (concerns(release.getValue())) {
                known.add(release.getValue());
            }
        }
        return known;
    }

    /** Whether events of the release's domain come here. */
    private boolean concerns(ModelRelease release) {
        TaskInfo task = getRuntimeContext().getTaskInfo();
        return release.domain().equals(ModelRelease.SHARED)
                || KeyGroupRangeAssignment.assignKeyToParallelOperator(
                                release.domain(),
                                task.getMaxNumberOfParallelSubtasks(),
                                task.getNumberOfParallelSubtasks())
                        == task.getIndexOfThisSubtask();
    }

    /** Observes what every domain has kept waiting. */
    private void catchUp(Context context, Collector<DriftWindow> out) throws Exception {
        models.ifPresent(Models::settleLoaded);
        context.applyToKeyedState(WAITING, (domain, events) -> {
            for (LocatedEvent event : events.get()) {
                observe(event, out, alert -> context.output(ALERTS, alert));
            }
            events.clear();
        });
    }

    private void observe(LocatedEvent event, Collector<DriftWindow> windows, Consumer<DriftAlert> alerts)
            throws Exception {
        Map<Channel, Baseline> source = source();
        DriftDetector detector = detectors.value();
        String domain = event.event().domain();
        if (detector == null) {
            detector = new DriftDetector(domain, window);
        }
        Eye eye = new Eye(models.flatMap(loaded -> loaded.serving(domain)), classes);
        if (detector.episode() instanceof Confirmed confirmed) {
            Long version = decided.get(confirmed.alert().id());
            if (version != null && known(domain, version)) {
                eye.decided(detector, confirmed, withdrawn(domain, version) ? 0 : version, source);
            }
        }
        Step step = detector.observe(event, eye.views(detector, event, source), sight.channels(), source);
        detectors.update(detector);
        if (step.late()) {
            late.inc();
        }
        step.window().ifPresent(windows::collect);
        if (step.alert().isPresent()) {
            alerts.accept(eye.explained(step.alert().get(), detector, source));
        }
    }

    /** Whether all of the domain is scored by a version or one after it, and that is there if it is looked through. */
    private boolean known(String domain, long version) throws Exception {
        ModelRelease newest = releases.get(domain);
        boolean announced = version == 0 || (newest != null && newest.version() >= version);
        return announced && isThere(domain, version);
    }

    /** Whether its rollout has ended with the model before it. */
    private boolean withdrawn(String domain, long version) throws Exception {
        ModelRelease newest = releases.get(domain);
        return newest != null && newest.rollbackTo() > 0 && newest.rollbackTo() < version;
    }

    private boolean isThere(String domain, long version) {
        return models.map(loaded -> !loaded.awaited(domain) && loaded.settled(domain) >= version)
                .orElse(true);
    }

    /** Looked up once, because every event needs it; empty while the raw channel has not been learnt. */
    private Map<Channel, Baseline> source() throws Exception {
        if (source == null) {
            Map<Channel, Baseline> known = new EnumMap<>(Channel.class);
            for (Channel channel : Channel.values()) {
                if (baselines.contains(channel.label())) {
                    known.put(channel, baselines.get(channel.label()));
                }
            }
            if (!known.containsKey(Channel.RAW)) {
                return Map.of();
            }
            source = known;
            classes = Optional.ofNullable(predicted.get(DriftWindow.SOURCE));
        }
        return source;
    }

    private void keepWaiting(LocatedEvent event) throws Exception {
        List<LocatedEvent> newest = new ArrayList<>();
        waiting.get().forEach(newest::add);
        newest.add(event);
        waiting.update(newest.size() > window ? newest.subList(1, newest.size()) : newest);
    }
}
