package io.realign.jobs.drift;

import io.realign.alert.DomainReference;
import java.io.IOException;
import java.util.Optional;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** How what a domain is compared with is kept in a checkpoint. */
final class DomainReferenceCodec {
    private static final ClassSketchesSerializer CLASSES = new ClassSketchesSerializer();

    private DomainReferenceCodec() {}

    static void write(DomainReference standing, DataOutputView out) throws IOException {
        ChannelMapCodec.write(standing.references(), CalibratedReferenceCodec::write, out);
        ChannelMapCodec.write(standing.featureMaps(), CalibratedReferenceCodec::write, out);
        out.writeBoolean(standing.modelReleaseId().isPresent());
        if (standing.modelReleaseId().isPresent()) {
            out.writeUTF(standing.modelReleaseId().get());
        }
        out.writeBoolean(standing.predictedClasses().isPresent());
        if (standing.predictedClasses().isPresent()) {
            CLASSES.serialize(standing.predictedClasses().get(), out);
        }
    }

    static DomainReference read(DataInputView in) throws IOException {
        return new DomainReference(
                ChannelMapCodec.read(CalibratedReferenceCodec::read, in),
                ChannelMapCodec.read(CalibratedReferenceCodec::readFeatureMap, in),
                in.readBoolean() ? Optional.of(in.readUTF()) : Optional.empty(),
                in.readBoolean() ? Optional.of(CLASSES.deserialize(in)) : Optional.empty());
    }
}
