package io.realign.learning.diagnosis;

import io.realign.learning.distance.Discrepancy;
import io.realign.learning.distance.DomainMap;
import io.realign.learning.distance.KernelMmd;
import io.realign.learning.network.Answers;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How source and target lie in the features of a model, before its last layer.
 *
 * @param map of the features
 * @param classes what the model takes the row of each point for
 * @param mmd2 how far the features of the source lie from those of the target
 */
@SuppressWarnings("ArrayRecordComponent")
public record FeatureView(DomainMap map, int[] classes, Discrepancy mmd2) {
    /**
     * Of what a model says. For as many rows and the same seed the map shows the same rows, whichever model it is.
     *
     * @param source of at least two rows
     * @param target of at least two rows
     */
    public static FeatureView of(Answers source, Answers target, long seed) {
        DomainMap map = DomainMap.of(source.embedding(), target.embedding(), seed);
        int[] classes = IntStream.range(0, map.rows().length)
                .map(point -> Answers.mostProbable(
                        (point < map.first() ? source : target).probabilities()[map.rows()[point]]))
                .toArray();
        int[] ofSource = Arrays.copyOf(map.rows(), map.first());
        int[] ofTarget = Arrays.copyOfRange(map.rows(), map.first(), map.rows().length);
        Discrepancy mmd2 =
                KernelMmd.between(chosen(source.embedding(), ofSource), chosen(target.embedding(), ofTarget), seed);
        return new FeatureView(map, classes, mmd2);
    }

    private static float[][] chosen(float[][] rows, int[] numbers) {
        return IntStream.of(numbers).mapToObj(row -> rows[row]).toArray(float[][]::new);
    }
}
