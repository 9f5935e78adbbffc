package io.realign.jobs;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes arrivals: which kind, then the one or the other. */
final class ArrivalSerializer extends ValueSerializer<Arrival> {
    private static final long serialVersionUID = 1;
    private static final LocatedEventSerializer EVENTS = new LocatedEventSerializer();
    private static final DeadLetterSerializer LETTERS = new DeadLetterSerializer();

    @Override
    public void serialize(Arrival arrival, DataOutputView out) throws IOException {
        out.writeBoolean(arrival instanceof Arrival.Accepted);
        if (arrival instanceof Arrival.Accepted accepted) {
            EVENTS.serialize(accepted.event(), out);
        } else if (arrival instanceof Arrival.Refused refused) {
            LETTERS.serialize(refused.letter(), out);
        }
    }

    @Override
    public Arrival deserialize(DataInputView in) throws IOException {
        return in.readBoolean()
                ? new Arrival.Accepted(EVENTS.deserialize(in))
                : new Arrival.Refused(LETTERS.deserialize(in));
    }

    @Override
    public TypeSerializerSnapshot<Arrival> snapshotConfiguration() {
        return new Format();
    }

    /** Format 1. */
    public static final class Format extends Snapshot<Arrival> {
        public Format() {
            super(1);
        }

        @Override
        public ArrivalSerializer restoreSerializer() {
            return new ArrivalSerializer();
        }
    }
}
