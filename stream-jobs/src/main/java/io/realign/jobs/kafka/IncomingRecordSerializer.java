package io.realign.jobs.kafka;

import io.realign.jobs.state.DeadLetterSerializer;
import io.realign.jobs.state.LocatedEventSerializer;
import io.realign.jobs.state.ValueSerializer;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes whether the record is valid, then the event or the dead letter. */
public final class IncomingRecordSerializer extends ValueSerializer<IncomingRecord> {
    private static final long serialVersionUID = 1;
    private static final LocatedEventSerializer EVENTS = new LocatedEventSerializer();
    private static final DeadLetterSerializer DEAD_LETTERS = new DeadLetterSerializer();

    @Override
    public void serialize(IncomingRecord record, DataOutputView out) throws IOException {
        out.writeBoolean(record instanceof IncomingRecord.Valid);
        if (record instanceof IncomingRecord.Valid valid) {
            EVENTS.serialize(valid.event(), out);
        } else if (record instanceof IncomingRecord.Invalid invalid) {
            DEAD_LETTERS.serialize(invalid.deadLetter(), out);
        }
    }

    @Override
    public IncomingRecord deserialize(DataInputView in) throws IOException {
        return in.readBoolean()
                ? new IncomingRecord.Valid(EVENTS.deserialize(in))
                : new IncomingRecord.Invalid(DEAD_LETTERS.deserialize(in));
    }
}
