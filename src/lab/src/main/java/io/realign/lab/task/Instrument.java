package io.realign.lab.task;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A measuring instrument: rotates pairs of neighbouring features, then applies a gain and an offset to each feature.
 *
 * @param gain gain of each feature, 1 for an ideal instrument
 * @param offset offset of each feature, 0 for an ideal instrument
 * @param angle angle of the rotation in radians, 0 for an ideal instrument
 */
@SuppressWarnings("ArrayRecordComponent")
record Instrument(double[] gain, double[] offset, double angle) {
    /** Creates an instrument that returns the features unchanged. */
    static Instrument ideal() {
        return rotated(0);
    }

    static Instrument rotated(double angle) {
        double[] gain = new double[GaussianClasses.FEATURES];
        Arrays.fill(gain, 1);
        return new Instrument(gain, new double[GaussianClasses.FEATURES], angle);
    }

    /** The first {@code count} features are constant. */
    static Instrument withStuckFeatures(int count) {
        Instrument stuck = ideal();
        Arrays.fill(stuck.gain, 0, count, 0);
        return stuck;
    }

    /**
     * Draws gains and offsets.
     *
     * @param gainSpread standard deviation of the logarithm of a gain
     * @param offsetSpread standard deviation of an offset
     */
    static Instrument drifted(double gainSpread, double offsetSpread, double angle, SplittableRandom random) {
        double[] gain = new double[GaussianClasses.FEATURES];
        double[] offset = new double[GaussianClasses.FEATURES];
        for (int i = 0; i < GaussianClasses.FEATURES; i++) {
            gain[i] = Math.exp(gainSpread * random.nextGaussian());
            offset[i] = offsetSpread * random.nextGaussian();
        }
        return new Instrument(gain, offset, angle);
    }

    float[] measure(double[] row) {
        float[] reading = new float[row.length];
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        for (int i = 0; i < row.length; i += 2) {
            reading[i] = (float) (gain[i] * (cos * row[i] - sin * row[i + 1]) + offset[i]);
            reading[i + 1] = (float) (gain[i + 1] * (sin * row[i] + cos * row[i + 1]) + offset[i + 1]);
        }
        return reading;
    }
}
