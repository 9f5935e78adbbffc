package io.realign.jobs.kafka;

import io.realign.event.LocatedEvent;
import io.realign.jobs.runtime.JobMetrics;
import io.realign.jobs.state.DeadLetterSerializer;
import io.realign.schemas.DeadLetter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Emits valid events, sends invalid records to {@link #DEAD_LETTERS}, and counts both. */
public final class ValidateFunction extends ProcessFunction<IncomingRecord, LocatedEvent> {
    public static final OutputTag<DeadLetter> DEAD_LETTERS = new OutputTag<>("dead-letters", DeadLetterSerializer.TYPE);

    private static final long serialVersionUID = 1;

    private transient Counter valid;
    private transient Counter invalid;

    @Override
    public void open(OpenContext context) {
        valid = getRuntimeContext().getMetricGroup().counter(JobMetrics.VALID);
        invalid = getRuntimeContext().getMetricGroup().counter(JobMetrics.INVALID);
    }

    @Override
    public void processElement(IncomingRecord record, Context context, Collector<LocatedEvent> out) {
        if (record instanceof IncomingRecord.Valid validRecord) {
            valid.inc();
            out.collect(validRecord.event());
        } else if (record instanceof IncomingRecord.Invalid invalidRecord) {
            invalid.inc();
            context.output(DEAD_LETTERS, invalidRecord.deadLetter());
        }
    }
}
