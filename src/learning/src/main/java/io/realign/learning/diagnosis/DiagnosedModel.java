package io.realign.learning.diagnosis;

import io.realign.learning.network.ModelOutputs;

/** A model in inference mode, such as a {@link io.realign.learning.network.Learner}. */
@FunctionalInterface
public interface DiagnosedModel {
    /**
     * @param rows standardised rows
     * @param target whether the rows are from the target
     */
    ModelOutputs predict(float[][] rows, boolean target);

    default ModelOutputs predictSource(float[][] standardisedRows) {
        return predict(standardisedRows, false);
    }

    default ModelOutputs predictTarget(float[][] standardisedRows) {
        return predict(standardisedRows, true);
    }
}
