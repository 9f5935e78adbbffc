package io.realign.learning.training;

import io.realign.learning.SourceRows;
import io.realign.learning.network.Batch;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Draws the batch of a step: of each source by its weight, of its classes in turn, so that a rare one counts as much as a
 * common one; and target rows as they come; all with replacement and with noise. A batch follows from a seed and not from
 * the batches before it.
 */
final class BatchDraw {
    /** The rows of a source's classes; those without rows are left out. */
    private record Origin(List<float[][]> rows, List<Integer> labels) {}

    private static final float[][] NO_ANSWERS = {};

    private final List<Origin> origins = new ArrayList<>();
    private final double[] weights;
    private final double[] importance;
    private final float[][] target;
    private final float[][] answers;
    private final Pace pace;

    /**
     * A draw from standardised rows.
     *
     * @param sources at least one
     * @param weights of the sources
     * @param importance of a row of each class where it stands for the target, before it is brought to 1 in the mean
     * @param target none when version 1 is trained
     * @param answers for the target rows, a row of zeros for none; empty if there are none at all
     */
    BatchDraw(
            List<SourceRows> sources,
            double[] weights,
            double[] importance,
            float[][] target,
            float[][] answers,
            Pace pace) {
        this.weights = weights;
        this.importance = importance;
        this.target = target;
        this.answers = answers;
        this.pace = pace;
        for (SourceRows source : sources) {
            Origin origin = new Origin(new ArrayList<>(), new ArrayList<>());
            for (int label = 0; label < source.classes(); label++) {
                float[][] rows = source.of(label);
                if (rows.length > 0) {
                    origin.rows().add(rows);
                    origin.labels().add(label);
                }
            }
            origins.add(origin);
        }
    }

    Batch draw(long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        float[][] source = new float[pace.batch()][];
        int[] labels = new int[pace.batch()];
        double[] counts = new double[pace.batch()];
        int turn = random.nextInt(Integer.MAX_VALUE - pace.batch());
        double sum = 0;
        for (int i = 0; i < source.length; i++) {
            Origin origin = origins.get(origin(random));
            int drawn = (turn + i) % origin.labels().size();
            labels[i] = origin.labels().get(drawn);
            float[][] rows = origin.rows().get(drawn);
            source[i] = noisy(rows[random.nextInt(rows.length)], random);
            counts[i] = importance[labels[i]];
            sum += counts[i];
        }
        for (int i = 0; i < counts.length; i++) {
            counts[i] = sum > 0 ? counts[i] * counts.length / sum : 1;
        }
        int targets = target.length == 0 ? 0 : pace.batch();
        float[][] moved = new float[targets][];
        float[][] taught = answers.length == 0 ? NO_ANSWERS : new float[targets][];
        for (int i = 0; i < targets; i++) {
            int row = random.nextInt(target.length);
            moved[i] = noisy(target[row], random);
            if (answers.length > 0) {
                taught[i] = answers[row];
            }
        }
        return new Batch(source, labels, counts, moved, taught);
    }

    private int origin(RandomGenerator random) {
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

    private float[] noisy(float[] row, RandomGenerator random) {
        if (pace.inputNoise() == 0) {
            return row;
        }
        float[] noisy = row.clone();
        for (int i = 0; i < noisy.length; i++) {
            noisy[i] += (float) (pace.inputNoise() * random.nextGaussian());
        }
        return noisy;
    }
}
