package io.realign.cli.simulate;

import java.util.Arrays;
import java.util.Random;

/**
 * Condition of the sensors, and class distribution.
 *
 * @param gain factor of each sensor; 1 without drift
 * @param offset shift of each sensor; 0 without drift
 * @param crossTalk fraction of each reading from the neighbouring sensor, 0 to below 1
 * @param classShares probability of each gas, sum 1
 */
@SuppressWarnings("ArrayRecordComponent")
public record SensorState(double[] gain, double[] offset, double crossTalk, double[] classShares) {
    public SensorState {
        double sum = Arrays.stream(classShares).sum();
        if (gain.length != offset.length || Math.abs(sum - 1) > 1e-9) {
            throw new IllegalArgumentException("expected a gain and an offset for each sensor and shares of sum 1, got "
                    + gain.length + ", " + offset.length + " and " + sum);
        }
    }

    /** Sensors that have not drifted, and equally probable gases. */
    public static SensorState initial(SensorArray array) {
        double[] gain = new double[array.sensors()];
        double[] shares = new double[array.gases().size()];
        Arrays.fill(gain, 1);
        Arrays.fill(shares, 1.0 / shares.length);
        return new SensorState(gain, new double[gain.length], 0, shares);
    }

    /**
     * The sensors after a drift.
     *
     * @param gainSpread standard deviation of the log gain change
     * @param offsetSpread standard deviation of the offset change, in the unit of the readings
     * @param crossTalkIncrease added to the cross-talk
     */
    public SensorState drifted(double gainSpread, double offsetSpread, double crossTalkIncrease, Random random) {
        double[] driftedGain = gain.clone();
        double[] driftedOffset = offset.clone();
        for (int sensor = 0; sensor < gain.length; sensor++) {
            driftedGain[sensor] *= Math.exp(gainSpread * random.nextGaussian());
            driftedOffset[sensor] += offsetSpread * random.nextGaussian();
        }
        return new SensorState(driftedGain, driftedOffset, crossTalk + crossTalkIncrease, classShares);
    }

    public SensorState withClassShares(double... newShares) {
        return new SensorState(gain, offset, crossTalk, newShares);
    }

    /** Linear interpolation; with {@code fraction} 0 this state, with 1 {@code end}. */
    SensorState interpolate(SensorState end, double fraction) {
        return new SensorState(
                mix(gain, end.gain, fraction),
                mix(offset, end.offset, fraction),
                crossTalk + fraction * (end.crossTalk - crossTalk),
                mix(classShares, end.classShares, fraction));
    }

    /** Converts readings without drift to readings of these sensors. */
    float[] distort(double[] undriftedReading) {
        float[] reading = new float[undriftedReading.length];
        for (int sensor = 0; sensor < undriftedReading.length; sensor++) {
            double neighbour = undriftedReading[(sensor + 1) % undriftedReading.length];
            double mixed = (1 - crossTalk) * undriftedReading[sensor] + crossTalk * neighbour;
            reading[sensor] = (float) (gain[sensor] * mixed + offset[sensor]);
        }
        return reading;
    }

    /** The gas at a quantile, 0 to 1, of the class distribution. */
    int gasAt(double quantile) {
        double sum = 0;
        for (int gas = 0; gas < classShares.length - 1; gas++) {
            sum += classShares[gas];
            if (quantile < sum) {
                return gas;
            }
        }
        return classShares.length - 1;
    }

    private static double[] mix(double[] start, double[] end, double fraction) {
        double[] mixed = new double[start.length];
        for (int i = 0; i < mixed.length; i++) {
            mixed[i] = start[i] + fraction * (end[i] - start[i]);
        }
        return mixed;
    }
}
