package io.realign.learning.selection;

import io.realign.adaptation.gate.ConsensusThresholds;
import io.realign.learning.ensemble.LdaEnsemble;

/** What an {@link LdaEnsemble} can estimate on a window. */
enum EnsembleAvailability {
    NONE,
    /** Class priors. */
    CLASS_PRIORS,
    /** Class priors, and pseudo-labels of rows for distillation into a network. */
    PSEUDO_LABELS;

    /** @param rows rows of the window, at least one */
    static EnsembleAvailability of(DataKind kind, float[][] rows) {
        if (kind != DataKind.DENSE || !LdaEnsemble.isApplicable(rows)) {
            return NONE;
        }
        return rows.length >= ConsensusThresholds.DEFAULT.minRows() ? PSEUDO_LABELS : CLASS_PRIORS;
    }
}
