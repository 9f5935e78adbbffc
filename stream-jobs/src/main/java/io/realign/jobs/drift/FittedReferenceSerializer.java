package io.realign.jobs.drift;

import io.realign.alert.FittedReference;
import io.realign.jobs.state.ValueSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes what was learnt of the source. */
final class FittedReferenceSerializer extends ValueSerializer<FittedReference> {
    private static final long serialVersionUID = 1;

    @Override
    public void serialize(FittedReference baseline, DataOutputView out) throws IOException {
        CalibratedReferenceCodec.write(baseline.featureMap(), out);
        CalibratedReferenceCodec.write(baseline.calibratedReference(), out);
    }

    @Override
    public FittedReference deserialize(DataInputView in) throws IOException {
        return new FittedReference(CalibratedReferenceCodec.readFeatureMap(in), CalibratedReferenceCodec.read(in));
    }

    @Override
    public TypeSerializerSnapshot<FittedReference> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Format 3. Formats 1 and 2 knew no version of what was learnt; their state cannot be gone on from. */
    public static final class Snapshot extends FormatSnapshot<FittedReference> {
        public Snapshot() {
            super(3);
        }

        @Override
        public FittedReferenceSerializer restoreSerializer() {
            return new FittedReferenceSerializer();
        }
    }
}
