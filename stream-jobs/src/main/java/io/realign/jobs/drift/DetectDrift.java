package io.realign.jobs.drift;

import io.realign.alert.Baseline;
import io.realign.alert.Channel;
import io.realign.alert.Confirmed;
import io.realign.alert.DriftAlert;
import io.realign.alert.DriftDetector;
import io.realign.alert.Step;
import io.realign.event.LocatedEvent;
import io.realign.jobs.LocatedEventSerializer;
import io.realign.jobs.ValueType;
import io.realign.window.DriftWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;

/**
 * Holds a detector for each domain. Windows go the main way out, alerts by {@link #ALERTS}.
 *
 * <p>The ids of decided alerts are kept for good, 32 characters an adaptation: a job that begins anew reads old outcomes
 * before it raises the alerts they belong to.
 */
public final class DetectDrift extends Detection {
    private static final long serialVersionUID = 1;
    private static final ListStateDescriptor<LocatedEvent> WAITING =
            new ListStateDescriptor<>("waiting", LocatedEventSerializer.TYPE);

    private final int window;
    private final Duration ttl;

    private transient ValueState<DriftDetector> detectors;
    private transient ListState<LocatedEvent> waiting;
    private transient Counter late;
    private transient Map<Channel, Baseline> source;

    /**
     * @param window events that confirm a suspicion; as many of a domain are kept until the source is learnt
     * @param ttl how long a domain must have been silent to be forgotten
     */
    public DetectDrift(int window, Duration ttl) {
        this.window = window;
        this.ttl = ttl;
    }

    @Override
    public void open(OpenContext context) {
        ValueStateDescriptor<DriftDetector> detector =
                new ValueStateDescriptor<>("detector", new ValueType<>(DriftDetector.class, new DetectorSerializer()));
        detector.enableTimeToLive(StateTtlConfig.newBuilder(ttl).build());
        detectors = getRuntimeContext().getState(detector);
        waiting = getRuntimeContext().getListState(WAITING);
        late = getRuntimeContext().getMetricGroup().counter("events-late");
    }

    @Override
    public void processElement(LocatedEvent event, ReadOnlyContext context, Collector<DriftWindow> out)
            throws Exception {
        Map<Channel, Baseline> source = source(context.getBroadcastState(BASELINE));
        if (source.isEmpty()) {
            keepWaiting(event);
        } else {
            observe(event, source, context.getBroadcastState(DECIDED), out, alert -> context.output(ALERTS, alert));
        }
    }

    @Override
    public void processBroadcastElement(Notice notice, Context context, Collector<DriftWindow> out) throws Exception {
        if (notice instanceof Notice.Decided decided) {
            BroadcastState<String, Boolean> known = context.getBroadcastState(DECIDED);
            boolean before = Boolean.TRUE.equals(known.get(decided.alertId()));
            known.put(decided.alertId(), before || decided.released());
        } else if (notice instanceof Notice.Learned learned) {
            learn(learned, context.getBroadcastState(BASELINE));
            catchUp(source(context.getBroadcastState(BASELINE)), context, out);
        }
    }

    private void learn(Notice.Learned learned, BroadcastState<String, Baseline> known) throws Exception {
        Baseline before = known.get(learned.channel().label());
        if (before == null || before.version() <= learned.baseline().version()) {
            known.put(learned.channel().label(), learned.baseline());
            source = null;
        }
    }

    /** Observes what every domain has kept waiting. */
    private void catchUp(Map<Channel, Baseline> source, Context context, Collector<DriftWindow> out) throws Exception {
        ReadOnlyBroadcastState<String, Boolean> decided = context.getBroadcastState(DECIDED);
        context.applyToKeyedState(WAITING, (domain, events) -> {
            for (LocatedEvent event : events.get()) {
                observe(event, source, decided, out, alert -> context.output(ALERTS, alert));
            }
            events.clear();
        });
    }

    private void observe(
            LocatedEvent event,
            Map<Channel, Baseline> source,
            ReadOnlyBroadcastState<String, Boolean> decided,
            Collector<DriftWindow> windows,
            Consumer<DriftAlert> alerts)
            throws Exception {
        DriftDetector detector = detectors.value();
        if (detector == null) {
            detector = new DriftDetector(event.event().domain(), window);
        }
        decide(detector, source, decided);
        Step step = detector.observe(event, views(event), source);
        detectors.update(detector);
        if (step.late()) {
            late.inc();
        }
        step.window().ifPresent(windows::collect);
        step.alert().ifPresent(alerts);
    }

    private static Map<Channel, float[]> views(LocatedEvent event) {
        return Map.of(Channel.RAW, event.event().features().values());
    }

    private static void decide(
            DriftDetector detector, Map<Channel, Baseline> source, ReadOnlyBroadcastState<String, Boolean> decided)
            throws Exception {
        if (detector.episode() instanceof Confirmed confirmed) {
            Boolean released = decided.get(confirmed.alert().id());
            if (released != null) {
                detector.decided(released, Map.of(Channel.RAW, confirmed.moved()), source);
            }
        }
    }

    /** Looked up once, because every event needs it; empty while the raw channel has not been learnt. */
    private Map<Channel, Baseline> source(ReadOnlyBroadcastState<String, Baseline> learnt) throws Exception {
        if (source == null) {
            Map<Channel, Baseline> known = new EnumMap<>(Channel.class);
            for (Channel channel : Channel.values()) {
                if (learnt.contains(channel.label())) {
                    known.put(channel, learnt.get(channel.label()));
                }
            }
            if (!known.containsKey(Channel.RAW)) {
                return Map.of();
            }
            source = known;
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
