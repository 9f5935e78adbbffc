package io.realign.learning.diagnosis;

import io.realign.learning.distance.PermutationTestResult;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * How far the shares of the classes in a target seem to be from those in the source, and how far they would seem by chance.
 *
 * @param classShares estimated
 * @param totalVariation total variation from the source's, 0 to 1
 * @param criticalValue what the change stays below in 99 % of all cases if there is none: by a bootstrap of the target's rows and
 *     of the source's labels (Efron, 1979)
 */
@SuppressWarnings("ArrayRecordComponent")
record ClassShareShift(double[] classShares, double totalVariation, double criticalValue) {
    /** Smaller changes are left to the features: this is where the predicted shares raise an alarm, too. */
    private static final double MIN_CHANGE = .1;

    private static final int RESAMPLES = 99;

    /**
     * @param source shares of the source
     * @param sourceRows how many labels they come from
     * @param shares estimated from the target
     * @param targetRows how many rows they come from
     * @param again estimates them from rows of these numbers, some of which occur more than once
     */
    static ClassShareShift bootstrap(
            double[] source,
            int sourceRows,
            double[] shares,
            int targetRows,
            Function<int[], double[]> again,
            long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] deviations = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            double[] target = again.apply(bootstrapIndices(targetRows, random));
            double[] resampled = resampled(source, sourceRows, random);
            double sum = 0;
            for (int c = 0; c < shares.length; c++) {
                sum += Math.abs((target[c] - shares[c]) - (resampled[c] - source[c]));
            }
            deviations[i] = sum / 2;
        }
        Arrays.sort(deviations);
        double chance = deviations[(int) Math.ceil(PermutationTestResult.CONFIDENCE_LEVEL * (RESAMPLES + 1)) - 1];
        return new ClassShareShift(
                shares, PriorMatchedSample.totalVariation(shares, source), Math.max(MIN_CHANGE, chance));
    }

    /** As many numbers of rows as there are rows, with replacement. */
    static int[] bootstrapIndices(int rows, SplittableRandom random) {
        return random.ints(rows, 0, rows).toArray();
    }

    Finding toFinding(String name) {
        String says = String.format(
                Locale.ROOT,
                isSignificant()
                        ? "%.0f %% of the rows would have to change their class to give the shares of the source"
                        : "the shares are those of the source, give or take %.0f %%",
                100 * totalVariation);
        return new Finding(name, totalVariation, ExpectedRange.atMost(criticalValue), says);
    }

    private static double[] resampled(double[] shares, int rows, SplittableRandom random) {
        double[] resampled = new double[shares.length];
        for (int row = 0; row < rows; row++) {
            double left = random.nextDouble();
            int c = 0;
            while (c < shares.length - 1 && left >= shares[c]) {
                left -= shares[c++];
            }
            resampled[c] += 1.0 / rows;
        }
        return resampled;
    }

    /** Whether chance alone hardly explains the change, and it matters. */
    boolean isSignificant() {
        return totalVariation > criticalValue;
    }
}
