package io.realign.learning.diagnosis;

import io.realign.learning.distance.ClasswiseDistance;
import io.realign.learning.distance.KernelMmd;
import io.realign.learning.distance.RowSampler;
import io.realign.learning.input.SourceRows;
import io.realign.learning.source.LinearDiscriminant;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Tests whether a shift of class shares alone explains the distance between source and target. */
final class ResidualTest {
    private static final int MIN_ROWS = 2;

    private static final int MAX_ROWS = 400;

    private ResidualTest() {}

    /**
     * Measures the distance between target and source, over all rows and class by class, after resampling the source to the
     * class shares of the target.
     *
     * @param source standardised rows
     * @param target rows with the same standardisation
     * @param shares class shares of the target
     * @return findings that are as expected if the class shares explain the distance
     */
    static List<Finding> run(SourceRows source, float[][] target, double[] shares, long seed) {
        int[] resampledIndices = sampleWithShares(source.labels(), shares, seed);
        if (resampledIndices.length < MIN_ROWS) {
            return List.of(new Finding(
                    "number of source rows resampled to the target's class shares",
                    resampledIndices.length,
                    ExpectedRange.atMost(MIN_ROWS),
                    "the source has too few rows of these classes, so a feature shift cannot be tested"));
        }
        float[][] rows = source.features();
        float[][] resampled = RowSampler.rowsAt(rows, resampledIndices);
        // Cross-fitting: a discriminant trained on one half of the source classifies the other half, so that none
        // classifies its own training rows. Each also classifies one half of the target, to treat both domains alike.
        boolean[] inFirstSourceHalf = randomHalf(rows.length, seed);
        boolean[] inFirstTargetHalf = randomHalf(target.length, seed);
        LinearDiscriminant firstDiscriminant = fit(source, row -> inFirstSourceHalf[row]);
        LinearDiscriminant secondDiscriminant = fit(source, row -> !inFirstSourceHalf[row]);
        int[] sourcePredictions = Arrays.stream(resampledIndices)
                .map(row -> (inFirstSourceHalf[row] ? secondDiscriminant : firstDiscriminant).classify(rows[row]))
                .toArray();
        int[] targetPredictions = IntStream.range(0, target.length)
                .map(row -> (inFirstTargetHalf[row] ? secondDiscriminant : firstDiscriminant).classify(target[row]))
                .toArray();
        return List.of(
                Finding.of(
                        "MMD of target and source resampled to the target's class shares",
                        KernelMmd.between(resampled, target, seed),
                        "the class shares do not explain the shift: features have shifted",
                        "the class shares explain the shift"),
                Finding.of(
                        "classwise distance of target and source resampled to the target's class shares",
                        ClasswiseDistance.between(resampled, sourcePredictions, target, targetPredictions, seed),
                        "target rows differ from source rows of the same predicted class: features have shifted",
                        "target rows match source rows of the same predicted class"));
    }

    /**
     * Samples indices of distinct rows, at most 400 and as many as the scarcest class allows.
     *
     * @param shares class shares of the sample; classes without rows are ignored
     */
    static int[] sampleWithShares(int[] labels, double[] shares, long seed) {
        int[] counts = new int[shares.length];
        for (int label : labels) {
            counts[label]++;
        }
        double size = MAX_ROWS;
        for (int c = 0; c < shares.length; c++) {
            if (counts[c] > 0 && shares[c] > 0) {
                size = Math.min(size, counts[c] / shares[c]);
            }
        }
        int[] remaining = new int[shares.length];
        for (int c = 0; c < shares.length; c++) {
            remaining[c] = (int) Math.rint(size * shares[c]);
        }
        return Arrays.stream(RowSampler.sampleIndices(labels.length, labels.length, seed))
                .filter(row -> remaining[labels[row]]-- > 0)
                .toArray();
    }

    /** Assigns rows to the halves at random, since they may be ordered by class. */
    private static boolean[] randomHalf(int rows, long seed) {
        boolean[] half = new boolean[rows];
        for (int row : RowSampler.sampleIndices(rows, rows / 2, seed)) {
            half[row] = true;
        }
        return half;
    }

    private static LinearDiscriminant fit(SourceRows source, IntPredicate selected) {
        return LinearDiscriminant.fit(
                source.rowsAt(IntStream.range(0, source.size()).filter(selected).toArray()));
    }
}
