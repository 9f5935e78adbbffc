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

/**
 * Distance of target and source after resampling the source to the class shares of the target.
 *
 * @param findings distances of all rows, and class by class
 */
record ResidualTest(List<Finding> findings) {
    /** Minimum for a distance. */
    private static final int MIN_ROWS = 2;

    /**
     * @param rows standardised source rows
     * @param labelled source rows with their labels
     * @param target target rows with the same standardisation
     * @param shares class shares to resample the source to
     */
    static ResidualTest of(float[][] rows, SourceRows labelled, float[][] target, double[] shares, long seed) {
        int[] sample = PriorMatchedSample.sampleIndices(labelled.labels(), shares, seed);
        if (sample.length < MIN_ROWS) {
            return new ResidualTest(List.of(new Finding(
                    "source rows resampled to the target's class shares",
                    sample.length,
                    ExpectedRange.atMost(MIN_ROWS),
                    "the source has too few rows of these classes, so a feature shift cannot be tested")));
        }
        float[][] resampled = RowSampler.rowsAt(rows, sample);
        // Each half of the source is classified by the discriminant of the other half, and the target by both, so that
        // no
        // row is classified by its own training and both domains are treated alike.
        boolean[] half = randomHalf(rows.length, seed);
        boolean[] targetHalf = randomHalf(target.length, seed);
        LinearDiscriminant first = fit(rows, labelled, row -> half[row]);
        LinearDiscriminant second = fit(rows, labelled, row -> !half[row]);
        int[] predicted = Arrays.stream(sample)
                .map(row -> (half[row] ? second : first).classify(rows[row]))
                .toArray();
        int[] targetPredicted = IntStream.range(0, target.length)
                .map(row -> (targetHalf[row] ? second : first).classify(target[row]))
                .toArray();
        return new ResidualTest(List.of(
                Finding.of(
                        "MMD of target and source resampled to the target's class shares",
                        KernelMmd.between(resampled, target, seed),
                        "class shares do not explain the shift: features have shifted",
                        "class shares explain the shift"),
                Finding.of(
                        "classwise distance of target and source resampled to the target's class shares",
                        ClasswiseDistance.between(resampled, predicted, target, targetPredicted, seed),
                        "predicted classes are not where the classes of the source are: features have shifted",
                        "predicted classes are where the classes of the source are")));
    }

    /** Random, since rows may be ordered by class. */
    private static boolean[] randomHalf(int rows, long seed) {
        boolean[] half = new boolean[rows];
        for (int row : RowSampler.sampleIndices(rows, rows / 2, seed)) {
            half[row] = true;
        }
        return half;
    }

    private static LinearDiscriminant fit(float[][] rows, SourceRows labelled, IntPredicate which) {
        int[] training = IntStream.range(0, rows.length).filter(which).toArray();
        return LinearDiscriminant.fit(
                RowSampler.rowsAt(rows, training),
                RowSampler.labelsAt(labelled.labels(), training),
                labelled.classCount());
    }

    boolean isInsignificant() {
        return findings.stream().allMatch(Finding::isExpected);
    }
}
