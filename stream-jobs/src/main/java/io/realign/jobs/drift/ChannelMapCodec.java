package io.realign.jobs.drift;

import io.realign.alert.Channel;
import io.realign.jobs.state.FieldCodec;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** State encoding of a map with one value per channel. */
final class ChannelMapCodec {
    private ChannelMapCodec() {}

    /** Writes the values in the order of {@link Channel}, so that equal maps have equal bytes. */
    static <T> void write(Map<Channel, T> values, FieldCodec.Writer<T> writer, DataOutputView out) throws IOException {
        for (Channel channel : Channel.values()) {
            FieldCodec.writeOptional(Optional.ofNullable(values.get(channel)), writer, out);
        }
    }

    static <T> Map<Channel, T> read(FieldCodec.Reader<T> reader, DataInputView in) throws IOException {
        Map<Channel, T> values = new EnumMap<>(Channel.class);
        for (Channel channel : Channel.values()) {
            FieldCodec.readOptional(reader, in).ifPresent(value -> values.put(channel, value));
        }
        return values;
    }
}
