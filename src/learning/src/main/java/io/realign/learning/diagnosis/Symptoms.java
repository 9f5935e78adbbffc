package io.realign.learning.diagnosis;

import io.realign.adaptation.ShiftCase;
import io.realign.adaptation.TransferCase;
import java.util.List;
import java.util.stream.Stream;

/**
 * How the target differs from the source, by what it can decide.
 *
 * @param named the kind of shift, with its evidence
 * @param views the distances of the domains as the model sees them: of its inputs, and of its features
 * @param removable what part of the distance of its inputs the domains' own statistics take away
 * @param overlap how well the domains are told apart by its features
 * @param unlike how often an unlike learner of the same source says the same of the target
 */
record Symptoms(NamedCase named, List<Finding> views, Finding removable, Finding overlap, Finding unlike) {
    /** Whether classes occur in other shares. */
    boolean sharesMoved() {
        return named.ofTarget() == ShiftCase.LABEL || named.ofTarget() == ShiftCase.BOTH;
    }

    boolean nothingMoved() {
        return !sharesMoved() && views.stream().allMatch(Finding::holds);
    }

    /** Whether the shares of the classes alone explain how the target looks. */
    boolean onlySharesMoved() {
        return named.ofTarget() == ShiftCase.LABEL;
    }

    /** Whether a source contradicts the others. */
    boolean sourcesDisagree() {
        return named.shiftCase() == ShiftCase.OUTLYING_SOURCE;
    }

    TransferCase transferCase() {
        return TransferCase.of(TransferCase.overlap(overlap.value()), named.agreement());
    }

    /** All of them, in the order in which they were looked at. */
    List<Finding> findings() {
        return Stream.of(named.evidence(), views, List.of(removable, overlap, unlike))
                .flatMap(List::stream)
                .toList();
    }
}
