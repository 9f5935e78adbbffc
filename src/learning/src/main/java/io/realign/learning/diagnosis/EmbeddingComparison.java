package io.realign.learning.diagnosis;

import io.realign.learning.distance.KernelMmd;
import io.realign.learning.distance.PermutationTestResult;
import io.realign.learning.distance.TsneMap;
import io.realign.learning.network.ModelOutputs;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How source and target lie in the features of a model, before its last layer.
 *
 * @param map of the features
 * @param predictedClasses what the model takes the row of each point for
 * @param squaredMmd how far the features of the source lie from those of the target
 */
@SuppressWarnings("ArrayRecordComponent")
public record EmbeddingComparison(TsneMap map, int[] predictedClasses, PermutationTestResult squaredMmd) {
    /**
     * Of what a model says. For as many rows and the same seed the map shows the same rows, whichever model it is.
     *
     * @param source of at least two rows
     * @param target of at least two rows
     */
    public static EmbeddingComparison of(ModelOutputs source, ModelOutputs target, long seed) {
        TsneMap map = TsneMap.of(source.embedding(), target.embedding(), seed);
        int[] classes = IntStream.range(0, map.rowIndices().length)
                .map(point -> ModelOutputs.mostProbable(
                        (point < map.firstCount() ? source : target).probabilities()[map.rowIndices()[point]]))
                .toArray();
        int[] ofSource = Arrays.copyOf(map.rowIndices(), map.firstCount());
        int[] ofTarget = Arrays.copyOfRange(map.rowIndices(), map.firstCount(), map.rowIndices().length);
        PermutationTestResult mmd2 =
                KernelMmd.between(rowsAt(source.embedding(), ofSource), rowsAt(target.embedding(), ofTarget), seed);
        return new EmbeddingComparison(map, classes, mmd2);
    }

    private static float[][] rowsAt(float[][] rows, int[] numbers) {
        return IntStream.of(numbers).mapToObj(row -> rows[row]).toArray(float[][]::new);
    }
}
