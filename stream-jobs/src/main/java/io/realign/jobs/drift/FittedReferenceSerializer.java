package io.realign.jobs.drift;

import io.realign.alert.FittedReference;
import io.realign.jobs.state.ValueSerializer;
import io.realign.jobs.state.ValueTypeInfo;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

public final class FittedReferenceSerializer extends ValueSerializer<FittedReference> {
    static final TypeInformation<FittedReference> TYPE =
            new ValueTypeInfo<>(FittedReference.class, new FittedReferenceSerializer());

    private static final long serialVersionUID = 1;

    @Override
    public void serialize(FittedReference reference, DataOutputView out) throws IOException {
        ReferenceCodec.write(reference.featureMap(), out);
        ReferenceCodec.write(reference.calibratedReference(), out);
    }

    @Override
    public FittedReference deserialize(DataInputView in) throws IOException {
        return new FittedReference(ReferenceCodec.readFeatureMap(in), ReferenceCodec.readCalibratedReference(in));
    }
}
