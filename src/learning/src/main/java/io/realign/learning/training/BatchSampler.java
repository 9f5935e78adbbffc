package io.realign.learning.training;

import static java.util.stream.Collectors.joining;

import io.realign.learning.input.SourceRows;
import io.realign.learning.loss.TrainingBatch;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Samples the rows of one training step with replacement, and adds noise. For each source row, it samples a source by weight
 * and takes the classes of this source in turn, so that all classes are equally frequent. Target rows are sampled uniformly.
 */
final class BatchSampler {
    /** Maximum number of rows per domain in an error message. */
    private static final int MAX_LISTED_ROWS = 8;

    /**
     * A batch and the origin of its rows.
     *
     * @param sourceIndices for each source row, index of its source in {@code sourceNames}
     * @param sourceRows for each source row, index in its source
     * @param targetRows for each target row, index in the window
     */
    @SuppressWarnings("ArrayRecordComponent")
    record SampledBatch(
            TrainingBatch batch, List<String> sourceNames, int[] sourceIndices, int[] sourceRows, int[] targetRows) {
        String describe() {
            String source = list(sourceRows.length, i -> sourceNames.get(sourceIndices[i]) + "[" + sourceRows[i] + "]");
            String target = list(targetRows.length, i -> "[" + targetRows[i] + "]");
            return "The batch had %d source rows%s and %d target rows%s; row indices start at 0"
                    .formatted(sourceRows.length, source, targetRows.length, target);
        }

        private static String list(int count, IntFunction<String> name) {
            String names = IntStream.range(0, Math.min(MAX_LISTED_ROWS, count))
                    .mapToObj(name)
                    .collect(joining(", "));
            return count == 0 ? "" : " (" + names + (count > MAX_LISTED_ROWS ? ", ...)" : ")");
        }
    }

    private static final float[][] NO_SOFT_LABELS = {};

    private final List<String> sourceNames;
    private final List<SourceRows> sources;
    /** For each source, the row indices of each class that has rows. */
    private final List<List<int[]>> classRows;

    private final double[] sourceWeights;
    private final double[] classImportance;
    private final float[][] target;
    private final float[][] softLabels;
    private final TrainingSchedule schedule;

    /**
     * @param sources standardised rows of at least one source
     * @param sourceWeights sampling probability of each source
     * @param classImportance importance weight of each class; the weights of a batch are scaled to a mean of 1
     * @param target standardised rows; empty for a base model
     * @param softLabels class probabilities of each target row, zeros for a row without a pseudo-label; empty without distillation
     */
    BatchSampler(
            List<String> sourceNames,
            List<SourceRows> sources,
            double[] sourceWeights,
            double[] classImportance,
            float[][] target,
            float[][] softLabels,
            TrainingSchedule schedule) {
        this.sourceNames = sourceNames;
        this.sourceWeights = sourceWeights;
        this.classImportance = classImportance;
        this.target = target;
        this.softLabels = softLabels;
        this.schedule = schedule;
        this.sources = sources;
        this.classRows = sources.stream()
                .map(source -> IntStream.range(0, source.classCount())
                        .mapToObj(source::indicesOfClass)
                        .filter(indices -> indices.length > 0)
                        .toList())
                .toList();
    }

    /** Equal seeds give equal batches. */
    SampledBatch sample(long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        float[][] source = new float[schedule.batch()][];
        int[] labels = new int[schedule.batch()];
        double[] rowImportance = new double[schedule.batch()];
        int[] sourceIndices = new int[schedule.batch()];
        int[] sourceRows = new int[schedule.batch()];
        int classOffset = random.nextInt(Integer.MAX_VALUE - schedule.batch());
        double importanceSum = 0;
        for (int i = 0; i < source.length; i++) {
            sourceIndices[i] = sampleSource(random);
            SourceRows rows = sources.get(sourceIndices[i]);
            List<int[]> classes = classRows.get(sourceIndices[i]);
            int[] indices = classes.get((classOffset + i) % classes.size());
            sourceRows[i] = indices[random.nextInt(indices.length)];
            labels[i] = rows.labels()[sourceRows[i]];
            source[i] = withNoise(rows.features()[sourceRows[i]], schedule.inputNoise(), random);
            rowImportance[i] = classImportance[labels[i]];
            importanceSum += rowImportance[i];
        }
        for (int i = 0; i < rowImportance.length; i++) {
            rowImportance[i] = importanceSum > 0 ? rowImportance[i] * rowImportance.length / importanceSum : 1;
        }
        int targetCount = target.length == 0 ? 0 : schedule.batch();
        int[] targetRows = new int[targetCount];
        float[][] sampledTarget = new float[targetCount][];
        float[][] sampledSoftLabels = softLabels.length == 0 ? NO_SOFT_LABELS : new float[targetCount][];
        for (int i = 0; i < targetCount; i++) {
            targetRows[i] = random.nextInt(target.length);
            sampledTarget[i] = withNoise(target[targetRows[i]], schedule.inputNoise(), random);
            if (softLabels.length > 0) {
                sampledSoftLabels[i] = softLabels[targetRows[i]];
            }
        }
        TrainingBatch batch = new TrainingBatch(source, labels, rowImportance, sampledTarget, sampledSoftLabels);
        return new SampledBatch(batch, sourceNames, sourceIndices, sourceRows, targetRows);
    }

    private int sampleSource(RandomGenerator random) {
        if (sourceWeights.length == 1) {
            return 0;
        }
        double point = random.nextDouble();
        int source = 0;
        while (source < sourceWeights.length - 1 && point >= sourceWeights[source]) {
            point -= sourceWeights[source];
            source++;
        }
        return source;
    }

    /** Returns a copy with Gaussian noise, or the row itself if the standard deviation is 0. */
    static float[] withNoise(float[] row, double deviation, RandomGenerator random) {
        if (deviation == 0) {
            return row;
        }
        float[] noisy = row.clone();
        for (int i = 0; i < noisy.length; i++) {
            noisy[i] += (float) (deviation * random.nextGaussian());
        }
        return noisy;
    }
}
