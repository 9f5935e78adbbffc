package io.realign.jobs.drift;

import io.realign.alert.ClassSketch;
import io.realign.alert.ClassSketches;
import io.realign.jobs.state.FieldCodec;
import io.realign.jobs.state.ValueSerializer;
import java.io.IOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.api.common.typeutils.base.array.DoublePrimitiveArraySerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes the id of the release that predicted the classes, the fingerprint of the feature map, and the sketch of each class. */
public final class ClassSketchesSerializer extends ValueSerializer<ClassSketches> {
    private static final long serialVersionUID = 1;
    private static final DoublePrimitiveArraySerializer DOUBLES = DoublePrimitiveArraySerializer.INSTANCE;

    @Override
    public void serialize(ClassSketches classes, DataOutputView out) throws IOException {
        out.writeUTF(classes.releaseId());
        out.writeLong(classes.mapFingerprint());
        out.writeInt(classes.byClass().size());
        for (Map.Entry<String, ClassSketch> entry : classes.byClass().entrySet()) {
            FieldCodec.writeText(entry.getKey(), out);
            out.writeLong(entry.getValue().count());
            DOUBLES.serialize(entry.getValue().sum(), out);
        }
    }

    @Override
    public ClassSketches deserialize(DataInputView in) throws IOException {
        String releaseId = in.readUTF();
        long mapFingerprint = in.readLong();
        int count = in.readInt();
        SortedMap<String, ClassSketch> byClass = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            byClass.put(FieldCodec.readText(in), new ClassSketch(in.readLong(), DOUBLES.deserialize(in)));
        }
        return new ClassSketches(releaseId, mapFingerprint, byClass);
    }
}
