package io.realign.jobs.drift;

import io.realign.alert.ClassSketch;
import io.realign.alert.ClassSketches;
import io.realign.jobs.state.FieldCodec;
import io.realign.jobs.state.ValueSerializer;
import java.io.IOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes events by their predicted classes. */
final class ClassSketchesSerializer extends ValueSerializer<ClassSketches> {
    private static final long serialVersionUID = 1;

    @Override
    public void serialize(ClassSketches classes, DataOutputView out) throws IOException {
        out.writeUTF(classes.releaseId());
        out.writeLong(classes.mapFingerprint());
        out.writeInt(classes.byClass().size());
        for (Map.Entry<String, ClassSketch> group : classes.byClass().entrySet()) {
            FieldCodec.writeText(group.getKey(), out);
            out.writeLong(group.getValue().count());
            FieldCodec.writeDoubles(group.getValue().sum(), out);
        }
    }

    @Override
    public ClassSketches deserialize(DataInputView in) throws IOException {
        String release = in.readUTF();
        long map = in.readLong();
        int count = in.readInt();
        SortedMap<String, ClassSketch> groups = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            groups.put(FieldCodec.readText(in), new ClassSketch(in.readLong(), FieldCodec.readDoubles(in)));
        }
        return new ClassSketches(release, map, groups);
    }

    @Override
    public TypeSerializerSnapshot<ClassSketches> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Format 1. */
    public static final class Snapshot extends FormatSnapshot<ClassSketches> {
        public Snapshot() {
            super(1);
        }

        @Override
        public ClassSketchesSerializer restoreSerializer() {
            return new ClassSketchesSerializer();
        }
    }
}
