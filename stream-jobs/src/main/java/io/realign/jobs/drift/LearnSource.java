package io.realign.jobs.drift;

import io.realign.alert.Baseline;
import io.realign.alert.Calibrated;
import io.realign.alert.Channel;
import io.realign.event.LocatedEvent;
import io.realign.jobs.LocatedEventSerializer;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps source events and learns from all of them: when there are as many as may be, or enough and no more have come for
 * a while. What is enough is a setting the first time, and from then on a multiple of as many as were learnt from last;
 * once that is more than may be, nothing is left to learn and the events are forgotten. Events that nothing can be learnt
 * from are left behind, and others awaited. Runs under a single key.
 */
final class LearnSource extends KeyedProcessFunction<String, LocatedEvent, Notice> {
    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(LearnSource.class);

    private final DriftSettings settings;

    private transient ListState<LocatedEvent> events;
    private transient ValueState<Integer> count;
    private transient ValueState<Long> silence;
    private transient ValueState<Integer> version;
    private transient ValueState<Integer> learnt;

    LearnSource(DriftSettings settings) {
        this.settings = settings;
    }

    @Override
    public void open(OpenContext context) {
        events = getRuntimeContext()
                .getListState(new ListStateDescriptor<>("source-events", LocatedEventSerializer.TYPE));
        count = getRuntimeContext().getState(new ValueStateDescriptor<>("source-count", Types.INT));
        silence = getRuntimeContext().getState(new ValueStateDescriptor<>("source-silence", Types.LONG));
        version = getRuntimeContext().getState(new ValueStateDescriptor<>("source-version", Types.INT));
        learnt = getRuntimeContext().getState(new ValueStateDescriptor<>("source-learnt-from", Types.INT));
    }

    @Override
    public void processElement(LocatedEvent event, Context context, Collector<Notice> out) throws Exception {
        long enough = enough();
        if (enough > settings.sourceLimit()) {
            return;
        }
        events.add(event);
        int collected = count.value() == null ? 1 : count.value() + 1;
        count.update(collected);
        if (collected >= settings.sourceLimit()) {
            endSilence(context);
            learn(out);
        } else if (collected >= enough) {
            endSilence(context);
            awaitSilence(context);
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Notice> out) throws Exception {
        silence.clear();
        learn(out);
    }

    private long enough() throws Exception {
        return learnt.value() == null
                ? settings.sourceMinimum()
                : (long) Math.ceil(settings.sourceGrowth() * learnt.value());
    }

    private void awaitSilence(Context context) throws Exception {
        long end = context.timerService().currentProcessingTime()
                + settings.sourceSettle().toMillis();
        context.timerService().registerProcessingTimeTimer(end);
        silence.update(end);
    }

    private void endSilence(Context context) throws Exception {
        if (silence.value() != null) {
            context.timerService().deleteProcessingTimeTimer(silence.value());
            silence.clear();
        }
    }

    private void learn(Collector<Notice> out) throws Exception {
        List<LocatedEvent> source = new ArrayList<>();
        events.get().forEach(source::add);
        int next = version.value() == null ? 1 : version.value() + 1;
        try {
            Baseline baseline =
                    Baseline.of(source, next, settings.randomFeatures(), settings.calibration(), settings.seed());
            Calibrated calibrated = baseline.regime().threshold().calibrated();
            LOG.info(
                    "version {} of the source is learnt from {} events: threshold {} with a standard error of {}, seed {}",
                    next,
                    source.size(),
                    calibrated.threshold(),
                    calibrated.standardError(),
                    calibrated.seed());
            out.collect(new Notice.Learned(Channel.RAW, baseline));
            version.update(next);
            learnt.update(source.size());
            if (enough() > settings.sourceLimit()) {
                forget();
            }
        } catch (IllegalArgumentException e) {
            // To fail here would be to fail on the same events after every restart.
            LOG.error(
                    "version {} of the source cannot be learnt from the {} events up to {}: {}; send others, {} until then",
                    next,
                    source.size(),
                    source.get(source.size() - 1).at(),
                    e.getMessage(),
                    next == 1 ? "nothing is watched" : "version " + (next - 1) + " stays");
            forget();
        }
    }

    private void forget() {
        events.clear();
        count.clear();
    }
}
