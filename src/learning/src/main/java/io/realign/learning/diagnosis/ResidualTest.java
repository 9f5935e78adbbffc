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
 * What is left between source and target once the source's classes are mixed in the target's shares.
 *
 * @param findings of all rows together, and class by class
 */
record ResidualTest(List<Finding> findings) {
    /** Fewer rows are at no distance from others. */
    private static final int MIN_ROWS = 2;

    /**
     * @param rows of the source, standardised
     * @param labelled the source
     * @param target rows, standardised alike
     * @param shares in which the source is mixed
     */
    static ResidualTest of(float[][] rows, SourceRows labelled, float[][] target, double[] shares, long seed) {
        int[] mixture = PriorMatchedSample.sampleIndices(labelled.labels(), shares, seed);
        if (mixture.length < MIN_ROWS) {
            return new ResidualTest(
                    List.of(
                            new Finding(
                                    "rows of the source in these shares",
                                    mixture.length,
                                    ExpectedRange.atMost(MIN_ROWS),
                                    "the source has too few rows to look like the target in these shares, so nothing is known of features")));
        }
        float[][] mixed = Arrays.stream(mixture).mapToObj(row -> rows[row]).toArray(float[][]::new);
        // Each half is named by what the other half taught, and target rows by one or the other: nobody names rows that
        // it knows, and the two domains are named alike.
        boolean[] half = randomHalf(rows.length, seed);
        boolean[] targetHalf = randomHalf(target.length, seed);
        LinearDiscriminant one = fit(rows, labelled, row -> half[row]);
        LinearDiscriminant other = fit(rows, labelled, row -> !half[row]);
        int[] named = Arrays.stream(mixture)
                .map(row -> (half[row] ? other : one).classify(rows[row]))
                .toArray();
        int[] targetNamed = IntStream.range(0, target.length)
                .map(row -> (targetHalf[row] ? other : one).classify(target[row]))
                .toArray();
        return new ResidualTest(List.of(
                Finding.of(
                        "MMD of the target and the source in these shares",
                        KernelMmd.between(mixed, target, seed),
                        "the shares do not explain how the target looks: features have moved",
                        "the source in these shares looks like the target"),
                Finding.of(
                        "distance of the target and the source in these shares, class by class",
                        ClasswiseDistance.between(mixed, named, target, targetNamed, seed),
                        "what is taken for a class does not lie where the class was: features have moved",
                        "what is taken for a class lies where the class was")));
    }

    /** At random, for rows may come with their classes in turn. */
    private static boolean[] randomHalf(int rows, long seed) {
        boolean[] half = new boolean[rows];
        for (int row : RowSampler.sampleIndices(rows, rows / 2, seed)) {
            half[row] = true;
        }
        return half;
    }

    private static LinearDiscriminant fit(float[][] rows, SourceRows labelled, IntPredicate which) {
        int[] taught = IntStream.range(0, rows.length).filter(which).toArray();
        return LinearDiscriminant.fit(
                Arrays.stream(taught).mapToObj(row -> rows[row]).toArray(float[][]::new),
                Arrays.stream(taught).map(row -> labelled.labels()[row]).toArray(),
                labelled.classCount());
    }

    boolean isInsignificant() {
        return findings.stream().allMatch(Finding::isExpected);
    }
}
