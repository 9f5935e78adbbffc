package io.realign.jobs.drift;

import io.realign.alert.Alerted;
import io.realign.alert.Baseline;
import io.realign.alert.DriftAlert;
import io.realign.alert.DriftDetector;
import io.realign.alert.Step;
import io.realign.event.LocatedEvent;
import io.realign.jobs.LocatedEventSerializer;
import io.realign.jobs.MessageSerializer;
import io.realign.jobs.ValueType;
import io.realign.schemas.Topics;
import io.realign.window.DriftWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Holds a detector for each domain. Windows go the main way out, alerts by {@link #ALERTS}.
 *
 * <p>The ids of decided alerts are kept for good, 32 characters an adaptation: a job that begins anew reads old outcomes
 * before it raises the alerts they belong to.
 */
final class DetectDrift extends KeyedBroadcastProcessFunction<String, LocatedEvent, Notice, DriftWindow> {
    static final OutputTag<DriftAlert> ALERTS =
            new OutputTag<>("alerts", MessageSerializer.type(DriftAlert.class, Topics.DRIFT_ALERTS));

    static final MapStateDescriptor<String, Baseline> BASELINE = new MapStateDescriptor<>(
            "baseline", Types.STRING, new ValueType<>(Baseline.class, new BaselineSerializer()));

    static final MapStateDescriptor<String, Boolean> DECIDED =
            new MapStateDescriptor<>("decided", Types.STRING, Types.BOOLEAN);

    private static final long serialVersionUID = 1;
    private static final String SOURCE = "source";
    private static final ValueStateDescriptor<DriftDetector> DETECTOR =
            new ValueStateDescriptor<>("detector", new ValueType<>(DriftDetector.class, new DetectorSerializer()));
    private static final ListStateDescriptor<LocatedEvent> WAITING =
            new ListStateDescriptor<>("waiting", LocatedEventSerializer.TYPE);

    private final int window;

    private transient ValueState<DriftDetector> detectors;
    private transient ListState<LocatedEvent> waiting;
    private transient Counter late;

    /** @param window events of a domain that are kept until the source is learnt */
    DetectDrift(int window) {
        this.window = window;
    }

    @Override
    public void open(OpenContext context) {
        detectors = getRuntimeContext().getState(DETECTOR);
        waiting = getRuntimeContext().getListState(WAITING);
        late = getRuntimeContext().getMetricGroup().counter("events-late");
    }

    @Override
    public void processElement(LocatedEvent event, ReadOnlyContext context, Collector<DriftWindow> out)
            throws Exception {
        Baseline baseline = context.getBroadcastState(BASELINE).get(SOURCE);
        if (baseline == null) {
            keepWaiting(event);
        } else {
            observe(event, baseline, context.getBroadcastState(DECIDED), out, alert -> context.output(ALERTS, alert));
        }
    }

    @Override
    public void processBroadcastElement(Notice notice, Context context, Collector<DriftWindow> out) throws Exception {
        if (notice instanceof Notice.Decided decided) {
            context.getBroadcastState(DECIDED).put(decided.alertId(), true);
        } else if (notice instanceof Notice.Learned learned) {
            context.getBroadcastState(BASELINE).put(SOURCE, learned.baseline());
            catchUp(learned.baseline(), context, out);
        }
    }

    /** Observes what every domain has kept waiting. */
    private void catchUp(Baseline baseline, Context context, Collector<DriftWindow> out) throws Exception {
        ReadOnlyBroadcastState<String, Boolean> decided = context.getBroadcastState(DECIDED);
        context.applyToKeyedState(WAITING, (domain, events) -> {
            for (LocatedEvent event : events.get()) {
                observe(event, baseline, decided, out, alert -> context.output(ALERTS, alert));
            }
            events.clear();
        });
    }

    private void observe(
            LocatedEvent event,
            Baseline baseline,
            ReadOnlyBroadcastState<String, Boolean> decided,
            Collector<DriftWindow> windows,
            Consumer<DriftAlert> alerts)
            throws Exception {
        Step step = detector(event.event().domain(), baseline, decided).observe(event, baseline);
        detectors.update(step.next());
        if (step.late()) {
            late.inc();
        }
        step.window().ifPresent(windows::collect);
        step.alert().ifPresent(alerts);
    }

    private DriftDetector detector(String domain, Baseline baseline, ReadOnlyBroadcastState<String, Boolean> decided)
            throws Exception {
        DriftDetector detector = detectors.value();
        if (detector == null) {
            return DriftDetector.of(domain, baseline);
        }
        return detector.episode() instanceof Alerted alerted
                        && decided.contains(alerted.alert().id())
                ? detector.decided(alerted.alert().id())
                : detector;
    }

    private void keepWaiting(LocatedEvent event) throws Exception {
        List<LocatedEvent> newest = new ArrayList<>();
        waiting.get().forEach(newest::add);
        newest.add(event);
        waiting.update(newest.size() > window ? newest.subList(1, newest.size()) : newest);
    }
}
