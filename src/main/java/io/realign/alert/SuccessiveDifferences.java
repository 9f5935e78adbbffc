package io.realign.alert;

import io.realign.window.FeatureMap;
import io.realign.window.RandomFeatures;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Estimates the autocorrelation of a stream from the squared differences between events at the distances 1 and
 * {@value #DISTANCE}. A change of the mean or of the scale changes both in the same way, so it is not mistaken for
 * autocorrelation. Not thread-safe.
 */
final class SuccessiveDifferences {
    /** Distance at which the correlation is much smaller than between neighbours; a power of two. */
    static final int DISTANCE = 8;

    /** Number of pairs that are remembered. */
    private static final double MEMORY = 64;

    /** Quantile that the autocorrelation of a stream must exceed to differ from that of the reference. */
    private static final double MIN_Z_SCORE = 2;

    private static final int BISECTION_STEPS = 30;

    /** Autocorrelation above which no correction is possible. */
    private static final double MAX_LAG_ONE = 0.98;

    /** The newest event whose position is a multiple of the distance; empty before. */
    private float[] anchor = new float[0];

    private double nearOfAnchor;

    /** Decayed sums over pairs. */
    private double near;

    private double far;
    private double excess;
    private double squaredExcess;

    /** Returns the same estimate for a stream whose positions start over. */
    SuccessiveDifferences restarted() {
        SuccessiveDifferences restarted = new SuccessiveDifferences();
        restarted.near = near;
        restarted.far = far;
        restarted.excess = excess;
        restarted.squaredExcess = squaredExcess;
        return restarted;
    }

    /** Returns the index in a row of the first value that is compared: a scaled feature, or a random feature if there are none. */
    static int start(FeatureMap map) {
        return map.scaledFeatures() > 0 ? map.scaledIndex() : 0;
    }

    /** Returns the number of values that are compared. */
    static int count(FeatureMap map) {
        return map.scaledFeatures() > 0 ? map.scaledFeatures() : RandomFeatures.MIN_OUTPUTS;
    }

    /**
     * Observes an event.
     *
     * @param row row of the event
     * @param position number of events so far, including this
     * @param referenceRatio ratio of the squared differences in the reference
     */
    void observe(float[] row, FeatureMap map, long position, double referenceRatio) {
        long phase = position & (DISTANCE - 1);
        if (phase == 1 && position > DISTANCE) {
            nearOfAnchor = squaredDistance(row, start(map));
        } else if (phase == 0) {
            if (position >= 2 * DISTANCE) {
                double distance = squaredDistance(row, start(map));
                double difference = referenceRatio * distance - nearOfAnchor;
                double decay = 1 - 1 / MEMORY;
                near = decay * near + nearOfAnchor;
                far = decay * far + distance;
                excess = decay * excess + difference;
                squaredExcess = decay * squaredExcess + difference * difference;
            }
            anchor = Arrays.copyOfRange(row, start(map), start(map) + count(map));
        }
    }

    private double squaredDistance(float[] row, int start) {
        double sum = 0;
        for (int i = 0; i < anchor.length; i++) {
            float difference = row[start + i] - anchor[i];
            sum += difference * difference;
        }
        return sum;
    }

    /**
     * Returns the autocorrelation time of the stream divided by that of the reference; 1 if the stream is not significantly
     * more correlated.
     *
     * @param referenceTime autocorrelation time of the reference, see {@link #time}
     */
    double relativeTime(double referenceTime) {
        if (!(excess > MIN_Z_SCORE * Math.sqrt(squaredExcess))) {
            return 1;
        }
        return Math.max(1, time(near / far) / referenceTime);
    }

    /**
     * Returns the autocorrelation time of an autoregressive process of order one.
     *
     * @param ratio ratio of the squared differences at the distances 1 and {@value #DISTANCE}
     */
    static double time(double ratio) {
        double low = 0;
        double high = MAX_LAG_ONE;
        for (int step = 0; step < BISECTION_STEPS; step++) {
            double lagOne = (low + high) / 2;
            if ((1 - lagOne) / (1 - Math.pow(lagOne, DISTANCE)) > ratio) {
                low = lagOne;
            } else {
                high = lagOne;
            }
        }
        return (1 + low) / (1 - low);
    }

    /** Returns the ratio of the squared differences in rows of several keys; 1 if no key is long enough. */
    static double ratio(KeyedRows rows, int start, int features) {
        double near = 0;
        double far = 0;
        for (int key = 0; key < rows.starts().length; key++) {
            for (int i = rows.starts()[key]; i + DISTANCE < rows.end(key); i++) {
                near += squaredDistance(rows.rows()[i], rows.rows()[i + 1], start, features);
                far += squaredDistance(rows.rows()[i], rows.rows()[i + DISTANCE], start, features);
            }
        }
        return far > 0 ? Math.min(1, near / far) : 1;
    }

    private static double squaredDistance(float[] one, float[] other, int start, int features) {
        double sum = 0;
        for (int i = start; i < start + features; i++) {
            double difference = one[i] - other[i];
            sum += difference * difference;
        }
        return sum;
    }

    void write(DataOutput out) throws IOException {
        FloatArrays.write(anchor, out);
        out.writeDouble(nearOfAnchor);
        out.writeDouble(near);
        out.writeDouble(far);
        out.writeDouble(excess);
        out.writeDouble(squaredExcess);
    }

    static SuccessiveDifferences read(DataInput in) throws IOException {
        SuccessiveDifferences differences = new SuccessiveDifferences();
        differences.anchor = FloatArrays.read(in);
        differences.nearOfAnchor = in.readDouble();
        differences.near = in.readDouble();
        differences.far = in.readDouble();
        differences.excess = in.readDouble();
        differences.squaredExcess = in.readDouble();
        return differences;
    }
}
