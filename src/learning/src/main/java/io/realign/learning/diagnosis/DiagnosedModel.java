package io.realign.learning.diagnosis;

import io.realign.learning.network.ModelOutputs;

/** A model that can be asked, such as a {@link io.realign.learning.network.Learner}. */
@FunctionalInterface
public interface DiagnosedModel {
    /**
     * What the model says when it is not in training.
     *
     * @param rows standardised
     * @param target whether they are of the target
     */
    ModelOutputs evaluate(float[][] rows, boolean target);
}
