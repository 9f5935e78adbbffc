package io.realign.learning.network;

import io.realign.learning.loss.Losses;
import io.realign.learning.loss.OutputLoss;
import io.realign.learning.loss.TrainingBatch;

/** A network that can be trained. Not thread-safe. */
public interface Learner extends AutoCloseable {
    /**
     * Takes one training step.
     *
     * @return the losses before the step; if one of them or the gradient is not finite, the weights do not change and the
     *     class loss is NaN
     */
    Losses step(TrainingBatch batch, StepOptions options);

    /**
     * Takes one training step of the feature extractor and the class head with a custom loss.
     *
     * @param source standardised rows, at least one
     * @param target standardised rows; may be empty
     * @param options options; their objective is ignored
     * @return the loss before the step; if the loss or the gradient is not finite, the weights do not change and the result is
     *     NaN
     */
    double step(float[][] source, float[][] target, OutputLoss loss, StepOptions options);

    /**
     * Computes outputs in inference mode: no dropout, running statistics in batch normalisation.
     *
     * @param rows standardised
     * @param useTargetStatistics whether batch normalisation per domain uses the statistics of the target instead of the source
     */
    ModelOutputs predict(float[][] rows, boolean useTargetStatistics);

    default ModelOutputs predictSource(float[][] standardisedRows) {
        return predict(standardisedRows, false);
    }

    default ModelOutputs predictTarget(float[][] standardisedRows) {
        return predict(standardisedRows, true);
    }

    /** Copies the state. */
    LearnerSnapshot snapshot();

    /** Frees off-heap memory. */
    @Override
    void close();
}
