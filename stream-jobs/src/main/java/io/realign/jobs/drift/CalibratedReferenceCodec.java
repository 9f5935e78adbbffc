package io.realign.jobs.drift;

import io.realign.alert.CalibratedReference;
import io.realign.alert.CalibratedThreshold;
import io.realign.alert.DriftThresholds;
import io.realign.alert.NullDistribution;
import io.realign.alert.NullDistributions;
import io.realign.jobs.state.FieldCodec;
import io.realign.window.FeatureMap;
import io.realign.window.Moments;
import io.realign.window.RandomFeatures;
import io.realign.window.Reference;
import io.realign.window.ScaledRandomFeatures;
import io.realign.window.Sketch;
import io.realign.window.Standardiser;
import io.realign.window.Whitening;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** How regimes and the maps through which they are seen are kept in a checkpoint. */
final class CalibratedReferenceCodec {
    private CalibratedReferenceCodec() {}

    static void write(CalibratedReference regime, DataOutputView out) throws IOException {
        out.writeUTF(regime.reference().name());
        out.writeInt(regime.reference().version());
        write(regime.reference().sketch(), out);
        write(regime.thresholds(), out);
    }

    static CalibratedReference read(DataInputView in) throws IOException {
        return new CalibratedReference(new Reference(in.readUTF(), in.readInt(), readSketch(in)), readThreshold(in));
    }

    /** The frequencies follow from their seed. */
    static void write(FeatureMap map, DataOutputView out) throws IOException {
        Standardiser standardiser = map.scaledFeatures().standardiser();
        FieldCodec.writeFloats(standardiser.mean(), out);
        FieldCodec.writeFloats(standardiser.deviation(), out);
        RandomFeatures features = map.scaledFeatures().features();
        out.writeInt(features.outputs());
        out.writeDouble(features.bandwidth());
        out.writeLong(features.seed());
        FieldCodec.writeFloats(map.whitening().mean(), out);
        out.writeInt(map.whitening().directions().length);
        for (float[] direction : map.whitening().directions()) {
            FieldCodec.writeFloats(direction, out);
        }
        FieldCodec.writeFloats(map.whitening().weightReductions(), out);
    }

    static FeatureMap readFeatureMap(DataInputView in) throws IOException {
        Standardiser standardiser = new Standardiser(FieldCodec.readFloats(in), FieldCodec.readFloats(in));
        RandomFeatures features =
                RandomFeatures.structured(standardiser.width(), in.readInt(), in.readDouble(), in.readLong());
        float[] mean = FieldCodec.readFloats(in);
        float[][] directions = new float[in.readInt()][];
        for (int i = 0; i < directions.length; i++) {
            directions[i] = FieldCodec.readFloats(in);
        }
        Whitening whitening = new Whitening(mean, directions, FieldCodec.readFloats(in));
        return new FeatureMap(new ScaledRandomFeatures(standardiser, features), whitening);
    }

    private static void write(Sketch sketch, DataOutputView out) throws IOException {
        out.writeLong(sketch.mapFingerprint());
        out.writeLong(sketch.count());
        writeInstant(sketch.earliest(), out);
        writeInstant(sketch.latest(), out);
        out.writeInt(sketch.sums().length);
        for (int sum : sketch.sums()) {
            out.writeInt(sum);
        }
        FieldCodec.writeLongs(sketch.moments().first(), out);
        FieldCodec.writeLongs(sketch.moments().second(), out);
        FieldCodec.writeRanges(sketch.offsets(), out);
    }

    private static Sketch readSketch(DataInputView in) throws IOException {
        long map = in.readLong();
        long count = in.readLong();
        Instant earliest = readInstant(in);
        Instant latest = readInstant(in);
        int[] sums = new int[in.readInt()];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = in.readInt();
        }
        Moments moments = new Moments(FieldCodec.readLongs(in), FieldCodec.readLongs(in));
        return new Sketch(map, count, earliest, latest, sums, moments, FieldCodec.readRanges(in));
    }

    private static void write(DriftThresholds threshold, DataOutputView out) throws IOException {
        CalibratedThreshold calibrated = threshold.calibration();
        out.writeDouble(calibrated.arl());
        out.writeDouble(calibrated.threshold());
        out.writeDouble(calibrated.standardError());
        out.writeLong(calibrated.seed());
        write(threshold.eventDistribution(), out);
        out.writeInt(threshold.levelDistributions().size());
        for (NullDistributions laws : threshold.levelDistributions()) {
            write(laws.discrepancy(), out);
            write(laws.typicality(), out);
        }
        out.writeDouble(threshold.autocorrelationTime());
    }

    private static DriftThresholds readThreshold(DataInputView in) throws IOException {
        CalibratedThreshold calibrated =
                new CalibratedThreshold(in.readDouble(), in.readDouble(), in.readDouble(), in.readLong());
        NullDistribution event = readNullDistribution(in);
        int levels = in.readInt();
        List<NullDistributions> laws = new ArrayList<>(levels);
        for (int level = 0; level < levels; level++) {
            laws.add(new NullDistributions(readNullDistribution(in), readNullDistribution(in)));
        }
        return new DriftThresholds(calibrated, event, laws, in.readDouble());
    }

    private static void write(NullDistribution law, DataOutputView out) throws IOException {
        out.writeDouble(law.mean());
        out.writeDouble(law.deviation());
        out.writeDouble(law.skewness());
        out.writeDouble(law.tailFactor());
    }

    private static NullDistribution readNullDistribution(DataInputView in) throws IOException {
        return new NullDistribution(in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble());
    }

    /** In full, because the bounds of an empty sketch do not fit into milliseconds. */
    static void writeInstant(Instant instant, DataOutputView out) throws IOException {
        out.writeLong(instant.getEpochSecond());
        out.writeInt(instant.getNano());
    }

    static Instant readInstant(DataInputView in) throws IOException {
        return Instant.ofEpochSecond(in.readLong(), in.readInt());
    }
}
