package io.realign.jobs.drift;

import io.realign.alert.Calibrated;
import io.realign.alert.Law;
import io.realign.alert.Laws;
import io.realign.alert.Regime;
import io.realign.alert.Threshold;
import io.realign.jobs.Fields;
import io.realign.window.Embedding;
import io.realign.window.FeatureMap;
import io.realign.window.Moments;
import io.realign.window.RandomFeatures;
import io.realign.window.Reference;
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
final class Regimes {
    private Regimes() {}

    static void write(Regime regime, DataOutputView out) throws IOException {
        out.writeUTF(regime.reference().name());
        out.writeInt(regime.reference().version());
        write(regime.reference().sketch(), out);
        write(regime.threshold(), out);
    }

    static Regime read(DataInputView in) throws IOException {
        return new Regime(new Reference(in.readUTF(), in.readInt(), readSketch(in)), readThreshold(in));
    }

    /** The frequencies follow from their seed. */
    static void write(FeatureMap map, DataOutputView out) throws IOException {
        Standardiser standardiser = map.embedding().standardiser();
        Fields.writeFloats(standardiser.mean(), out);
        Fields.writeFloats(standardiser.deviation(), out);
        RandomFeatures features = map.embedding().features();
        out.writeInt(features.outputs());
        out.writeDouble(features.bandwidth());
        out.writeLong(features.seed());
        Fields.writeFloats(map.whitening().mean(), out);
        out.writeInt(map.whitening().directions().length);
        for (float[] direction : map.whitening().directions()) {
            Fields.writeFloats(direction, out);
        }
        Fields.writeFloats(map.whitening().relief(), out);
    }

    static FeatureMap readMap(DataInputView in) throws IOException {
        Standardiser standardiser = new Standardiser(Fields.readFloats(in), Fields.readFloats(in));
        RandomFeatures features =
                RandomFeatures.structured(standardiser.width(), in.readInt(), in.readDouble(), in.readLong());
        float[] mean = Fields.readFloats(in);
        float[][] directions = new float[in.readInt()][];
        for (int i = 0; i < directions.length; i++) {
            directions[i] = Fields.readFloats(in);
        }
        Whitening whitening = new Whitening(mean, directions, Fields.readFloats(in));
        return new FeatureMap(new Embedding(standardiser, features), whitening);
    }

    private static void write(Sketch sketch, DataOutputView out) throws IOException {
        out.writeLong(sketch.map());
        out.writeLong(sketch.count());
        writeInstant(sketch.earliest(), out);
        writeInstant(sketch.latest(), out);
        out.writeInt(sketch.sums().length);
        for (int sum : sketch.sums()) {
            out.writeInt(sum);
        }
        Fields.writeLongs(sketch.moments().first(), out);
        Fields.writeLongs(sketch.moments().second(), out);
        Fields.writeRanges(sketch.offsets(), out);
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
        Moments moments = new Moments(Fields.readLongs(in), Fields.readLongs(in));
        return new Sketch(map, count, earliest, latest, sums, moments, Fields.readRanges(in));
    }

    private static void write(Threshold threshold, DataOutputView out) throws IOException {
        Calibrated calibrated = threshold.calibrated();
        out.writeDouble(calibrated.arl());
        out.writeDouble(calibrated.threshold());
        out.writeDouble(calibrated.standardError());
        out.writeLong(calibrated.seed());
        write(threshold.event(), out);
        out.writeInt(threshold.levels().size());
        for (Laws laws : threshold.levels()) {
            write(laws.discrepancy(), out);
            write(laws.typicality(), out);
        }
        out.writeDouble(threshold.correlation());
    }

    private static Threshold readThreshold(DataInputView in) throws IOException {
        Calibrated calibrated = new Calibrated(in.readDouble(), in.readDouble(), in.readDouble(), in.readLong());
        Law event = readLaw(in);
        int levels = in.readInt();
        List<Laws> laws = new ArrayList<>(levels);
        for (int level = 0; level < levels; level++) {
            laws.add(new Laws(readLaw(in), readLaw(in)));
        }
        return new Threshold(calibrated, event, laws, in.readDouble());
    }

    private static void write(Law law, DataOutputView out) throws IOException {
        out.writeDouble(law.mean());
        out.writeDouble(law.deviation());
        out.writeDouble(law.skewness());
        out.writeDouble(law.stretch());
    }

    private static Law readLaw(DataInputView in) throws IOException {
        return new Law(in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble());
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
