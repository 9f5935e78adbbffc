package io.realign.learning.diagnosis;

import io.realign.learning.distance.PermutationTestResult;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * Estimated shift of the class shares between source and target.
 *
 * @param classShares estimated class shares of the target
 * @param totalVariation total variation distance between the class shares of source and target, 0 to 1
 * @param criticalValue 99 % quantile of the distance without a shift, estimated by a bootstrap of target rows and source labels
 *     (Efron, 1979); at least {@value #MIN_SHIFT}
 */
@SuppressWarnings("ArrayRecordComponent")
record ClassShareShift(double[] classShares, double totalVariation, double criticalValue) {
    /** Smaller shifts are irrelevant. {@link io.realign.adaptation.TransferCase#MIN_AGREEMENT} sets the same limit. */
    private static final double MIN_SHIFT = .1;

    private static final int RESAMPLES = 99;

    /**
     * @param sourceShares class shares of the source
     * @param sourceRows number of source labels
     * @param targetShares estimated class shares of the target
     * @param targetRows number of target rows
     * @param estimator estimates the class shares from the target rows at the given indices, which may repeat
     */
    static ClassShareShift bootstrap(
            double[] sourceShares,
            int sourceRows,
            double[] targetShares,
            int targetRows,
            Function<int[], double[]> estimator,
            long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] deviations = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            double[] resampledTarget = estimator.apply(bootstrapIndices(targetRows, random));
            double[] resampledSource = resample(sourceShares, sourceRows, random);
            double sum = 0;
            for (int c = 0; c < targetShares.length; c++) {
                sum += Math.abs((resampledTarget[c] - targetShares[c]) - (resampledSource[c] - sourceShares[c]));
            }
            deviations[i] = sum / 2;
        }
        Arrays.sort(deviations);
        double criticalValue =
                deviations[(int) Math.ceil(PermutationTestResult.CONFIDENCE_LEVEL * (RESAMPLES + 1)) - 1];
        return new ClassShareShift(
                targetShares, totalVariation(targetShares, sourceShares), Math.max(MIN_SHIFT, criticalValue));
    }

    static double totalVariation(double[] shares, double[] others) {
        double sum = 0;
        for (int c = 0; c < shares.length; c++) {
            sum += Math.abs(shares[c] - others[c]);
        }
        return sum / 2;
    }

    /** Samples as many row indices as there are rows, with replacement. */
    static int[] bootstrapIndices(int rows, SplittableRandom random) {
        return random.ints(rows, 0, rows).toArray();
    }

    Finding toFinding(String name) {
        String message = String.format(
                Locale.ROOT,
                isSignificant()
                        ? "%.0f %% of the rows would have to change class to match the class shares of the source"
                        : "the class shares match those of the source within %.0f %%",
                100 * totalVariation);
        return new Finding(name, totalVariation, ExpectedRange.atMost(criticalValue), message);
    }

    private static double[] resample(double[] shares, int rows, SplittableRandom random) {
        double[] resampled = new double[shares.length];
        for (int row = 0; row < rows; row++) {
            double remaining = random.nextDouble();
            int c = 0;
            while (c < shares.length - 1 && remaining >= shares[c]) {
                remaining -= shares[c++];
            }
            resampled[c] += 1.0 / rows;
        }
        return resampled;
    }

    boolean isSignificant() {
        return totalVariation > criticalValue;
    }
}
