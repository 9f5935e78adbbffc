package io.realign.jobs;

import io.realign.event.LocatedEvent;
import io.realign.schemas.DeadLetter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Lets usable events through, puts the others on {@link #DEAD_LETTERS}, and counts both. */
public final class Triage extends ProcessFunction<Arrival, LocatedEvent> {
    public static final OutputTag<DeadLetter> DEAD_LETTERS = new OutputTag<>("dead-letters", DeadLetterSerializer.TYPE);

    private static final long serialVersionUID = 1;

    private transient Counter accepted;
    private transient Counter refused;

    @Override
    public void open(OpenContext context) {
        accepted = getRuntimeContext().getMetricGroup().counter(JobMetrics.ACCEPTED);
        refused = getRuntimeContext().getMetricGroup().counter(JobMetrics.REFUSED);
    }

    @Override
    public void processElement(Arrival arrival, Context context, Collector<LocatedEvent> out) {
        if (arrival instanceof Arrival.Accepted usable) {
            accepted.inc();
            out.collect(usable.event());
        } else if (arrival instanceof Arrival.Refused bad) {
            refused.inc();
            context.output(DEAD_LETTERS, bad.letter());
        }
    }
}
