package io.realign.lab.job;

import io.realign.event.LocatedEvent;
import io.realign.jobs.drift.DetectionUpdate;
import io.realign.jobs.drift.TargetEventFunction;
import io.realign.window.DriftWindow;
import io.realign.window.DriftWindow.State;
import io.realign.window.RunLengthPromise;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.util.Collector;

/** Counts the events of each domain, and reports a window as often as the detector does. */
final class EventCountFunction extends TargetEventFunction {
    private static final long serialVersionUID = 1;

    private final int reportInterval;

    private transient ValueState<Long> counts;

    EventCountFunction(int reportInterval) {
        this.reportInterval = reportInterval;
    }

    @Override
    public void open(OpenContext context) {
        counts = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG));
    }

    @Override
    public void processElement(LocatedEvent event, ReadOnlyContext context, Collector<DriftWindow> out)
            throws Exception {
        Long before = counts.value();
        long count = before == null ? 1 : before + 1;
        counts.update(count);
        if (count % reportInterval == 0) {
            out.collect(window(event));
        }
    }

    @Override
    public void processBroadcastElement(DetectionUpdate update, Context context, Collector<DriftWindow> out) {}

    private DriftWindow window(LocatedEvent event) {
        return new DriftWindow(
                event.event().id(),
                event.event().domain(),
                DriftWindow.SOURCE,
                1,
                State.QUIET,
                DriftWindow.RAW,
                event.event().time(),
                event.event().time(),
                reportInterval,
                0,
                0,
                0,
                RunLengthPromise.UNKNOWN,
                List.of(event.offsets()));
    }
}
