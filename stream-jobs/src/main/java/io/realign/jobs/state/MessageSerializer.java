package io.realign.jobs.state;

import io.realign.schemas.Topic;
import io.realign.schemas.Topics;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes a message inside Flink as it travels on its topic, so that one contract serves both. */
public final class MessageSerializer<T> extends ValueSerializer<T> {
    private static final long serialVersionUID = 1;

    private final Topic<T> topic;

    public MessageSerializer(Topic<T> topic) {
        this.topic = topic;
    }

    public static <T> TypeInformation<T> typeInfo(Class<T> message, Topic<T> topic) {
        return new ValueTypeInfo<>(message, new MessageSerializer<>(topic));
    }

    @Override
    public void serialize(T message, DataOutputView out) throws IOException {
        FieldCodec.writeBytes(topic.codec().encode(message), out);
    }

    @Override
    public T deserialize(DataInputView in) throws IOException {
        return topic.codec()
                .decode(FieldCodec.readBytes(in))
                .orElseThrow(rejection -> new IOException(topic.name() + ": " + rejection));
    }

    @Override
    public TypeSerializerSnapshot<T> snapshotConfiguration() {
        return new Snapshot<>(topic);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MessageSerializer<?> serializer && topic.name().equals(serializer.topic.name());
    }

    @Override
    public int hashCode() {
        return topic.name().hashCode();
    }

    /** Format 1: the topic's name; the messages carry the fingerprint of their own schema. */
    public static final class Snapshot<T> extends FormatSnapshot<T> {
        private Topic<T> topic;

        public Snapshot() {
            super(1);
        }

        Snapshot(Topic<T> topic) {
            this();
            this.topic = topic;
        }

        @Override
        public void writeSnapshot(DataOutputView out) throws IOException {
            out.writeUTF(topic.name());
        }

        @Override
        @SuppressWarnings("unchecked")
        public void readSnapshot(int written, DataInputView in, ClassLoader loader) throws IOException {
            super.readSnapshot(written, in, loader);
            topic = (Topic<T>) Topics.byName(in.readUTF());
        }

        @Override
        public MessageSerializer<T> restoreSerializer() {
            return new MessageSerializer<>(topic);
        }
    }
}
