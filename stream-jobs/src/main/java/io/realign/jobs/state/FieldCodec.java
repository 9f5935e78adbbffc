package io.realign.jobs.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.realign.event.OffsetRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The parts that several serialisers write. */
public final class FieldCodec {
    private FieldCodec() {}

    /** Writes a length and the bytes; {@code null} has the length -1. */
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

    /** Text of any length, where {@code writeUTF} ends at 64 KiB. */
    public static void writeText(String text, DataOutputView out) throws IOException {
        writeBytes(text.getBytes(UTF_8), out);
    }

    public static String readText(DataInputView in) throws IOException {
        return new String(readBytes(in), UTF_8);
    }

    public static void writeFloats(float[] values, DataOutputView out) throws IOException {
        out.writeInt(values.length);
        for (float value : values) {
            out.writeFloat(value);
        }
    }

    public static float[] readFloats(DataInputView in) throws IOException {
        float[] values = new float[in.readInt()];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readFloat();
        }
        return values;
    }

    public static void writeDoubles(double[] values, DataOutputView out) throws IOException {
        out.writeInt(values.length);
        for (double value : values) {
            out.writeDouble(value);
        }
    }

    public static double[] readDoubles(DataInputView in) throws IOException {
        double[] values = new double[in.readInt()];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readDouble();
        }
        return values;
    }

    public static void writeLongs(long[] values, DataOutputView out) throws IOException {
        out.writeInt(values.length);
        for (long value : values) {
            out.writeLong(value);
        }
    }

    public static long[] readLongs(DataInputView in) throws IOException {
        long[] values = new long[in.readInt()];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readLong();
        }
        return values;
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

    public static void writeRanges(List<OffsetRange> ranges, DataOutputView out) throws IOException {
        out.writeInt(ranges.size());
        for (OffsetRange range : ranges) {
            writeRange(range, out);
        }
    }

    public static List<OffsetRange> readRanges(DataInputView in) throws IOException {
        int count = in.readInt();
        List<OffsetRange> ranges = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            ranges.add(readRange(in));
        }
        return ranges;
    }
}
