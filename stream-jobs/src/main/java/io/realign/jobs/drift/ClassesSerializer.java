package io.realign.jobs.drift;

import io.realign.alert.ClassGroup;
import io.realign.alert.Classes;
import io.realign.jobs.Fields;
import io.realign.jobs.ValueSerializer;
import java.io.IOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes events by their predicted classes. */
final class ClassesSerializer extends ValueSerializer<Classes> {
    private static final long serialVersionUID = 1;

    @Override
    public void serialize(Classes classes, DataOutputView out) throws IOException {
        out.writeUTF(classes.release());
        out.writeLong(classes.map());
        out.writeInt(classes.groups().size());
        for (Map.Entry<String, ClassGroup> group : classes.groups().entrySet()) {
            Fields.writeText(group.getKey(), out);
            out.writeLong(group.getValue().count());
            Fields.writeDoubles(group.getValue().sum(), out);
        }
    }

    @Override
    public Classes deserialize(DataInputView in) throws IOException {
        String release = in.readUTF();
        long map = in.readLong();
        int count = in.readInt();
        SortedMap<String, ClassGroup> groups = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            groups.put(Fields.readText(in), new ClassGroup(in.readLong(), Fields.readDoubles(in)));
        }
        return new Classes(release, map, groups);
    }

    @Override
    public TypeSerializerSnapshot<Classes> snapshotConfiguration() {
        return new Format();
    }

    /** Format 1. */
    public static final class Format extends Snapshot<Classes> {
        public Format() {
            super(1);
        }

        @Override
        public ClassesSerializer restoreSerializer() {
            return new ClassesSerializer();
        }
    }
}
