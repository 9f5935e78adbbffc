package io.realign.learning.portfolio;

import io.realign.adaptation.gate.ConsensusThresholds;
import io.realign.learning.ensemble.LdaEnsemble;

/** What a {@link LdaEnsemble} can be asked about a window. */
enum EnsembleAvailability {
    /** Nothing: there is none. */
    NONE,
    /** In which shares the classes are mixed. */
    CLASS_SHARES,
    /** Of which class each row is, too: then it may teach a network. */
    PSEUDO_LABELS;

    /** @param rows of the window, at least one */
    static EnsembleAvailability of(DataKind kind, float[][] rows) {
        if (kind != DataKind.DENSE || !LdaEnsemble.isApplicable(rows)) {
            return NONE;
        }
        return rows.length >= ConsensusThresholds.DEFAULT.minRows() ? PSEUDO_LABELS : CLASS_SHARES;
    }
}
