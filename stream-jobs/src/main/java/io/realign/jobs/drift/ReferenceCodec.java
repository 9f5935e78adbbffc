package io.realign.jobs.drift;

import io.realign.alert.CalibratedReference;
import io.realign.alert.CalibratedThreshold;
import io.realign.alert.DomainReference;
import io.realign.alert.DriftThresholds;
import io.realign.alert.FeatureSums;
import io.realign.alert.NullDistribution;
import io.realign.alert.RankScores;
import io.realign.alert.RareEventLimits;
import io.realign.alert.RareValues;
import io.realign.alert.Recurrence;
import io.realign.alert.ScoreDistributions;
import io.realign.jobs.state.FieldCodec;
import io.realign.window.DependenceForm;
import io.realign.window.FeatureMap;
import io.realign.window.FeatureScaling;
import io.realign.window.Moments;
import io.realign.window.RandomFeatures;
import io.realign.window.Reference;
import io.realign.window.Sketch;
import io.realign.window.Whitening;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.typeutils.base.array.BooleanPrimitiveArraySerializer;
import org.apache.flink.api.common.typeutils.base.array.FloatPrimitiveArraySerializer;
import org.apache.flink.api.common.typeutils.base.array.IntPrimitiveArraySerializer;
import org.apache.flink.api.common.typeutils.base.array.LongPrimitiveArraySerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** State encoding of references and feature maps. */
final class ReferenceCodec {
    private static final ClassSketchesSerializer CLASSES = new ClassSketchesSerializer();
    private static final BooleanPrimitiveArraySerializer BOOLEANS = BooleanPrimitiveArraySerializer.INSTANCE;
    private static final IntPrimitiveArraySerializer INTS = IntPrimitiveArraySerializer.INSTANCE;
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
        FeatureScaling scaling = map.scaling();
        FLOATS.serialize(scaling.centre(), out);
        FLOATS.serialize(scaling.deviation(), out);
        BOOLEANS.serialize(scaling.clipped(), out);
        RandomFeatures features = map.randomFeatures();
        out.writeInt(features.outputs());
        out.writeDouble(features.bandwidth());
        out.writeLong(features.seed());
        FLOATS.serialize(map.whitening().mean(), out);
        FieldCodec.writeList(List.of(map.whitening().directions()), FLOATS::serialize, out);
        FLOATS.serialize(map.whitening().weightReductions(), out);
        FieldCodec.writeOptional(map.dependenceForm(), ReferenceCodec::write, out);
    }

    static FeatureMap readFeatureMap(DataInputView in) throws IOException {
        FeatureScaling scaling =
                new FeatureScaling(FLOATS.deserialize(in), FLOATS.deserialize(in), BOOLEANS.deserialize(in));
        RandomFeatures features = new RandomFeatures(scaling.width(), in.readInt(), in.readDouble(), in.readLong());
        Whitening whitening = new Whitening(
                FLOATS.deserialize(in),
                FieldCodec.readList(FLOATS::deserialize, in).toArray(float[][]::new),
                FLOATS.deserialize(in));
        return new FeatureMap(
                scaling, features, whitening, FieldCodec.readOptional(ReferenceCodec::readDependenceForm, in));
    }

    private static void write(DependenceForm form, DataOutputView out) throws IOException {
        INTS.serialize(form.features(), out);
        FLOATS.serialize(form.offsets(), out);
        FieldCodec.writeList(List.of(form.projections()), FLOATS::serialize, out);
        FLOATS.serialize(form.reductions(), out);
        FLOATS.serialize(form.means(), out);
        FLOATS.serialize(form.inverseDeviations(), out);
    }

    private static DependenceForm readDependenceForm(DataInputView in) throws IOException {
        return new DependenceForm(
                INTS.deserialize(in),
                FLOATS.deserialize(in),
                FieldCodec.readList(FLOATS::deserialize, in).toArray(float[][]::new),
                FLOATS.deserialize(in),
                FLOATS.deserialize(in),
                FLOATS.deserialize(in));
    }

    private static void write(Sketch sketch, DataOutputView out) throws IOException {
        out.writeLong(sketch.mapFingerprint());
        out.writeLong(sketch.count());
        FieldCodec.writeInstant(sketch.earliest(), out);
        FieldCodec.writeInstant(sketch.latest(), out);
        INTS.serialize(sketch.sums(), out);
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
                INTS.deserialize(in),
                new Moments(LONGS.deserialize(in), LONGS.deserialize(in)),
                FieldCodec.readList(FieldCodec::readRange, in));
    }

    private static void write(DriftThresholds thresholds, DataOutputView out) throws IOException {
        CalibratedThreshold calibration = thresholds.calibration();
        out.writeDouble(calibration.arl());
        out.writeDouble(calibration.threshold());
        out.writeDouble(calibration.standardError());
        out.writeLong(calibration.seed());
        out.writeDouble(calibration.minArl());
        out.writeDouble(calibration.maxArl());
        FieldCodec.writeText(calibration.notCalibrated(), out);
        out.writeDouble(thresholds.requestedArl());
        FieldCodec.writeList(thresholds.discrepancies(), ReferenceCodec::write, out);
        write(thresholds.typicality(), out);
        FieldCodec.writeOptional(thresholds.dependence(), ReferenceCodec::write, out);
        FeatureSums sums = thresholds.featureSums();
        FLOATS.serialize(sums.means(), out);
        FLOATS.serialize(sums.deviations(), out);
        FLOATS.serialize(sums.skewness(), out);
        FLOATS.serialize(sums.degreesOfFreedom(), out);
        write(thresholds.rareEvents(), out);
        out.writeDouble(thresholds.autocorrelationTime());
        out.writeDouble(thresholds.differenceRatio());
    }

    private static DriftThresholds readThresholds(DataInputView in) throws IOException {
        return new DriftThresholds(
                new CalibratedThreshold(
                        in.readDouble(),
                        in.readDouble(),
                        in.readDouble(),
                        in.readLong(),
                        in.readDouble(),
                        in.readDouble(),
                        FieldCodec.readText(in)),
                in.readDouble(),
                FieldCodec.readList(ReferenceCodec::readNullDistribution, in),
                readScores(in),
                FieldCodec.readOptional(ReferenceCodec::readScores, in),
                new FeatureSums(
                        FLOATS.deserialize(in), FLOATS.deserialize(in), FLOATS.deserialize(in), FLOATS.deserialize(in)),
                readRareEvents(in),
                in.readDouble(),
                in.readDouble());
    }

    private static void write(ScoreDistributions scores, DataOutputView out) throws IOException {
        FLOATS.serialize(scores.ranks().sorted(), out);
        FieldCodec.writeList(scores.sums(), ReferenceCodec::write, out);
    }

    private static ScoreDistributions readScores(DataInputView in) throws IOException {
        return new ScoreDistributions(
                new RankScores(FLOATS.deserialize(in)), FieldCodec.readList(ReferenceCodec::readNullDistribution, in));
    }

    private static void write(RareEventLimits limits, DataOutputView out) throws IOException {
        RareValues values = limits.rareValues();
        INTS.serialize(values.features(), out);
        FLOATS.serialize(values.values(), out);
        INTS.serialize(values.counts(), out);
        INTS.serialize(values.constants(), out);
        FLOATS.serialize(values.constantValues(), out);
        FieldCodec.writeList(limits.kinds(), ReferenceCodec::write, out);
    }

    private static RareEventLimits readRareEvents(DataInputView in) throws IOException {
        RareValues values = new RareValues(
                INTS.deserialize(in),
                FLOATS.deserialize(in),
                INTS.deserialize(in),
                INTS.deserialize(in),
                FLOATS.deserialize(in));
        return new RareEventLimits(values, FieldCodec.readList(ReferenceCodec::readRecurrence, in));
    }

    private static void write(Recurrence recurrence, DataOutputView out) throws IOException {
        INTS.serialize(recurrence.repeats(), out);
        LONGS.serialize(recurrence.limits(), out);
    }

    private static Recurrence readRecurrence(DataInputView in) throws IOException {
        return new Recurrence(INTS.deserialize(in), LONGS.deserialize(in));
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
