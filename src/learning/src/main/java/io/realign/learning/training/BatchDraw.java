package io.realign.learning.training;

import static java.util.stream.Collectors.joining;

import io.realign.learning.SourceRows;
import io.realign.learning.network.Batch;
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
final class BatchDraw {
    /** How many rows of each domain are named in a message. */
    private static final int NAMED = 8;

    /**
     * A batch, and which rows it was made of.
     *
     * @param sources the names of the sources
     * @param origins of each source row, the index of its source
     * @param rows of each source row, its index in the source
     * @param targets of each target row, its index in the window
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Drawn(Batch batch, List<String> sources, int[] origins, int[] rows, int[] targets) {
        /** The first rows of each domain, counted from 0 as they were given, and how many there are. */
        String describe() {
            String source = first(rows.length, i -> sources.get(origins[i]) + "[" + rows[i] + "]");
            String target = first(targets.length, i -> "[" + targets[i] + "]");
            return "The batch had %d source rows%s and %d target rows%s, counted from 0 as they were given"
                    .formatted(rows.length, source, targets.length, target);
        }

        private static String first(int count, IntFunction<String> name) {
            String named =
                    IntStream.range(0, Math.min(NAMED, count)).mapToObj(name).collect(joining(", "));
            return count == 0 ? "" : " (" + named + (count > NAMED ? ", ...)" : ")");
        }
    }

    /**
     * The rows of a source's classes; those without rows are left out.
     *
     * @param places of the rows in the source
     */
    private record Origin(List<float[][]> rows, List<int[]> places, List<Integer> labels) {}

    private static final float[][] NO_ANSWERS = {};

    private final List<String> names;
    private final List<Origin> origins = new ArrayList<>();
    private final double[] weights;
    private final double[] importance;
    private final float[][] target;
    private final float[][] answers;
    private final Pace pace;

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
    BatchDraw(
            List<String> names,
            List<SourceRows> sources,
            double[] weights,
            double[] importance,
            float[][] target,
            float[][] answers,
            Pace pace) {
        this.names = names;
        this.weights = weights;
        this.importance = importance;
        this.target = target;
        this.answers = answers;
        this.pace = pace;
        for (SourceRows source : sources) {
            Origin origin = new Origin(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            for (int label = 0; label < source.classes(); label++) {
                float[][] rows = source.of(label);
                if (rows.length > 0) {
                    origin.rows().add(rows);
                    origin.places().add(places(source, label));
                    origin.labels().add(label);
                }
            }
            origins.add(origin);
        }
    }

    private static int[] places(SourceRows source, int label) {
        return IntStream.range(0, source.size())
                .filter(row -> source.labels()[row] == label)
                .toArray();
    }

    Drawn draw(long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        float[][] source = new float[pace.batch()][];
        int[] labels = new int[pace.batch()];
        double[] counts = new double[pace.batch()];
        int[] origins = new int[pace.batch()];
        int[] places = new int[pace.batch()];
        int turn = random.nextInt(Integer.MAX_VALUE - pace.batch());
        double sum = 0;
        for (int i = 0; i < source.length; i++) {
            origins[i] = origin(random);
            Origin origin = this.origins.get(origins[i]);
            int drawn = (turn + i) % origin.labels().size();
            labels[i] = origin.labels().get(drawn);
            float[][] rows = origin.rows().get(drawn);
            int row = random.nextInt(rows.length);
            places[i] = origin.places().get(drawn)[row];
            source[i] = noisy(rows[row], random);
            counts[i] = importance[labels[i]];
            sum += counts[i];
        }
        for (int i = 0; i < counts.length; i++) {
            counts[i] = sum > 0 ? counts[i] * counts.length / sum : 1;
        }
        int targets = target.length == 0 ? 0 : pace.batch();
        float[][] moved = new float[targets][];
        int[] drawnTargets = new int[targets];
        float[][] taught = answers.length == 0 ? NO_ANSWERS : new float[targets][];
        for (int i = 0; i < targets; i++) {
            drawnTargets[i] = random.nextInt(target.length);
            moved[i] = noisy(target[drawnTargets[i]], random);
            if (answers.length > 0) {
                taught[i] = answers[drawnTargets[i]];
            }
        }
        return new Drawn(new Batch(source, labels, counts, moved, taught), names, origins, places, drawnTargets);
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
