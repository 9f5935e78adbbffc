package io.realign.learning.source;

import java.util.List;

/**
 * Result of {@link LeaveOneSourceOut}.
 *
 * @param agreeing names of the sources that agree with each other
 * @param conflicts sources that were removed until the others agreed, in the order of removal
 */
public record SourceAgreement(List<String> agreeing, List<LabelConflict> conflicts) {
    public SourceAgreement {
        agreeing = List.copyOf(agreeing);
        conflicts = List.copyOf(conflicts);
    }

    /** The conflicts if a majority of the sources agrees, else none: without a majority, no source can be called wrong. */
    public List<LabelConflict> outliers() {
        return agreeing.size() > conflicts.size() ? conflicts : List.of();
    }
}
