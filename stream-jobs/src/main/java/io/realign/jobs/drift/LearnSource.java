package io.realign.jobs.drift;

import io.realign.alert.Baseline;
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
 * Collects source events until there are as many as may be, or enough and no more have come for a while; then learns
 * from them once and for all, and forgets them. Events that nothing can be learnt from are left behind, and others
 * awaited. Runs under a single key.
 */
final class LearnSource extends KeyedProcessFunction<String, LocatedEvent, Notice> {
    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(LearnSource.class);

    private final DriftSettings settings;

    private transient ListState<LocatedEvent> events;
    private transient ValueState<Integer> count;
    private transient ValueState<Long> silence;
    private transient ValueState<Boolean> learnt;

    LearnSource(DriftSettings settings) {
        this.settings = settings;
    }

    @Override
    public void open(OpenContext context) {
        events = getRuntimeContext()
                .getListState(new ListStateDescriptor<>("source-events", LocatedEventSerializer.TYPE));
        count = getRuntimeContext().getState(new ValueStateDescriptor<>("source-count", Types.INT));
        silence = getRuntimeContext().getState(new ValueStateDescriptor<>("source-silence", Types.LONG));
        learnt = getRuntimeContext().getState(new ValueStateDescriptor<>("source-learnt", Types.BOOLEAN));
    }

    @Override
    public void processElement(LocatedEvent event, Context context, Collector<Notice> out) throws Exception {
        if (learnt.value() != null) {
            return;
        }
        events.add(event);
        int collected = count.value() == null ? 1 : count.value() + 1;
        count.update(collected);
        if (collected >= settings.sourceLimit()) {
            learn(out);
        } else if (collected >= settings.sourceMinimum()) {
            awaitSilence(context);
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Notice> out) throws Exception {
        if (learnt.value() == null) {
            learn(out);
        }
    }

    private void awaitSilence(Context context) throws Exception {
        if (silence.value() != null) {
            context.timerService().deleteProcessingTimeTimer(silence.value());
        }
        long end = context.timerService().currentProcessingTime()
                + settings.sourceSettle().toMillis();
        context.timerService().registerProcessingTimeTimer(end);
        silence.update(end);
    }

    private void learn(Collector<Notice> out) throws Exception {
        List<LocatedEvent> source = new ArrayList<>();
        events.get().forEach(source::add);
        try {
            Baseline baseline = Baseline.of(source, settings.randomFeatures(), settings.calibration(), settings.seed());
            LOG.info(
                    "the source is learnt from {} events, {}",
                    source.size(),
                    baseline.regime().threshold());
            out.collect(new Notice.Learned(Channel.RAW, baseline));
            learnt.update(true);
        } catch (IllegalArgumentException e) {
            // To fail here would be to fail on the same events after every restart.
            LOG.error(
                    "the source cannot be learnt from the {} events up to {}: {}; send others, nothing is watched until then",
                    source.size(),
                    source.get(source.size() - 1).at(),
                    e.getMessage());
        }
        events.clear();
        count.clear();
        silence.clear();
    }
}
