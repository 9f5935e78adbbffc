package io.realign.lab.stream;

/** A table of independent integers: rounded measurements, Poisson counts of different rates, and two flags. */
final class IntegerTable {
    /** 12 measurements, 10 counts, a rare flag and a frequent flag. */
    static final int WIDTH = 24;

    private static final int FIRST_COUNT = 12;
    private static final int RARE_FLAG = 22;
    private static final int FREQUENT_FLAG = 23;
    private static final double MEAN = 20;
    private static final double DEVIATION = 3;

    /** The count whose rate changes. */
    private static final int CHANGED_COUNT = 16;

    private static final double RATE_FACTOR = 1.3;
    private static final double RARE_SHARE = 0.01;
    private static final double CHANGED_SHARE = 0.06;
    private static final double FREQUENT_SHARE = 0.4;

    private IntegerTable() {}

    static StreamGenerator generator() {
        return random -> () -> {
            float[] row = new float[WIDTH];
            for (int i = 0; i < FIRST_COUNT; i++) {
                row[i] = Math.round(MEAN + DEVIATION * random.nextGaussian());
            }
            for (int i = FIRST_COUNT; i < RARE_FLAG; i++) {
                row[i] = StreamGenerators.poissonCount(rate(i), random);
            }
            row[RARE_FLAG] = random.nextDouble() < RARE_SHARE ? 1 : 0;
            row[FREQUENT_FLAG] = random.nextDouble() < FREQUENT_SHARE ? 1 : 0;
            return row;
        };
    }

    /** Multiplies the rate of one count, which is 3, by {@value #RATE_FACTOR}. */
    static StreamChange higherRate() {
        return StreamChanges.higherRateOfFeature(CHANGED_COUNT, (RATE_FACTOR - 1) * rate(CHANGED_COUNT));
    }

    /** The rare flag is set in a fraction {@value #CHANGED_SHARE} of the rows instead of {@value #RARE_SHARE}. */
    static StreamChange frequentFlag() {
        return StreamChanges.moreFlags(RARE_FLAG, (CHANGED_SHARE - RARE_SHARE) / (1 - RARE_SHARE));
    }

    /** Rates from 1 in steps of a half. */
    private static double rate(int feature) {
        return 1 + 0.5 * (feature - FIRST_COUNT);
    }
}
