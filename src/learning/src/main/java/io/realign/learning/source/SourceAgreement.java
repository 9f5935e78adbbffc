package io.realign.learning.source;

import java.util.List;

/**
 * Result of {@link LeaveOneSourceOut}.
 *
 * @param agreeing names of the sources that agree, in the given order
 * @param conflicts sources that were removed until the rest agreed, largest conflict first
 */
public record SourceAgreement(List<String> agreeing, List<LabelConflict> conflicts) {
    public SourceAgreement {
        agreeing = List.copyOf(agreeing);
        conflicts = List.copyOf(conflicts);
    }

    /**
     * The conflicts, if a majority of the sources agrees. Without a majority, as under large drift, no source can be said to be
     * wrong.
     */
    public List<LabelConflict> outliers() {
        return agreeing.size() > conflicts.size() ? conflicts : List.of();
    }
}
