package io.realign.learning.selection;

import io.realign.learning.ensemble.LdaEnsemble;

/** Estimates that an {@link LdaEnsemble} can provide for a window. */
enum EnsembleAvailability {
    NONE,
    /** Class priors. */
    CLASS_PRIORS,
    /** Class priors, and pseudo-labels of rows for distillation into a network. */
    PSEUDO_LABELS;

    /**
     * @param rows rows of the window, at least one
     * @param minRows minimum number of rows for reliable pseudo-labels; the consensus gate has the same minimum
     */
    static EnsembleAvailability of(DataKind kind, float[][] rows, int minRows) {
        if (kind != DataKind.DENSE || !LdaEnsemble.isApplicable(rows)) {
            return NONE;
        }
        return rows.length >= minRows ? PSEUDO_LABELS : CLASS_PRIORS;
    }
}
