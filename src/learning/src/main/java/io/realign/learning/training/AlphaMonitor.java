package io.realign.learning.training;

import io.realign.adaptation.alpha.TrainingSignals;
import io.realign.learning.distance.KernelMmd;
import io.realign.learning.distance.PermutationTestResult;
import io.realign.learning.distance.RowSampler;
import io.realign.learning.input.SourceRows;
import io.realign.learning.network.Learner;
import io.realign.learning.network.ModelOutputs;

/**
 * Looks at a network in training now and then: how far the domains' features are apart, how it does on held-out source rows,
 * and in which shares it sees the target's classes. All that it compares with was measured before the first step.
 */
final class AlphaMonitor {
    /** Steps between two looks. */
    static final int STEP_INTERVAL = 25;

    /** Rows of each kind that are looked at: more say little more and take time from training. */
    private static final int SAMPLE_ROWS = 150;

    private final float[][] source;
    private final SourceRows holdOut;
    private final float[][] target;
    private final long seed;
    private final double noise;
    private final double initialHoldOutAccuracy;
    private final int[] initialTargetCounts;

    /**
     * A watch over a network before its first step.
     *
     * @param source standardised rows
     * @param holdOut standardised rows that are not trained on, perhaps none
     * @param target standardised rows
     */
    AlphaMonitor(Learner learner, float[][] source, SourceRows holdOut, float[][] target, long seed) {
        this.seed = seed;
        this.source = RowSampler.sampleRows(source, SAMPLE_ROWS, seed);
        this.holdOut = holdOut;
        this.target = RowSampler.sampleRows(target, SAMPLE_ROWS, seed + 1);
        ModelOutputs answers = learner.predict(this.target, true);
        this.noise = discrepancy(learner, answers).criticalValue();
        this.initialHoldOutAccuracy = holdOutAccuracy(learner);
        this.initialTargetCounts = classCounts(answers);
    }

    /** The discrepancy of features that chance makes. */
    double noise() {
        return noise;
    }

    TrainingSignals measure(Learner learner, double progress, double domainAccuracy) {
        ModelOutputs answers = learner.predict(target, true);
        int[] counts = classCounts(answers);
        double moved = 0;
        for (int label = 0; label < counts.length; label++) {
            moved += Math.abs(counts[label] - initialTargetCounts[label]) / (2.0 * target.length);
        }
        return new TrainingSignals(
                progress,
                domainAccuracy,
                discrepancy(learner, answers).statistic(),
                holdOutAccuracy(learner) - initialHoldOutAccuracy,
                moved);
    }

    private PermutationTestResult discrepancy(Learner learner, ModelOutputs answers) {
        return KernelMmd.between(learner.predict(source, false).embedding(), answers.embedding(), seed);
    }

    private double holdOutAccuracy(Learner learner) {
        if (holdOut.size() == 0) {
            return 0;
        }
        float[][] probabilities = learner.predict(holdOut.features(), false).probabilities();
        int right = 0;
        for (int row = 0; row < probabilities.length; row++) {
            right += ModelOutputs.mostProbable(probabilities[row]) == holdOut.labels()[row] ? 1 : 0;
        }
        return right / (double) probabilities.length;
    }

    private static int[] classCounts(ModelOutputs answers) {
        int[] counts = new int[answers.probabilities()[0].length];
        for (float[] row : answers.probabilities()) {
            counts[ModelOutputs.mostProbable(row)]++;
        }
        return counts;
    }
}
