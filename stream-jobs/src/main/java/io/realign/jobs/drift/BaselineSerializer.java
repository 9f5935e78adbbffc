package io.realign.jobs.drift;

import io.realign.alert.Baseline;
import io.realign.jobs.ValueSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes what was learnt of the source. */
final class BaselineSerializer extends ValueSerializer<Baseline> {
    private static final long serialVersionUID = 1;

    @Override
    public void serialize(Baseline baseline, DataOutputView out) throws IOException {
        Regimes.write(baseline.map(), out);
        Regimes.write(baseline.regime(), out);
    }

    @Override
    public Baseline deserialize(DataInputView in) throws IOException {
        return new Baseline(Regimes.readMap(in), Regimes.read(in));
    }

    @Override
    public TypeSerializerSnapshot<Baseline> snapshotConfiguration() {
        return new Format();
    }

    /** Format 3. Formats 1 and 2 knew no version of what was learnt; their state cannot be gone on from. */
    public static final class Format extends Snapshot<Baseline> {
        public Format() {
            super(3);
        }

        @Override
        public BaselineSerializer restoreSerializer() {
            return new BaselineSerializer();
        }
    }
}
