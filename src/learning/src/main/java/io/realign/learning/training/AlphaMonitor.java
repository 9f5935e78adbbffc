package io.realign.learning.training;

import io.realign.adaptation.alpha.TrainingSignals;
import io.realign.learning.distance.KernelMmd;
import io.realign.learning.distance.PermutationTestResult;
import io.realign.learning.distance.RowSampler;
import io.realign.learning.input.SourceRows;
import io.realign.learning.network.Learner;
import io.realign.learning.network.ModelOutputs;

/**
 * Measures the inputs of a drift-driven or controlled alpha: drift of the embeddings (squared MMD between the domains), and the changes of the
 * hold-out accuracy and of the predicted class shares of the target since the first step.
 */
final class AlphaMonitor {
    /** Steps between two measurements. */
    static final int STEP_INTERVAL = 25;

    /** Maximum number of sampled rows per domain. Larger samples hardly improve the measurements and slow down training. */
    private static final int SAMPLE_ROWS = 150;

    private final float[][] source;
    private final SourceRows holdOut;
    private final float[][] target;
    private final long seed;
    private final double criticalDrift;
    private final double initialHoldOutAccuracy;
    private final int[] initialClassCounts;

    /**
     * @param learner learner before its first step
     * @param source standardised rows
     * @param holdOut standardised rows that are not used in training; may be empty
     * @param target standardised rows
     */
    AlphaMonitor(Learner learner, float[][] source, SourceRows holdOut, float[][] target, long seed) {
        this.seed = seed;
        this.source = RowSampler.sampleRows(source, SAMPLE_ROWS, seed);
        this.holdOut = holdOut;
        this.target = RowSampler.sampleRows(target, SAMPLE_ROWS, seed + 1);
        ModelOutputs outputs = learner.predictTarget(this.target);
        this.criticalDrift = drift(learner, outputs).criticalValue();
        this.initialHoldOutAccuracy = holdOutAccuracy(learner);
        this.initialClassCounts = classCounts(outputs);
    }

    /** The critical value of the drift: larger values are significant. */
    double criticalDrift() {
        return criticalDrift;
    }

    TrainingSignals measure(Learner learner, double progress, double domainAccuracy) {
        ModelOutputs outputs = learner.predictTarget(target);
        int[] counts = classCounts(outputs);
        double classShareChange = 0;
        for (int label = 0; label < counts.length; label++) {
            classShareChange += Math.abs(counts[label] - initialClassCounts[label]) / (2.0 * target.length);
        }
        return new TrainingSignals(
                progress,
                domainAccuracy,
                drift(learner, outputs).statistic(),
                holdOutAccuracy(learner) - initialHoldOutAccuracy,
                classShareChange);
    }

    private PermutationTestResult drift(Learner learner, ModelOutputs targetOutputs) {
        return KernelMmd.between(learner.predictSource(source).embedding(), targetOutputs.embedding(), seed);
    }

    private double holdOutAccuracy(Learner learner) {
        if (holdOut.size() == 0) {
            return 0;
        }
        float[][] probabilities = learner.predictSource(holdOut.features()).probabilities();
        int correct = 0;
        for (int row = 0; row < probabilities.length; row++) {
            correct += ModelOutputs.mostProbable(probabilities[row]) == holdOut.labels()[row] ? 1 : 0;
        }
        return correct / (double) probabilities.length;
    }

    private static int[] classCounts(ModelOutputs outputs) {
        int[] counts = new int[outputs.probabilities()[0].length];
        for (float[] row : outputs.probabilities()) {
            counts[ModelOutputs.mostProbable(row)]++;
        }
        return counts;
    }
}
