package io.realign.learning.source;

import java.util.List;

/**
 * Which sources bear each other out.
 *
 * @param agreeing names of those that do, in the order given
 * @param conflicts those that had to be left out until the rest agreed, the clearest first
 */
public record SourceAgreement(List<String> agreeing, List<LabelConflict> conflicts) {
    public SourceAgreement {
        agreeing = List.copyOf(agreeing);
        conflicts = List.copyOf(conflicts);
    }

    /**
     * The sources that a majority of all contradicts. None if no majority agrees: then every source is a world of its own,
     * as it is where drift is large, and nobody can tell which one is wrong.
     */
    public List<LabelConflict> outliers() {
        return agreeing.size() > conflicts.size() ? conflicts : List.of();
    }
}
