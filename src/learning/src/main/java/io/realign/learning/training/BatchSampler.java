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
 * Draws the batch of a step: of each source by its weight, of its classes in turn, so that a rare one counts as much as a
 * common one; and target rows as they come; all with replacement and with noise. A batch follows from a seed and not from
 * the batches before it.
 */
final class BatchSampler {
    /** How many rows of each domain are named in a message. */
    private static final int MAX_LISTED_ROWS = 8;

    /**
     * A batch, and which rows it was made of.
     *
     * @param sourceNames the names of the sources
     * @param sourceIndices of each source row, the index of its source
     * @param sourceRows of each source row, its index in the source
     * @param targetRows of each target row, its index in the window
     */
    @SuppressWarnings("ArrayRecordComponent")
    record SampledBatch(
            TrainingBatch batch, List<String> sourceNames, int[] sourceIndices, int[] sourceRows, int[] targetRows) {
        /** The first rows of each domain, counted from 0 as they were given, and how many there are. */
        String describe() {
            String source =
                    first(sourceRows.length, i -> sourceNames.get(sourceIndices[i]) + "[" + sourceRows[i] + "]");
            String target = first(targetRows.length, i -> "[" + targetRows[i] + "]");
            return "The batch had %d source rows%s and %d target rows%s, counted from 0 as they were given"
                    .formatted(sourceRows.length, source, targetRows.length, target);
        }

        private static String first(int count, IntFunction<String> name) {
            String named = IntStream.range(0, Math.min(MAX_LISTED_ROWS, count))
                    .mapToObj(name)
                    .collect(joining(", "));
            return count == 0 ? "" : " (" + named + (count > MAX_LISTED_ROWS ? ", ...)" : ")");
        }
    }

    /**
     * The rows of a source's classes; those without rows are left out.
     *
     * @param rowIndices of the rows in the source
     */
    private record ClassIndex(List<float[][]> rows, List<int[]> rowIndices, List<Integer> labels) {}

    private static final float[][] NO_SOFT_LABELS = {};

    private final List<String> sourceNames;
    private final List<ClassIndex> classIndices = new ArrayList<>();
    private final double[] weights;
    private final double[] importance;
    private final float[][] target;
    private final float[][] softLabels;
    private final TrainingSchedule schedule;

    /**
     * A draw from standardised rows.
     *
     * @param names of the sources
     * @param sources at least one
     * @param weights of the sources
     * @param importance of a row of each class where it stands for the target, before it is brought to 1 in the mean
     * @param target none when version 1 is trained
     * @param answers for the target rows, a row of zeros for none; empty if there are none at all
     */
    BatchSampler(
            List<String> names,
            List<SourceRows> sources,
            double[] weights,
            double[] importance,
            float[][] target,
            float[][] answers,
            TrainingSchedule pace) {
        this.sourceNames = names;
        this.weights = weights;
        this.importance = importance;
        this.target = target;
        this.softLabels = answers;
        this.schedule = pace;
        for (SourceRows source : sources) {
            ClassIndex origin = new ClassIndex(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            for (int label = 0; label < source.classCount(); label++) {
                float[][] rows = source.rowsOfClass(label);
                if (rows.length > 0) {
                    origin.rows().add(rows);
                    origin.rowIndices().add(rowIndices(source, label));
                    origin.labels().add(label);
                }
            }
            classIndices.add(origin);
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
        double[] counts = new double[schedule.batch()];
        int[] origins = new int[schedule.batch()];
        int[] places = new int[schedule.batch()];
        int turn = random.nextInt(Integer.MAX_VALUE - schedule.batch());
        double sum = 0;
        for (int i = 0; i < source.length; i++) {
            origins[i] = sampleSource(random);
            ClassIndex origin = this.classIndices.get(origins[i]);
            int drawn = (turn + i) % origin.labels().size();
            labels[i] = origin.labels().get(drawn);
            float[][] rows = origin.rows().get(drawn);
            int row = random.nextInt(rows.length);
            places[i] = origin.rowIndices().get(drawn)[row];
            source[i] = withNoise(rows[row], random);
            counts[i] = importance[labels[i]];
            sum += counts[i];
        }
        for (int i = 0; i < counts.length; i++) {
            counts[i] = sum > 0 ? counts[i] * counts.length / sum : 1;
        }
        int targets = target.length == 0 ? 0 : schedule.batch();
        float[][] moved = new float[targets][];
        int[] drawnTargets = new int[targets];
        float[][] taught = softLabels.length == 0 ? NO_SOFT_LABELS : new float[targets][];
        for (int i = 0; i < targets; i++) {
            drawnTargets[i] = random.nextInt(target.length);
            moved[i] = withNoise(target[drawnTargets[i]], random);
            if (softLabels.length > 0) {
                taught[i] = softLabels[drawnTargets[i]];
            }
        }
        return new SampledBatch(
                new TrainingBatch(source, labels, counts, moved, taught), sourceNames, origins, places, drawnTargets);
    }

    private int sampleSource(RandomGenerator random) {
        if (weights.length == 1) {
            return 0;
        }
        double point = random.nextDouble();
        int origin = 0;
        while (origin < weights.length - 1 && point >= weights[origin]) {
            point -= weights[origin];
            origin++;
        }
        return origin;
    }

    private float[] withNoise(float[] row, RandomGenerator random) {
        if (schedule.inputNoise() == 0) {
            return row;
        }
        float[] noisy = row.clone();
        for (int i = 0; i < noisy.length; i++) {
            noisy[i] += (float) (schedule.inputNoise() * random.nextGaussian());
        }
        return noisy;
    }
}
