package io.realign.jobs.state;

import io.realign.event.FeatureEvent;
import io.realign.event.LocatedEvent;
import io.realign.event.OffsetRange;
import io.realign.schemas.Codec;
import io.realign.schemas.Topics;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes events in the encoding that they travel in, after the place where they lie. */
public final class LocatedEventSerializer extends ValueSerializer<LocatedEvent> {
    public static final TypeInformation<LocatedEvent> TYPE =
            new ValueTypeInfo<>(LocatedEvent.class, new LocatedEventSerializer());

    private static final long serialVersionUID = 1;

    /** One codec serves both input topics. */
    private static final Codec<FeatureEvent> EVENTS = Topics.TARGET_EVENTS.codec();

    @Override
    public void serialize(LocatedEvent located, DataOutputView out) throws IOException {
        FieldCodec.writeRange(located.offsets(), out);
        FieldCodec.writeBytes(EVENTS.encode(located.event()), out);
    }

    @Override
    public LocatedEvent deserialize(DataInputView in) throws IOException {
        OffsetRange at = FieldCodec.readRange(in);
        FeatureEvent event = EVENTS.decode(FieldCodec.readBytes(in))
                .orElseThrow(rejection -> new IOException("the event of " + at + " in a checkpoint: " + rejection));
        return new LocatedEvent(event, at);
    }

    @Override
    public TypeSerializerSnapshot<LocatedEvent> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Format 1. */
    public static final class Snapshot extends FormatSnapshot<LocatedEvent> {
        public Snapshot() {
            super(1);
        }

        @Override
        public LocatedEventSerializer restoreSerializer() {
            return new LocatedEventSerializer();
        }
    }
}
