package io.realign.jobs.kafka;

import io.realign.jobs.state.DeadLetterSerializer;
import io.realign.jobs.state.LocatedEventSerializer;
import io.realign.jobs.state.ValueSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes arrivals: which kind, then the one or the other. */
final class IncomingRecordSerializer extends ValueSerializer<IncomingRecord> {
    private static final long serialVersionUID = 1;
    private static final LocatedEventSerializer EVENTS = new LocatedEventSerializer();
    private static final DeadLetterSerializer DEAD_LETTERS = new DeadLetterSerializer();

    @Override
    public void serialize(IncomingRecord arrival, DataOutputView out) throws IOException {
        out.writeBoolean(arrival instanceof IncomingRecord.Valid);
        if (arrival instanceof IncomingRecord.Valid accepted) {
            EVENTS.serialize(accepted.event(), out);
        } else if (arrival instanceof IncomingRecord.Invalid refused) {
            DEAD_LETTERS.serialize(refused.deadLetter(), out);
        }
    }

    @Override
    public IncomingRecord deserialize(DataInputView in) throws IOException {
        return in.readBoolean()
                ? new IncomingRecord.Valid(EVENTS.deserialize(in))
                : new IncomingRecord.Invalid(DEAD_LETTERS.deserialize(in));
    }

    @Override
    public TypeSerializerSnapshot<IncomingRecord> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Format 1. */
    public static final class Snapshot extends FormatSnapshot<IncomingRecord> {
        public Snapshot() {
            super(1);
        }

        @Override
        public IncomingRecordSerializer restoreSerializer() {
            return new IncomingRecordSerializer();
        }
    }
}
