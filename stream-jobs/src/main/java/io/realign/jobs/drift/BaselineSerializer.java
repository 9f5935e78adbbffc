package io.realign.jobs.drift;

import io.realign.alert.Baseline;
import io.realign.alert.Threshold;
import io.realign.jobs.Fields;
import io.realign.jobs.ValueSerializer;
import io.realign.window.Embedding;
import io.realign.window.RandomFeatures;
import io.realign.window.Standardiser;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes what was learnt of the source; the frequencies follow from their seed. */
final class BaselineSerializer extends ValueSerializer<Baseline> {
    private static final long serialVersionUID = 1;

    @Override
    public void serialize(Baseline baseline, DataOutputView out) throws IOException {
        Standardiser standardiser = baseline.embedding().standardiser();
        Fields.writeFloats(standardiser.mean(), out);
        Fields.writeFloats(standardiser.deviation(), out);
        RandomFeatures features = baseline.embedding().features();
        out.writeInt(features.outputs());
        out.writeDouble(features.bandwidth());
        out.writeLong(features.seed());
        Sketches.write(baseline.source(), out);
        Threshold threshold = baseline.threshold();
        out.writeInt(threshold.window());
        out.writeDouble(threshold.value());
        out.writeDouble(threshold.spread());
    }

    @Override
    public Baseline deserialize(DataInputView in) throws IOException {
        Standardiser standardiser = new Standardiser(Fields.readFloats(in), Fields.readFloats(in));
        RandomFeatures features =
                new RandomFeatures(standardiser.width(), in.readInt(), in.readDouble(), in.readLong());
        return new Baseline(
                new Embedding(standardiser, features),
                Sketches.readReference(in),
                new Threshold(in.readInt(), in.readDouble(), in.readDouble()));
    }

    @Override
    public TypeSerializerSnapshot<Baseline> snapshotConfiguration() {
        return new Format();
    }

    /** Format 1. */
    public static final class Format extends Snapshot<Baseline> {
        public Format() {
            super(1);
        }

        @Override
        public BaselineSerializer restoreSerializer() {
            return new BaselineSerializer();
        }
    }
}
