package io.realign.learning.training;

import static java.util.stream.Collectors.joining;

import io.realign.learning.input.SourceRows;
import io.realign.learning.loss.TrainingBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Samples the batch of a step with replacement and adds noise. Sources are sampled by weight and their classes in turn, so
 * that all classes are equally frequent; target rows are sampled uniformly. A batch depends on its seed only.
 */
final class BatchSampler {
    /** Maximum number of rows per domain that a message lists. */
    private static final int MAX_LISTED_ROWS = 8;

    /**
     * A batch and the origin of its rows.
     *
     * @param sourceNames names of the sources
     * @param sourceIndices index of each source row's source
     * @param sourceRows index of each source row in its source
     * @param targetRows index of each target row in the window
     */
    @SuppressWarnings("ArrayRecordComponent")
    record SampledBatch(
            TrainingBatch batch, List<String> sourceNames, int[] sourceIndices, int[] sourceRows, int[] targetRows) {
        String describe() {
            String source = list(sourceRows.length, i -> sourceNames.get(sourceIndices[i]) + "[" + sourceRows[i] + "]");
            String target = list(targetRows.length, i -> "[" + targetRows[i] + "]");
            return "The batch had %d source rows%s and %d target rows%s, with indices from 0"
                    .formatted(sourceRows.length, source, targetRows.length, target);
        }

        private static String list(int count, IntFunction<String> name) {
            String names = IntStream.range(0, Math.min(MAX_LISTED_ROWS, count))
                    .mapToObj(name)
                    .collect(joining(", "));
            return count == 0 ? "" : " (" + names + (count > MAX_LISTED_ROWS ? ", ...)" : ")");
        }
    }

    /** The rows of one class of a source, with their indices in the source. */
    @SuppressWarnings("ArrayRecordComponent")
    private record ClassRows(int label, float[][] rows, int[] rowIndices) {}

    private static final float[][] NO_SOFT_LABELS = {};

    private final List<String> sourceNames;
    /** For each source the classes that have rows. */
    private final List<List<ClassRows>> sources = new ArrayList<>();

    private final double[] weights;
    private final double[] importance;
    private final float[][] target;
    private final float[][] softLabels;
    private final TrainingSchedule schedule;

    /**
     * Creates a sampler of standardised rows.
     *
     * @param sources at least one
     * @param weights sampling weight of each source
     * @param importance importance weight of each class, before normalisation to a mean of 1
     * @param target empty for a base model
     * @param softLabels one for each target row, zeros for none; empty without distillation
     */
    BatchSampler(
            List<String> sourceNames,
            List<SourceRows> sources,
            double[] weights,
            double[] importance,
            float[][] target,
            float[][] softLabels,
            TrainingSchedule schedule) {
        this.sourceNames = sourceNames;
        this.weights = weights;
        this.importance = importance;
        this.target = target;
        this.softLabels = softLabels;
        this.schedule = schedule;
        for (SourceRows source : sources) {
            this.sources.add(IntStream.range(0, source.classCount())
                    .mapToObj(label -> new ClassRows(label, source.rowsOfClass(label), rowIndices(source, label)))
                    .filter(rowsOfClass -> rowsOfClass.rows().length > 0)
                    .toList());
        }
    }

    private static int[] rowIndices(SourceRows source, int label) {
        return IntStream.range(0, source.size())
                .filter(row -> source.labels()[row] == label)
                .toArray();
    }

    SampledBatch sample(long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        float[][] source = new float[schedule.batch()][];
        int[] labels = new int[schedule.batch()];
        double[] rowImportance = new double[schedule.batch()];
        int[] sourceIndices = new int[schedule.batch()];
        int[] sourceRows = new int[schedule.batch()];
        int firstClass = random.nextInt(Integer.MAX_VALUE - schedule.batch());
        double sum = 0;
        for (int i = 0; i < source.length; i++) {
            sourceIndices[i] = sampleSource(random);
            List<ClassRows> classes = sources.get(sourceIndices[i]);
            ClassRows sampledClass = classes.get((firstClass + i) % classes.size());
            int row = random.nextInt(sampledClass.rows().length);
            labels[i] = sampledClass.label();
            sourceRows[i] = sampledClass.rowIndices()[row];
            source[i] = withNoise(sampledClass.rows()[row], schedule.inputNoise(), random);
            rowImportance[i] = importance[labels[i]];
            sum += rowImportance[i];
        }
        for (int i = 0; i < rowImportance.length; i++) {
            rowImportance[i] = sum > 0 ? rowImportance[i] * rowImportance.length / sum : 1;
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
        if (weights.length == 1) {
            return 0;
        }
        double point = random.nextDouble();
        int source = 0;
        while (source < weights.length - 1 && point >= weights[source]) {
            point -= weights[source];
            source++;
        }
        return source;
    }

    /** Returns a noisy copy, or the row itself at deviation 0. */
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
