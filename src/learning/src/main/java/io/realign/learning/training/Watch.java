package io.realign.learning.training;

import io.realign.adaptation.Signals;
import io.realign.learning.SourceRows;
import io.realign.learning.distance.Discrepancy;
import io.realign.learning.distance.Draw;
import io.realign.learning.distance.KernelMmd;
import io.realign.learning.network.Answers;
import io.realign.learning.network.Learner;

/**
 * Looks at a network in training now and then: how far the domains' features are apart, how it does on held-out source rows,
 * and in which shares it sees the target's classes. All that it compares with was measured before the first step.
 */
final class Watch {
    /** Steps between two looks. */
    static final int EVERY = 25;

    /** Rows of each kind that are looked at: more say little more and take time from training. */
    private static final int ROWS = 150;

    private final float[][] source;
    private final SourceRows holdOut;
    private final float[][] target;
    private final long seed;
    private final double noise;
    private final double holdOutAccuracy;
    private final int[] targetCounts;

    /**
     * A watch over a network before its first step.
     *
     * @param source standardised rows
     * @param holdOut standardised rows that are not trained on, perhaps none
     * @param target standardised rows
     */
    Watch(Learner learner, float[][] source, SourceRows holdOut, float[][] target, long seed) {
        this.seed = seed;
        this.source = Draw.rows(source, ROWS, seed);
        this.holdOut = holdOut;
        this.target = Draw.rows(target, ROWS, seed + 1);
        Answers answers = learner.evaluate(this.target, true);
        this.noise = discrepancy(learner, answers).chance();
        this.holdOutAccuracy = holdOutAccuracy(learner);
        this.targetCounts = counts(answers);
    }

    /** The discrepancy of features that chance makes. */
    double noise() {
        return noise;
    }

    Signals look(Learner learner, double progress, double domainAccuracy) {
        Answers answers = learner.evaluate(target, true);
        int[] counts = counts(answers);
        double moved = 0;
        for (int label = 0; label < counts.length; label++) {
            moved += Math.abs(counts[label] - targetCounts[label]) / (2.0 * target.length);
        }
        return new Signals(
                progress,
                domainAccuracy,
                discrepancy(learner, answers).value(),
                holdOutAccuracy(learner) - holdOutAccuracy,
                moved);
    }

    private Discrepancy discrepancy(Learner learner, Answers answers) {
        return KernelMmd.between(learner.evaluate(source, false).embedding(), answers.embedding(), seed);
    }

    private double holdOutAccuracy(Learner learner) {
        if (holdOut.size() == 0) {
            return 0;
        }
        float[][] probabilities = learner.evaluate(holdOut.features(), false).probabilities();
        int right = 0;
        for (int row = 0; row < probabilities.length; row++) {
            right += Answers.mostProbable(probabilities[row]) == holdOut.labels()[row] ? 1 : 0;
        }
        return right / (double) probabilities.length;
    }

    private static int[] counts(Answers answers) {
        int[] counts = new int[answers.probabilities()[0].length];
        for (float[] row : answers.probabilities()) {
            counts[Answers.mostProbable(row)]++;
        }
        return counts;
    }
}
