package io.realign.jobs;

import io.realign.event.FeatureEvent;
import io.realign.event.OffsetRange;
import io.realign.event.Rejection;
import io.realign.schemas.Codec;
import io.realign.schemas.DeadLetter;
import io.realign.schemas.Decoded;
import io.realign.schemas.Topics;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes arrivals: events in the encoding that they travel in. */
final class ArrivalSerializer extends ValueSerializer<Arrival> {
    private static final long serialVersionUID = 1;

    /** One codec serves both input topics. */
    private static final Codec<FeatureEvent> EVENTS = Topics.TARGET_EVENTS.codec();

    @Override
    public void serialize(Arrival arrival, DataOutputView out) throws IOException {
        out.writeBoolean(arrival instanceof Arrival.Accepted);
        if (arrival instanceof Arrival.Accepted accepted) {
            Fields.writeRange(accepted.at(), out);
            Fields.writeBytes(EVENTS.encode(accepted.event()), out);
        } else if (arrival instanceof Arrival.Refused refused) {
            writeLetter(refused.letter(), out);
        }
    }

    @Override
    public Arrival deserialize(DataInputView in) throws IOException {
        return in.readBoolean() ? readAccepted(in) : new Arrival.Refused(readLetter(in));
    }

    @Override
    public TypeSerializerSnapshot<Arrival> snapshotConfiguration() {
        return new Format();
    }

    private static Arrival readAccepted(DataInputView in) throws IOException {
        OffsetRange at = Fields.readRange(in);
        Decoded<FeatureEvent> event = EVENTS.decode(Fields.readBytes(in));
        return new Arrival.Accepted(event.orElseThrow(rejection -> new IOException(at + ": " + rejection)), at);
    }

    private static void writeLetter(DeadLetter letter, DataOutputView out) throws IOException {
        out.writeUTF(letter.rejection().reason().name());
        Fields.writeText(letter.rejection().cause(), out);
        out.writeUTF(letter.topic());
        out.writeInt(letter.partition());
        out.writeLong(letter.offset());
        out.writeUTF(letter.stage());
        Fields.writeBytes(letter.key(), out);
        Fields.writeBytes(letter.value(), out);
    }

    private static DeadLetter readLetter(DataInputView in) throws IOException {
        Rejection rejection = new Rejection(Rejection.Reason.valueOf(in.readUTF()), Fields.readText(in));
        return new DeadLetter(
                rejection,
                in.readUTF(),
                in.readInt(),
                in.readLong(),
                in.readUTF(),
                Fields.readBytes(in),
                Fields.readBytes(in));
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
