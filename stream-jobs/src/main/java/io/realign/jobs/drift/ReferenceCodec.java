package io.realign.jobs.drift;

import io.realign.alert.CalibratedReference;
import io.realign.alert.CalibratedThreshold;
import io.realign.alert.DomainReference;
import io.realign.alert.DriftThresholds;
import io.realign.alert.NullDistribution;
import io.realign.alert.NullDistributions;
import io.realign.jobs.state.FieldCodec;
import io.realign.window.FeatureMap;
import io.realign.window.Moments;
import io.realign.window.RandomFeatures;
import io.realign.window.Reference;
import io.realign.window.Sketch;
import io.realign.window.Standardiser;
import io.realign.window.Whitening;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.typeutils.base.array.FloatPrimitiveArraySerializer;
import org.apache.flink.api.common.typeutils.base.array.IntPrimitiveArraySerializer;
import org.apache.flink.api.common.typeutils.base.array.LongPrimitiveArraySerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** State encoding of references and feature maps. */
final class ReferenceCodec {
    private static final ClassSketchesSerializer CLASSES = new ClassSketchesSerializer();
    private static final FloatPrimitiveArraySerializer FLOATS = FloatPrimitiveArraySerializer.INSTANCE;
    private static final LongPrimitiveArraySerializer LONGS = LongPrimitiveArraySerializer.INSTANCE;

    private ReferenceCodec() {}

    static void write(DomainReference reference, DataOutputView out) throws IOException {
        ChannelMapCodec.write(reference.references(), ReferenceCodec::write, out);
        ChannelMapCodec.write(reference.featureMaps(), ReferenceCodec::write, out);
        FieldCodec.writeOptional(reference.modelReleaseId(), FieldCodec::writeText, out);
        FieldCodec.writeOptional(reference.predictedClasses(), CLASSES::serialize, out);
    }

    static DomainReference readDomainReference(DataInputView in) throws IOException {
        return new DomainReference(
                ChannelMapCodec.read(ReferenceCodec::readCalibratedReference, in),
                ChannelMapCodec.read(ReferenceCodec::readFeatureMap, in),
                FieldCodec.readOptional(FieldCodec::readText, in),
                FieldCodec.readOptional(CLASSES::deserialize, in));
    }

    static void write(CalibratedReference reference, DataOutputView out) throws IOException {
        out.writeUTF(reference.reference().name());
        out.writeInt(reference.reference().version());
        write(reference.reference().sketch(), out);
        write(reference.thresholds(), out);
    }

    static CalibratedReference readCalibratedReference(DataInputView in) throws IOException {
        return new CalibratedReference(new Reference(in.readUTF(), in.readInt(), readSketch(in)), readThresholds(in));
    }

    /** Writes the seed of the random features instead of their frequencies. */
    static void write(FeatureMap map, DataOutputView out) throws IOException {
        Standardiser standardiser = map.standardiser();
        FLOATS.serialize(standardiser.mean(), out);
        FLOATS.serialize(standardiser.deviation(), out);
        RandomFeatures features = map.randomFeatures();
        out.writeInt(features.outputs());
        out.writeDouble(features.bandwidth());
        out.writeLong(features.seed());
        FLOATS.serialize(map.whitening().mean(), out);
        FieldCodec.writeList(List.of(map.whitening().directions()), FLOATS::serialize, out);
        FLOATS.serialize(map.whitening().weightReductions(), out);
    }

    static FeatureMap readFeatureMap(DataInputView in) throws IOException {
        Standardiser standardiser = new Standardiser(FLOATS.deserialize(in), FLOATS.deserialize(in));
        RandomFeatures features =
                new RandomFeatures(standardiser.width(), in.readInt(), in.readDouble(), in.readLong());
        Whitening whitening = new Whitening(
                FLOATS.deserialize(in),
                FieldCodec.readList(FLOATS::deserialize, in).toArray(float[][]::new),
                FLOATS.deserialize(in));
        return new FeatureMap(standardiser, features, whitening);
    }

    private static void write(Sketch sketch, DataOutputView out) throws IOException {
        out.writeLong(sketch.mapFingerprint());
        out.writeLong(sketch.count());
        FieldCodec.writeInstant(sketch.earliest(), out);
        FieldCodec.writeInstant(sketch.latest(), out);
        IntPrimitiveArraySerializer.INSTANCE.serialize(sketch.sums(), out);
        LONGS.serialize(sketch.moments().first(), out);
        LONGS.serialize(sketch.moments().second(), out);
        FieldCodec.writeList(sketch.offsets(), FieldCodec::writeRange, out);
    }

    private static Sketch readSketch(DataInputView in) throws IOException {
        return new Sketch(
                in.readLong(),
                in.readLong(),
                FieldCodec.readInstant(in),
                FieldCodec.readInstant(in),
                IntPrimitiveArraySerializer.INSTANCE.deserialize(in),
                new Moments(LONGS.deserialize(in), LONGS.deserialize(in)),
                FieldCodec.readList(FieldCodec::readRange, in));
    }

    private static void write(DriftThresholds thresholds, DataOutputView out) throws IOException {
        CalibratedThreshold calibration = thresholds.calibration();
        out.writeDouble(calibration.arl());
        out.writeDouble(calibration.threshold());
        out.writeDouble(calibration.standardError());
        out.writeLong(calibration.seed());
        write(thresholds.eventDistribution(), out);
        FieldCodec.writeList(thresholds.levelDistributions(), ReferenceCodec::write, out);
        out.writeDouble(thresholds.autocorrelationTime());
    }

    private static DriftThresholds readThresholds(DataInputView in) throws IOException {
        return new DriftThresholds(
                new CalibratedThreshold(in.readDouble(), in.readDouble(), in.readDouble(), in.readLong()),
                readNullDistribution(in),
                FieldCodec.readList(
                        level -> new NullDistributions(readNullDistribution(level), readNullDistribution(level)), in),
                in.readDouble());
    }

    private static void write(NullDistributions distributions, DataOutputView out) throws IOException {
        write(distributions.discrepancy(), out);
        write(distributions.typicality(), out);
    }

    private static void write(NullDistribution distribution, DataOutputView out) throws IOException {
        out.writeDouble(distribution.mean());
        out.writeDouble(distribution.deviation());
        out.writeDouble(distribution.skewness());
        out.writeDouble(distribution.tailFactor());
    }

    private static NullDistribution readNullDistribution(DataInputView in) throws IOException {
        return new NullDistribution(in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble());
    }
}
