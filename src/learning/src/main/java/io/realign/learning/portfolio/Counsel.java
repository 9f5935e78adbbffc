package io.realign.learning.portfolio;

import io.realign.adaptation.ConsensusThresholds;
import io.realign.learning.committee.Committee;

/** What a {@link Committee} can be asked about a window. */
enum Counsel {
    /** Nothing: there is none. */
    NONE,
    /** In which shares the classes are mixed. */
    SHARES,
    /** Of which class each row is, too: then it may teach a network. */
    TEACHER;

    /** @param rows of the window, at least one */
    static Counsel of(Kind kind, float[][] rows) {
        if (kind != Kind.DENSE || !Committee.canSpeakOf(rows)) {
            return NONE;
        }
        return rows.length >= ConsensusThresholds.DEFAULT.rows() ? TEACHER : SHARES;
    }
}
