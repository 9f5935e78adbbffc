package io.realign.jobs.drift;

import io.realign.jobs.Fields;
import io.realign.window.Reference;
import io.realign.window.Sketch;
import io.realign.window.Window;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** How sketches, and what is made of them, are kept in a checkpoint. */
final class Sketches {
    private Sketches() {}

    static void write(Sketch sketch, DataOutputView out) throws IOException {
        out.writeLong(sketch.count());
        writeInstant(sketch.earliest(), out);
        writeInstant(sketch.latest(), out);
        out.writeInt(sketch.sums().length);
        for (int sum : sketch.sums()) {
            out.writeInt(sum);
        }
        Fields.writeRanges(sketch.offsets(), out);
    }

    static Sketch read(DataInputView in) throws IOException {
        long count = in.readLong();
        Instant earliest = readInstant(in);
        Instant latest = readInstant(in);
        int[] sums = new int[in.readInt()];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = in.readInt();
        }
        return new Sketch(count, earliest, latest, sums, Fields.readRanges(in));
    }

    static void write(Reference reference, DataOutputView out) throws IOException {
        out.writeUTF(reference.name());
        write(reference.sketch(), out);
    }

    static Reference readReference(DataInputView in) throws IOException {
        return new Reference(in.readUTF(), read(in));
    }

    static void write(Window window, DataOutputView out) throws IOException {
        out.writeInt(window.blockSize());
        out.writeInt(window.blocks().size());
        for (Sketch block : window.blocks()) {
            write(block, out);
        }
        write(window.open(), out);
    }

    static Window readWindow(DataInputView in) throws IOException {
        int blockSize = in.readInt();
        int count = in.readInt();
        List<Sketch> blocks = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            blocks.add(read(in));
        }
        return new Window(blockSize, blocks, read(in));
    }

    /** In full, because the bounds of an empty sketch do not fit into milliseconds. */
    static void writeInstant(Instant instant, DataOutputView out) throws IOException {
        out.writeLong(instant.getEpochSecond());
        out.writeInt(instant.getNano());
    }

    static Instant readInstant(DataInputView in) throws IOException {
        return Instant.ofEpochSecond(in.readLong(), in.readInt());
    }
}
