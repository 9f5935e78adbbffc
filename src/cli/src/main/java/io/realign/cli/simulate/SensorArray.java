package io.realign.cli.simulate;

import java.util.List;
import java.util.Random;

/**
 * An array of chemical sensors that have not drifted. Each responds to every gas with a different sensitivity.
 *
 * @param gases class labels
 * @param sensitivity {@code [gases][sensors]}, reading per unit of log concentration
 * @param noise standard deviation of a reading
 */
@SuppressWarnings("ArrayRecordComponent")
public record SensorArray(List<String> gases, double[][] sensitivity, double noise) {
    public static final List<String> GASES = List.of("acetone", "ammonia", "ethanol", "ethylene");

    public static final int SENSORS = 16;

    private static final double NOISE = 0.6;
    /** Standard deviation of sensitivities; with 0 all gases give the same readings. */
    private static final double SELECTIVITY = 0.35;

    public SensorArray {
        gases = List.copyOf(gases);
    }

    /** The array of the demo. */
    public static SensorArray standard(long seed) {
        Random random = new Random(seed);
        double[][] sensitivity = new double[GASES.size()][SENSORS];
        for (double[] gas : sensitivity) {
            for (int sensor = 0; sensor < SENSORS; sensor++) {
                gas[sensor] = 1 + SELECTIVITY * random.nextGaussian();
            }
        }
        return new SensorArray(GASES, sensitivity, NOISE);
    }

    public int sensors() {
        return sensitivity[0].length;
    }

    /** One reading of each sensor, without drift. */
    double[] read(int gas, double logConcentration, Random random) {
        double[] reading = new double[sensors()];
        for (int sensor = 0; sensor < reading.length; sensor++) {
            reading[sensor] = sensitivity[gas][sensor] * logConcentration + noise * random.nextGaussian();
        }
        return reading;
    }
}
