package io.realign.learning;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Draws the batch of a step: as many rows of every class, so that a rare one counts as much as a common one, and target
 * rows as they come; all with replacement and with noise. A batch follows from seed and step, and not from the batches
 * before it.
 */
final class BatchDraw {
    private final List<float[][]> sourceByClass = new ArrayList<>();
    private final List<Integer> classes = new ArrayList<>();
    private final float[][] target;
    private final Recipe recipe;

    /**
     * @param source standardised rows
     * @param target standardised rows, none when version 1 is trained
     */
    BatchDraw(SourceRows source, float[][] target, Recipe recipe) {
        this.target = target;
        this.recipe = recipe;
        for (int label = 0; label < source.classes(); label++) {
            float[][] rows = source.of(label);
            if (rows.length > 0) {
                sourceByClass.add(rows);
                classes.add(label);
            }
        }
    }

    Batch draw(long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        float[][] source = new float[recipe.batch()][];
        int[] labels = new int[recipe.batch()];
        int first = random.nextInt(classes.size());
        for (int i = 0; i < source.length; i++) {
            int drawn = (first + i) % classes.size();
            labels[i] = classes.get(drawn);
            source[i] = noisy(sourceByClass.get(drawn), random);
        }
        float[][] targets = new float[target.length == 0 ? 0 : recipe.batch()][];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = noisy(target, random);
        }
        return new Batch(source, labels, targets);
    }

    private float[] noisy(float[][] rows, RandomGenerator random) {
        float[] row = rows[random.nextInt(rows.length)].clone();
        if (recipe.inputNoise() > 0) {
            for (int i = 0; i < row.length; i++) {
                row[i] += (float) (recipe.inputNoise() * random.nextGaussian());
            }
        }
        return row;
    }
}
