package io.realign.cli.simulate;

import java.util.Arrays;
import java.util.Random;

/**
 * What time has done to the sensors, and which gases are about.
 *
 * @param gain factor of each sensor, 1 when new
 * @param offset shift of each sensor, 0 when new
 * @param crossTalk part of each reading that comes from the neighbouring sensor, 0 when new, below 1
 * @param classShares how often each gas occurs, sum 1
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

    /** New sensors, all gases alike. */
    public static SensorState initial(SensorArray array) {
        double[] gain = new double[array.sensors()];
        double[] shares = new double[array.gases().size()];
        Arrays.fill(gain, 1);
        Arrays.fill(shares, 1.0 / shares.length);
        return new SensorState(gain, new double[gain.length], 0, shares);
    }

    /**
     * The same sensors later.
     *
     * @param gainSpread standard deviation of the change of a gain
     * @param offsetSpread standard deviation of the change of an offset, in units of a reading
     * @param moreCrossTalk what is added to the cross-talk
     */
    public SensorState aged(double gainSpread, double offsetSpread, double moreCrossTalk, Random random) {
        double[] agedGain = gain.clone();
        double[] agedOffset = offset.clone();
        for (int sensor = 0; sensor < gain.length; sensor++) {
            agedGain[sensor] *= Math.exp(gainSpread * random.nextGaussian());
            agedOffset[sensor] += offsetSpread * random.nextGaussian();
        }
        return new SensorState(agedGain, agedOffset, crossTalk + moreCrossTalk, classShares);
    }

    public SensorState withClassShares(double... newShares) {
        return new SensorState(gain, offset, crossTalk, newShares);
    }

    /** A point on the straight way from here to there; {@code part} 0 is here, 1 is there. */
    SensorState interpolate(SensorState there, double part) {
        return new SensorState(
                mix(gain, there.gain, part),
                mix(offset, there.offset, part),
                crossTalk + part * (there.crossTalk - crossTalk),
                mix(classShares, there.classShares, part));
    }

    /** What the drifted sensors say when new ones would say {@code fresh}. */
    float[] distort(double[] fresh) {
        float[] reading = new float[fresh.length];
        for (int sensor = 0; sensor < fresh.length; sensor++) {
            double neighbour = fresh[(sensor + 1) % fresh.length];
            double mixed = (1 - crossTalk) * fresh[sensor] + crossTalk * neighbour;
            reading[sensor] = (float) (gain[sensor] * mixed + offset[sensor]);
        }
        return reading;
    }

    /** The gas at {@code quantile}, 0 to 1, of the shares. */
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

    private static double[] mix(double[] here, double[] there, double part) {
        double[] mixed = new double[here.length];
        for (int i = 0; i < mixed.length; i++) {
            mixed[i] = here[i] + part * (there[i] - here[i]);
        }
        return mixed;
    }
}
