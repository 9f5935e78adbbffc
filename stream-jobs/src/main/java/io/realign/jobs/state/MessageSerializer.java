package io.realign.jobs.state;

import io.realign.schemas.Topic;
import io.realign.schemas.Topics;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes a message in the encoding of its topic, so that state and topic have the same schema evolution. */
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
        return new TopicSnapshot<>(this);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MessageSerializer<?> serializer && topic.name().equals(serializer.topic.name());
    }

    @Override
    public int hashCode() {
        return topic.name().hashCode();
    }

    /** The topic name. The format version is always 1, since each message contains the fingerprint of its schema. */
    public static final class TopicSnapshot<T> extends FormatSnapshot<T> {
        /** Used by Flink, which then calls {@link #readSnapshot}. */
        public TopicSnapshot() {}

        private TopicSnapshot(MessageSerializer<T> serializer) {
            super(serializer);
        }

        @Override
        public void writeSnapshot(DataOutputView out) throws IOException {
            out.writeUTF(((MessageSerializer<T>) restoreSerializer()).topic.name());
        }

        @Override
        @SuppressWarnings("unchecked")
        public void readSnapshot(int writtenFormat, DataInputView in, ClassLoader loader) throws IOException {
            setSerializer(new MessageSerializer<>((Topic<T>) Topics.byName(in.readUTF())));
        }
    }
}
