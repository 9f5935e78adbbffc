package io.realign.learning.diagnosis;

import io.realign.learning.network.ModelOutputs;

/** A model in inference mode, such as a {@link io.realign.learning.network.Learner}. */
@FunctionalInterface
public interface DiagnosedModel {
    /**
     * @param rows standardised rows
     * @param target whether the rows are from the target
     */
    ModelOutputs evaluate(float[][] rows, boolean target);

    default ModelOutputs evaluateSource(float[][] standardisedRows) {
        return evaluate(standardisedRows, false);
    }

    default ModelOutputs evaluateTarget(float[][] standardisedRows) {
        return evaluate(standardisedRows, true);
    }
}
