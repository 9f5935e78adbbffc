package io.realign.jobs.drift;

import io.realign.alert.Channel;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** How values for each channel are kept in a checkpoint. */
final class ChannelMapCodec {
    private ChannelMapCodec() {}

    /** Writes one value. */
    interface Writer<T> {
        void write(T value, DataOutputView out) throws IOException;
    }

    /** Reads one value. */
    interface Reader<T> {
        T read(DataInputView in) throws IOException;
    }

    /** In the order of the channels: equal maps give equal bytes. */
    static <T> void write(Map<Channel, T> values, Writer<T> writer, DataOutputView out) throws IOException {
        for (Channel channel : Channel.values()) {
            T value = values.get(channel);
            out.writeBoolean(value != null);
            if (value != null) {
                writer.write(value, out);
            }
        }
    }

    static <T> Map<Channel, T> read(Reader<T> reader, DataInputView in) throws IOException {
        Map<Channel, T> values = new EnumMap<>(Channel.class);
        for (Channel channel : Channel.values()) {
            if (in.readBoolean()) {
                values.put(channel, reader.read(in));
            }
        }
        return values;
    }
}
