package io.realign.learning.network;

import io.realign.learning.loss.Losses;
import io.realign.learning.loss.OutputLoss;
import io.realign.learning.loss.TrainingBatch;

/** A network in training. Not thread-safe. */
public interface Learner extends AutoCloseable {
    /**
     * Takes one step.
     *
     * @return the losses before the step; if one of them or the gradient is not finite, the weights are unchanged and the
     *     class loss is NaN
     */
    Losses step(TrainingBatch batch, StepOptions options);

    /**
     * Takes one step of the features and the class head with another loss.
     *
     * @param source standardised rows, at least one
     * @param target standardised rows, may be empty
     * @param options the objective is ignored
     * @return the loss before the step; NaN, with unchanged weights, if it or the gradient is not finite
     */
    double step(float[][] source, float[][] target, OutputLoss loss, StepOptions options);

    /**
     * Computes outputs in inference mode: no dropout, running statistics in batch normalisation.
     *
     * @param rows standardised
     * @param target whether the rows are target rows, for batch normalisation per domain
     */
    ModelOutputs predict(float[][] rows, boolean target);

    /** Copies everything that the next step depends on. */
    LearnerSnapshot snapshot();

    /** Frees the memory outside the heap. */
    @Override
    void close();
}
