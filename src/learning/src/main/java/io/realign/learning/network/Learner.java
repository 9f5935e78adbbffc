package io.realign.learning.network;

import io.realign.learning.loss.Losses;
import io.realign.learning.loss.OutputLoss;
import io.realign.learning.loss.TrainingBatch;

/** A network in training. Not for several threads at once. */
public interface Learner extends AutoCloseable {
    /**
     * Takes one step.
     *
     * @return the losses before it was taken; if one of them or the gradient is not finite, the weights are left as they
     *     were and the class loss is NaN
     */
    Losses step(TrainingBatch batch, StepOptions stride);

    /**
     * Takes one step of the features and the class head by a loss of one's own.
     *
     * @param source standardised rows, at least one
     * @param target standardised rows, perhaps none
     * @param stride how; its objective is not asked
     * @return the loss before it was taken; NaN, and the weights are left as they were, if it or the gradient is not finite
     */
    double step(float[][] source, float[][] target, OutputLoss loss, StepOptions stride);

    /**
     * What the network answers when it is not in training: no dropout, running statistics where it normalises.
     *
     * @param rows standardised
     * @param target whether they are of the target, for networks that normalise each domain by itself
     */
    ModelOutputs predict(float[][] rows, boolean target);

    /** A copy of all that the next step depends on. */
    LearnerSnapshot snapshot();

    /** Frees what lies outside the heap. */
    @Override
    void close();
}
