package io.realign.learning.selection;

import io.realign.learning.ensemble.LdaEnsemble;

/** What an {@link LdaEnsemble} can estimate on a window. */
enum EnsembleAvailability {
    NONE,
    /** Class priors. */
    CLASS_PRIORS,
    /** Class priors, and pseudo-labels of rows for distillation into a network. */
    PSEUDO_LABELS;

    /**
     * @param rows rows of the window, at least one
     * @param minRows number of rows from which on pseudo-labels are reliable, as for the consensus gate
     */
    static EnsembleAvailability of(DataKind kind, float[][] rows, int minRows) {
        if (kind != DataKind.DENSE || !LdaEnsemble.isApplicable(rows)) {
            return NONE;
        }
        return rows.length >= minRows ? PSEUDO_LABELS : CLASS_PRIORS;
    }
}
