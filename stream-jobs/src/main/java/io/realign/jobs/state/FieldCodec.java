package io.realign.jobs.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.realign.event.OffsetRange;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Field encodings that several serializers use. */
public final class FieldCodec {
    @FunctionalInterface
    public interface Writer<T> {
        void write(T value, DataOutputView out) throws IOException;
    }

    @FunctionalInterface
    public interface Reader<T> {
        T read(DataInputView in) throws IOException;
    }

    private FieldCodec() {}

    /** Writes the length and the bytes; {@code null} has the length -1. */
    public static void writeBytes(byte[] bytes, DataOutputView out) throws IOException {
        out.writeInt(bytes == null ? -1 : bytes.length);
        if (bytes != null) {
            out.write(bytes);
        }
    }

    public static byte[] readBytes(DataInputView in) throws IOException {
        int length = in.readInt();
        if (length < 0) {
            return null;
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }

    /** Writes text of any length; {@code writeUTF} is limited to 64 KiB. */
    public static void writeText(String text, DataOutputView out) throws IOException {
        writeBytes(text.getBytes(UTF_8), out);
    }

    public static String readText(DataInputView in) throws IOException {
        return new String(readBytes(in), UTF_8);
    }

    public static void writeRange(OffsetRange range, DataOutputView out) throws IOException {
        out.writeUTF(range.topic());
        out.writeInt(range.partition());
        out.writeLong(range.from());
        out.writeLong(range.to());
    }

    public static OffsetRange readRange(DataInputView in) throws IOException {
        return new OffsetRange(in.readUTF(), in.readInt(), in.readLong(), in.readLong());
    }

    /** Writes seconds and nanoseconds, since the bounds of an empty sketch exceed the range of epoch milliseconds. */
    public static void writeInstant(Instant instant, DataOutputView out) throws IOException {
        out.writeLong(instant.getEpochSecond());
        out.writeInt(instant.getNano());
    }

    public static Instant readInstant(DataInputView in) throws IOException {
        return Instant.ofEpochSecond(in.readLong(), in.readInt());
    }

    public static <T> void writeList(List<T> values, Writer<T> writer, DataOutputView out) throws IOException {
        out.writeInt(values.size());
        for (T value : values) {
            writer.write(value, out);
        }
    }

    public static <T> List<T> readList(Reader<T> reader, DataInputView in) throws IOException {
        int count = in.readInt();
        List<T> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            values.add(reader.read(in));
        }
        return values;
    }

    public static <T> void writeOptional(Optional<T> value, Writer<T> writer, DataOutputView out) throws IOException {
        out.writeBoolean(value.isPresent());
        if (value.isPresent()) {
            writer.write(value.get(), out);
        }
    }

    public static <T> Optional<T> readOptional(Reader<T> reader, DataInputView in) throws IOException {
        return in.readBoolean() ? Optional.of(reader.read(in)) : Optional.empty();
    }
}
