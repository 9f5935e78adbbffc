package io.realign.jobs.state;

import io.realign.event.FeatureEvent;
import io.realign.event.LocatedEvent;
import io.realign.event.OffsetRange;
import io.realign.schemas.Codec;
import io.realign.schemas.Topics;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes the offset of an event, then the event in the encoding of its topic. */
public final class LocatedEventSerializer extends ValueSerializer<LocatedEvent> {
    public static final TypeInformation<LocatedEvent> TYPE =
            new ValueTypeInfo<>(LocatedEvent.class, new LocatedEventSerializer());

    private static final long serialVersionUID = 1;

    /** The codec of source events is the same. */
    private static final Codec<FeatureEvent> EVENTS = Topics.TARGET_EVENTS.codec();

    @Override
    public void serialize(LocatedEvent located, DataOutputView out) throws IOException {
        FieldCodec.writeRange(located.offsets(), out);
        FieldCodec.writeBytes(EVENTS.encode(located.event()), out);
    }

    @Override
    public LocatedEvent deserialize(DataInputView in) throws IOException {
        OffsetRange offset = FieldCodec.readRange(in);
        FeatureEvent event = EVENTS.decode(FieldCodec.readBytes(in))
                .orElseThrow(rejection -> new IOException("event %s in a checkpoint: %s".formatted(offset, rejection)));
        return new LocatedEvent(event, offset);
    }
}
