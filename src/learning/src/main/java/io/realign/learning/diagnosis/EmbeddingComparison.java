package io.realign.learning.diagnosis;

import io.realign.learning.distance.KernelMmd;
import io.realign.learning.distance.PermutationTestResult;
import io.realign.learning.distance.RowSampler;
import io.realign.learning.distance.TsneMap;
import io.realign.learning.network.ModelOutputs;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Comparison of source and target in the embedding space of a model.
 *
 * @param map two-dimensional map of the embeddings
 * @param predictedClasses predicted class of each point
 * @param squaredMmd squared MMD between source and target embeddings
 */
@SuppressWarnings("ArrayRecordComponent")
public record EmbeddingComparison(TsneMap map, int[] predictedClasses, PermutationTestResult squaredMmd) {
    /**
     * Compares the outputs of a model for source and target. The maps of different models show the same rows if row counts and
     * seed are equal.
     *
     * @param source outputs for at least two rows
     * @param target outputs for at least two rows
     */
    public static EmbeddingComparison of(ModelOutputs source, ModelOutputs target, long seed) {
        TsneMap map = TsneMap.of(source.embedding(), target.embedding(), seed);
        int[] classes = IntStream.range(0, map.rowIndices().length)
                .map(point -> ModelOutputs.mostProbable(
                        (point < map.firstCount() ? source : target).probabilities()[map.rowIndices()[point]]))
                .toArray();
        int[] sourceIndices = Arrays.copyOf(map.rowIndices(), map.firstCount());
        int[] targetIndices = Arrays.copyOfRange(map.rowIndices(), map.firstCount(), map.rowIndices().length);
        PermutationTestResult squaredMmd = KernelMmd.between(
                RowSampler.rowsAt(source.embedding(), sourceIndices),
                RowSampler.rowsAt(target.embedding(), targetIndices),
                seed);
        return new EmbeddingComparison(map, classes, squaredMmd);
    }
}
